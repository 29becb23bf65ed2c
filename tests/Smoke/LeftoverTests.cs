using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke;

/// <summary>What a crashed run left goes away at the next start, and nothing else does.</summary>
public sealed class LeftoverTests
{
    private static readonly Shell Shell = new(Path.GetTempPath());

    [Fact]
    public async Task What_a_dead_run_left_is_swept_and_what_a_living_one_holds_is_kept()
    {
        // No process has the highest number that Linux could give out plus one.
        const string dead = "argusai-test-4194305-1";
        var alive = Scratch.NewProject();
        foreach (var project in (string[])[dead, alive])
        {
            (await Shell.Docker("volume", "create", "--label", $"com.docker.compose.project={project}", $"{project}_data")).Succeeded();
            (await Shell.Docker("network", "create", "--label", $"com.docker.compose.project={project}", $"{project}_default")).Succeeded();
        }
        var (deadFolder, aliveFolder) = (Scratch.NewFolder(dead, "4194305:no-such-boot:1"), Scratch.NewFolder(alive));
        // As an engine that was killed while it built leaves its layers.
        var layer = Directory.CreateDirectory(Path.Combine(deadFolder, "data", "layer")).FullName;
        (await Shell.Run("mount", "-t", "tmpfs", "argusai", layer)).Succeeded();
        try
        {
            await Scratch.Sweep();
            Assert.Equal([$"{alive}_data"], await Names("volume", dead, alive));
            Assert.Equal([$"{alive}_default"], await Names("network", dead, alive));
            Assert.Equal((false, true), (Directory.Exists(deadFolder), Directory.Exists(aliveFolder)));
        }
        finally
        {
            await Shell.Docker("volume", "rm", $"{alive}_data");
            await Shell.Docker("network", "rm", $"{alive}_default");
            Scratch.DeleteFolder(aliveFolder);
        }
    }

    private static async Task<string[]> Names(string kind, params string[] projects)
    {
        var all = (await Shell.Docker(kind, "ls", "--format", "{{.Name}}")).Succeeded().Output.Split('\n');
        return [.. all.Where(n => projects.Any(p => n.StartsWith(p + "_", StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }
}
