using ArgusAI.Containers.Pins;
using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;
using ArgusAI.Stack;

namespace ArgusAI.Smoke.Images;

/// <summary><c>./build.sh Pin</c> against a real registry (D19).</summary>
public sealed class PinTests : IAsyncLifetime
{
    private static readonly IReadOnlyDictionary<string, string> Names =
        PinFile.Load(new Workspace(Repository.Root)).All.ToDictionary(p => p.Key, p => $"{p.Reference.Name}:{p.Reference.Tag}");

    private readonly string _folder = Scratch.NewFolder(Scratch.NewProject());
    private LocalRegistry? _registry;

    private LocalRegistry Registry => _registry!;

    private string PinText => File.ReadAllText(Path.Combine(_folder, PinFile.Path));

    public async ValueTask InitializeAsync() => _registry = await LocalRegistry.Start();

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null) await _registry.DisposeAsync();
        Scratch.DeleteFolder(_folder);
    }

    [Fact]
    public async Task Each_tag_gets_the_digest_that_its_registry_names_and_the_files_that_follow_get_it_too()
    {
        await Registry.Push("first", [.. Names.Values]);
        NameIn(Registry.Address);
        Assert.Equal(Names.Keys, await Pin());

        foreach (var pin in ImagePins.Parse(PinText).All)
        {
            Assert.Equal((pin.Key, await Registry.Digest(pin.Reference.Name, pin.Reference.Tag!)), (pin.Key, pin.Digest));
            Assert.Contains($"{pin.Reference}@{pin.Digest}", Written(StackFiles.AirgapBake) + Written(StackFiles.AirgapOverlay) + Written(StackFiles.Compose), StringComparison.Ordinal);
        }

        var node = ImagePins.Parse(PinText)["node"];
        Assert.Contains($"FROM {node.Pinned} AS runtime", Written(StackFiles.FrontendDockerfile), StringComparison.Ordinal);
        // The engine takes what was written, by its digest.
        (await new Shell(_folder).Docker("pull", "--quiet", node.Pinned.ToString())).Succeeded();
        (await new Shell(_folder).Docker("image", "rm", node.Pinned.ToString())).Succeeded();

        Assert.Empty(await Pin());
        await Registry.Push("second", Names["node"]);
        Assert.Equal(["node"], await Pin());
        Assert.NotEqual(node.Digest, ImagePins.Parse(PinText)["node"].Digest);
    }

    [Fact]
    public async Task An_image_that_the_registry_lacks_changes_nothing()
    {
        await Registry.Push("first", [.. Names.Values.Except([Names["nginx"]])]);
        await Refused(Registry.Address, $"1 of {Names.Count} images");
    }

    [Fact]
    public async Task A_registry_that_wants_a_login_changes_nothing()
    {
        await using var closed = await LocalRegistry.Start(refuses: true);
        await Refused(closed.Address, $"{Names.Count} of {Names.Count} images");
    }

    [Fact]
    public async Task A_registry_that_is_gone_changes_nothing()
    {
        await Registry.DisposeAsync();
        await Refused(Registry.Address, $"{Names.Count} of {Names.Count} images");
    }

    private async Task Refused(string address, string words)
    {
        NameIn(address);
        var before = PinText;
        var failure = await Assert.ThrowsAsync<OperationException>(Pin);
        Assert.Contains($"{words} could not be resolved, so nothing was changed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, PinText);
        Assert.Equal([Path.Combine(_folder, PinFile.Path)], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private Task<IReadOnlyList<string>> Pin() =>
        new Pinning(new DockerCli(), new Workspace(_folder), Scratch.Silent).RunAsync(text => ArgusStack.Render(new(OutsideImages.Read(text))), TestContext.Current.CancellationToken);

    private string Written(string path) => File.ReadAllText(Path.Combine(_folder, path));

    // The repository's own pin file, its images moved to the registry of this test.
    private void NameIn(string address)
    {
        var text = File.ReadAllText(Repository.File(PinFile.Path));
        foreach (var pin in ImagePins.Parse(text).All) text = text.Replace($"image: {pin.Pinned}", $"image: {address}/{pin.Reference.Name}:{pin.Reference.Tag}", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_folder, "deploy"));
        File.WriteAllText(Path.Combine(_folder, PinFile.Path), text);
    }
}
