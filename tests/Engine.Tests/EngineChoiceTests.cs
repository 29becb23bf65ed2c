using System.IO.Compression;

namespace Nuke.Conformance.Tests;

/// <summary>How build.sh chooses between NUKE's package and the offline engine.</summary>
public sealed class EngineChoiceTests
{
    readonly SmallTree tree = new();

    [Fact]
    public async Task A_source_without_NUKE_means_the_offline_engine_and_is_asked_once()
    {
        Folder("empty");
        Assert.Single(Lines(await Build()), x => x.StartsWith("Engine: build/Engine", StringComparison.Ordinal));
        Assert.EndsWith(" offline\n", tree.Read(".nuke/temp/engine"), StringComparison.Ordinal);
        Assert.DoesNotContain(Lines(await Build()), x => x.StartsWith("Engine:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_package_source_is_asked_again_and_one_with_NUKE_means_NUKE()
    {
        Folder("empty");
        await Build();
        foreach (var id in new[] { "Nuke.Common", "Nuke.Components" }) Pack("full", id);
        Folder("full");
        Assert.Single(Lines(await Build()), x => x.StartsWith("Engine: NUKE", StringComparison.Ordinal));
        Assert.EndsWith(" package\n", tree.Read(".nuke/temp/engine"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(tree.Root, "build", "bin", "package")));
    }

    [Fact]
    public async Task A_source_that_does_not_answer_is_an_error_and_no_reason_to_switch()
    {
        tree.Sources("""<add key="broken" value="https://127.0.0.1:9/index.json" />""");
        var run = await Build();
        Assert.Equal(255, run.Exit);
        Assert.Contains("NU1301", run.Output, StringComparison.Ordinal);
        Assert.Contains("Fix: mend the source", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(tree.Root, ".nuke", "temp", "engine")));
    }

    [Fact]
    public async Task NUKE_ENGINE_wins_and_asks_nobody()
    {
        tree.Sources("""<add key="broken" value="https://127.0.0.1:9/index.json" />""");
        Assert.Equal(0, (await Build("offline")).Exit);
        Assert.True(Directory.Exists(Path.Combine(tree.Root, "build", "bin", "offline")));
    }

    [Fact]
    public async Task Any_other_NUKE_ENGINE_is_refused()
    {
        var run = await Build("nuke");
        Assert.Equal(255, run.Exit);
        Assert.Contains("NUKE_ENGINE is 'nuke'.\n  Fix: set it to package", run.Output, StringComparison.Ordinal);
    }

    // A package cache of its own: the empty packages must not be taken for NUKE by anyone else.
    Task<Run> Build(string? engine = null) => tree.Build([], variables: [("NUKE_ENGINE", engine), ("NUGET_PACKAGES", Path.Combine(tree.Root, "cache"))]);

    void Folder(string name) => tree.Sources($"""<add key="{name}" value="{Directory.CreateDirectory(Path.Combine(tree.Root, "feeds", name)).FullName}" />""");

    void Pack(string feed, string id)
    {
        var folder = Directory.CreateDirectory(Path.Combine(tree.Root, "feeds", feed)).FullName;
        using var archive = ZipFile.Open(Path.Combine(folder, $"{id}.10.1.0.nupkg"), ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open());
        writer.Write($"<package><metadata><id>{id}</id><version>10.1.0</version><authors>a</authors><description>empty</description></metadata></package>");
    }

    static string[] Lines(Run run)
    {
        Assert.True(run.Exit == 0, run.Output);
        return run.Output.Split('\n');
    }
}
