using System.Diagnostics;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke;

/// <summary>What a crashed run left goes away, and nothing else does.</summary>
public sealed class LeftoverTests
{
    private static readonly Shell Shell = new(Path.GetTempPath());

    [Fact]
    public async Task What_a_dead_process_left_is_swept_and_what_a_living_one_holds_is_kept()
    {
        // Process 1 lives, but it did not start at tick 99999999999: this is a name of the past.
        var (dead, alive) = (Owner.Name[..22] + "-1-99999999999-1", Owner.NewProject());
        foreach (var project in (string[])[dead, alive])
        {
            (await Shell.Docker("volume", "create", "--label", $"com.docker.compose.project={project}", $"{project}_data")).Succeeded();
            (await Shell.Docker("network", "create", "--label", $"com.docker.compose.project={project}", $"{project}_default")).Succeeded();
            Directory.CreateDirectory(Path.Combine(Owner.Scratch, project));
        }
        try
        {
            Owner.SweepNow();
            Assert.Equal([$"{alive}_data"], await Names("volume", dead, alive));
            Assert.Equal([$"{alive}_default"], await Names("network", dead, alive));
            Assert.False(Directory.Exists(Path.Combine(Owner.Scratch, dead)));
            Assert.True(Directory.Exists(Path.Combine(Owner.Scratch, alive)));
        }
        finally
        {
            await Shell.Docker("volume", "rm", $"{alive}_data");
            await Shell.Docker("network", "rm", $"{alive}_default");
            Directory.Delete(Path.Combine(Owner.Scratch, alive));
        }
    }

    [Fact]
    public async Task The_watchdog_cleans_up_after_a_killed_process()
    {
        using var owner = Process.Start("sleep", "600");
        var stat = await File.ReadAllTextAsync($"/proc/{owner.Id}/stat", TestContext.Current.CancellationToken);
        var name = $"{Owner.Name[..22]}-{owner.Id}-{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}";
        (await Shell.Docker("volume", "create", "--label", $"argusai.smoke.owner={name}", $"{name}_data")).Succeeded();
        (await Shell.Run("sh", "-c", $"setsid sh '{Repository.File("tests/Smoke/Fixture/sweep.sh")}' watch {name} {Owner.Scratch} >/dev/null 2>&1 &")).Succeeded();

        await Task.Delay(3000, TestContext.Current.CancellationToken);
        Assert.Equal([$"{name}_data"], await Names("volume", name));
        owner.Kill();
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        await ArgusClient.Until(TimeLimits.Answer, () => Names("volume", name), left => left.Length == 0, "the end of the volume");
    }

    private static async Task<string[]> Names(string kind, params string[] projects)
    {
        var all = (await Shell.Docker(kind, "ls", "--format", "{{.Name}}")).Succeeded().Output.Split('\n');
        return [.. all.Where(n => projects.Any(p => n.StartsWith(p + "_", StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }
}
