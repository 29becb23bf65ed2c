using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>What a change of one line builds again: its own code, and nothing that others wrote.</summary>
public sealed class RebuildTests : IDisposable
{
    private readonly Clone _clone;
    private readonly string _tag;

    public RebuildTests()
    {
        _tag = Scratch.NewProject();
        _clone = Clone.Of(_tag);
        // Images of its own: those under test keep their names.
        var bake = _clone.File(Bake.File);
        File.WriteAllText(bake, File.ReadAllText(bake).Replace($":{Product.Version}\"", $":{_tag}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Services.Backend, "src/Backend/Program.cs", "internal static class Changed { internal const string By = \"TAG\"; }")]
    [InlineData(Services.Frontend, "src/Frontend/server.mjs", "// TAG")]
    public async Task A_change_of_one_line_builds_the_code_again_and_leaves_every_other_layer_as_it_was(string service, string file, string change)
    {
        await Build(service);
        var before = await Layers(service);
        await File.AppendAllTextAsync(_clone.File(file), change.Replace("TAG", _tag, StringComparison.Ordinal) + "\n", TestContext.Current.CancellationToken);
        var again = await Build(service);
        var after = await Layers(service);

        Measurements.Note($"rebuild_seconds_{service}", again.Duration.TotalSeconds);
        // Copying the code, compiling it, copying what came out, and the work folder after it.
        Assert.InRange(again.Steps - again.Cached, 2, 4);
        // The last layer that holds files is the code's.
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(before.SkipLast(2), after.SkipLast(2));
        Assert.NotEqual(before, after);
        var idle = await Build(service);
        Assert.Equal(idle.Steps, idle.Cached);
    }

    public void Dispose()
    {
        new DockerCli().RunAsync(["image", "rm", "--force", .. new[] { Services.Backend, Services.Frontend }.Select(Image)]).GetAwaiter().GetResult();
        _clone.Dispose();
    }

    private async Task<BuildSummary> Build(string service) =>
        await new ImageBuild(new DockerCli(), new Workspace(_clone.Folder), Scratch.Silent)
            .RunAsync(new BaseImageSource((await StackImages.OutsideImages()).StandIns, ""), targets: [service], cancellation: TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<string>> Layers(string service) =>
        [.. (await Engine.Client.Images.InspectImageAsync(Image(service), TestContext.Current.CancellationToken)).RootFS!.Layers!];

    private string Image(string service) => $"{Product.ImageNamespace}/argusai-{service}:{_tag}";
}
