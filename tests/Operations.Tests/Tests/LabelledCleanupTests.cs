using System.Diagnostics;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Tests;

public sealed class LabelledCleanupTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void This_process_is_alive_and_its_mark_holds_the_boot_id()
    {
        Assert.True(TestOwner.IsAlive(TestOwner.Own));
        Assert.Matches(@"^\d+:[0-9a-f-]{36}:\d+$", TestOwner.Own);
    }

    [Fact]
    public void A_process_that_ended_is_dead()
    {
        using var process = Process.Start("sleep", "60");
        var mark = TestOwner.Own.Replace($"{Environment.ProcessId}:", $"{process.Id}:", StringComparison.Ordinal);
        process.Kill();
        process.WaitForExit();
        Assert.False(TestOwner.IsAlive(mark));
    }

    [Fact]
    public void A_living_process_that_was_given_the_number_of_a_dead_one_is_not_its_owner() =>
        Assert.False(TestOwner.IsAlive(string.Join(':', TestOwner.Own.Split(':')[..2]) + ":1"));

    [Fact]
    public void A_process_from_before_a_reboot_is_dead() =>
        Assert.False(TestOwner.IsAlive($"{Environment.ProcessId}:00000000-0000-0000-0000-000000000000"));

    [Theory]
    [InlineData("somebody")]
    [InlineData("")]
    public void What_is_no_mark_is_never_taken_for_dead(string mark) => Assert.True(TestOwner.IsAlive(mark));

    [Theory]
    [InlineData("argusai-test-999999999-a", true)]
    [InlineData("argusai-test-1-a", false)]
    [InlineData("argusai", false)]
    [InlineData("argusai-test-", false)]
    public void Only_projects_of_dead_test_runs_are_abandoned(string project, bool abandoned) =>
        Assert.Equal(abandoned, TestOwner.IsAbandonedProject(project));

    [Theory]
    [InlineData("Upper")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_suffix_that_compose_would_refuse_is_refused(string suffix) => Assert.Throws<ArgumentException>(() => TestOwner.ProjectName(suffix));

    [Fact]
    public async Task A_sweep_removes_what_the_dead_left_and_nothing_else()
    {
        var docker = Docker();
        int removed = await LabelledCleanup.SweepAsync(docker, sandbox.Console, TestContext.Current.CancellationToken);
        Assert.Equal(4, removed);
        Assert.Equal(["rm --force --volumes dead", "rm --force --volumes abandoned", "network rm deadnet", "volume rm deadvolume"], Calls().Where(c => c.Contains("rm", StringComparison.Ordinal) && !c.Contains("format", StringComparison.Ordinal)));
        Assert.Contains("removed 2 containers, 1 networks and 1 volumes", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_watchdog_cleans_up_when_its_process_was_killed()
    {
        // It watches the process of this test run; a copy of its script watches one that can be killed.
        using var owner = Process.Start("sleep", "60");
        var docker = Docker();
        using var watchdog = LabelledCleanup.Watchdog(docker, $"{owner.Id}:boot:1");
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Calls(), c => c.StartsWith("rm", StringComparison.Ordinal));
        owner.Kill();
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);
        await watchdog!.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("rm -f -v labelled", Calls());
        Assert.Contains(Calls(), c => c.Contains($"label=argusai.test.owner={owner.Id}:boot:1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_watchdog_ends_the_test_processes_that_outlived_their_run()
    {
        using var owner = Process.Start("sleep", "60");
        var mark = $"{owner.Id}:boot:1";
        var start = new ProcessStartInfo("sleep", "60");
        start.Environment[TestOwner.Variable] = mark;
        using var orphan = Process.Start(start)!;
        using var stranger = Process.Start("sleep", "60");
        using var watchdog = LabelledCleanup.Watchdog(Docker(), mark);

        owner.Kill();
        await watchdog!.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(orphan.WaitForExit(TimeSpan.FromSeconds(5)), "it still runs");
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    private string[] Calls() => File.Exists(Path.Combine(sandbox.Folder, "calls")) ? File.ReadAllLines(Path.Combine(sandbox.Folder, "calls")) : [];

    private DockerCli Docker()
    {
        sandbox.File("containers", $"dead\t999999999:boot\t\nabandoned\t\targusai-test-999999999-a\nalive\t{TestOwner.Own}\t\nstranger\t\targusai\n");
        sandbox.File("networks", "deadnet\t\targusai-test-999999999-a\nbridge\t\t\n");
        sandbox.File("volumes", "deadvolume\t999999999:boot\t\ndata\t\targusai\n");
        sandbox.Program("docker", $"""
            cd '{sandbox.Folder}'
            echo "$*" >> calls
            case "$*" in
              "ps -aq"*) echo labelled ;;
              "ps -a "*|"network ls --filter"*|"volume ls --filter"*|"network ls -q"*|"volume ls -q"*) : ;;
              "ps --all"*) cat containers ;;
              "network ls"*) cat networks ;;
              "volume ls"*) cat volumes ;;
            esac
            """);
        return new DockerCli { Executable = Path.Combine(sandbox.Folder, "bin", "docker") };
    }

    public void Dispose() => sandbox.Dispose();
}
