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
        // The rehearsal starts a stack before the first test and then waits, so that the moment is always the same.
        var file = clone.Stack.Clone.File($"rehearsal-{signal}");
        using var run = new Interruptible(clone.Shell.With(Run.Rehearsal, file), "./build.sh", "SmokeTest");
        await ArgusClient.Until(TimeLimits.Build, () => Task.FromResult(run.Printed), _ => File.Exists(file) || run.Ended, "the inner run's stack");
        Assert.True(File.Exists(file), $"it ended before anything was started:\n{run.Printed}");
        var project = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(3, (await Kinds(project)).Count);

        Assert.NotEqual(0, await run.Signal(signal));
        await ArgusClient.Until(TimeLimits.Command, () => Kinds(project), left => left.Count == 0, "the end of what the inner run started");
    }

    /// <summary>Of which kinds something of the project is there.</summary>
    private async Task<IReadOnlyList<string>> Kinds(string project)
    {
        var kinds = new List<string>();
        foreach (var listing in (string[][])[["ps", "--all"], ["network", "ls"], ["volume", "ls"]])
        {
            var found = await clone.Shell.Docker([.. listing, "--quiet", "--filter", $"label=com.docker.compose.project={project}"]);
            if (found.Succeeded().Output.Length > 0) kinds.Add(listing[0]);
        }
        return kinds;
    }
}
