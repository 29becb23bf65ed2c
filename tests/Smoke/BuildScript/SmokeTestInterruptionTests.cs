using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.BuildScript;

/// <summary><c>./build.sh SmokeTest</c> that does not come to its end.</summary>
public sealed class SmokeTestInterruptionTests(FreshClone clone) : IClassFixture<FreshClone>
{
    [Theory]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task Ctrl_C_or_a_kill_during_SmokeTest_leaves_no_container_network_or_volume(string signal)
    {
        var before = (await Projects()).ToHashSet();
        // The rehearsal starts a stack before the first test and then waits, so that the moment is always the same.
        using var run = new Interruptible(clone.Shell.With(Run.Rehearsal, "1"), "./build.sh", "SmokeTest");
        var started = await ArgusClient.Until(TimeLimits.Build, async () => (await Projects()).Except(before).ToList(), p => p.Count > 0 || run.Ended, "a container of the inner run");
        Assert.True(started.Count > 0, $"it ended before anything was started:\n{run.Printed}");

        Assert.NotEqual(0, await run.Signal(signal));
        await ArgusClient.Until(TimeLimits.Command, async () => (await Projects()).Except(before).ToList(), left => left.Count == 0, "the end of what the inner run started");
    }

    private async Task<IEnumerable<string>> Projects()
    {
        var names = new List<string>();
        foreach (var listing in (string[][])[["ps", "--all"], ["network", "ls"], ["volume", "ls"]])
            names.AddRange((await clone.Shell.Docker([.. listing, "--format", "{{.Label \"com.docker.compose.project\"}}"])).Succeeded().Output.Split('\n'));
        return names.Where(n => n.StartsWith("argusai-test-", StringComparison.Ordinal)).Distinct();
    }
}
