using System.Diagnostics;
using ArgusAI.Containers;
using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>Two builds of one commit, each in an engine that has nothing but the images from outside, give the same images.</summary>
public sealed class ReproducibilityTests : IDisposable
{
    // Both platforms in two empty engines take two cores 21 minutes.
    private static readonly Platform[] Platforms = Environment.GetEnvironmentVariable(TestOptions.Thorough) is null ? [Platform.LinuxAmd64] : [Platform.LinuxAmd64, Platform.LinuxArm64];
    private static readonly Workspace Clone = new(Repository.Root);
    private readonly string _folder = Scratch.NewFolder(Scratch.NewProject());

    [Fact]
    public async Task Two_builds_of_one_commit_in_two_clean_engines_give_the_same_images()
    {
        var source = new BaseImageSource((await StackImages.OutsideImages()).StandIns, "");
        IReadOnlyList<ReleasedImage> first = await Build(source, "first"), second = await Build(source, "second");

        var differences = first.Zip(second).SelectMany(p => p.First.Archive.Images.SelectMany(i => ImageDifference.Of(p.First.Archive, p.Second.Archive, i.Platform))).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        foreach (var image in first) Progress.Say($"built twice: {image.Name} {string.Join(", ", image.Archive.Images.Select(i => $"{i.Platform} {i.Digest}"))}");
        Assert.Equal(first.Select(Manifests), second.Select(Manifests));
    }

    [Fact]
    public async Task A_difference_is_told_file_by_file()
    {
        using var project = new SmallProject();
        var one = await Small(project, "one");
        var told = string.Join('\n', ImageDifference.Of(one, await Small(project, "other"), one.Images[0].Platform));
        Assert.Contains("/content", told, StringComparison.Ordinal);
        Assert.DoesNotContain("/same", told, StringComparison.Ordinal);
        Assert.Empty(ImageDifference.Of(one, await Small(project, "one"), one.Images[0].Platform));
    }

    public void Dispose() => Scratch.DeleteFolder(_folder);

    private async Task<IReadOnlyList<ReleasedImage>> Build(BaseImageSource source, string name)
    {
        var watch = Stopwatch.StartNew();
        await using var engine = await SecondEngine.Start();
        Progress.Say($"reproducibility: the {name} build, in an empty engine; minutes");
        if (source.StandIns) await engine.Load([.. PinFile.Load(Clone).All.Where(p => p.Key is "debian" or "dotnet-sdk" or "node" or ImageRelease.Generator).Select(p => p.StandIn.ToString())]);
        var workspace = Clone with { Artifacts = Path.Combine(_folder, name, "artifacts") };
        var images = await new ImageRelease(engine.Docker, workspace, Scratch.Silent).ExportAsync(source, new BuildSettings { Platforms = Platforms }, Path.Combine(_folder, name), TestContext.Current.CancellationToken);
        Measurements.Note($"clean_build_seconds_{name}", watch.Elapsed.TotalSeconds);
        return images;
    }

    private static async Task<OciArchive> Small(SmallProject project, string content)
    {
        project.Write("content", content);
        return (await project.Export("argusai.local/test/small:1")).Archive;
    }

    private static string Manifests(ReleasedImage image) => $"{image.Name} {string.Join(' ', image.Archive.Images.Select(i => $"{i.Platform} {i.Digest}"))}";
}
