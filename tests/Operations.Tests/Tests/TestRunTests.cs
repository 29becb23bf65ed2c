using System.Globalization;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Tests;

/// <summary>Against a program that stands for <c>dotnet</c> and prints and writes what the real one does.</summary>
public sealed class TestRunTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task Failures_are_shown_as_they_come_and_the_last_line_holds_the_totals()
    {
        Project("Some.Tests", """
              Passed Some.Tests.PortTests.A_port_is_read [2 ms]
              Failed Some.Tests.PortTests.A_port_outside_1_to_65535_is_refused [8 ms]
              Error Message:
               Assert.Throws() Failure
              Passed Some.Tests.SlowTests.A_stack_starts [12 s]
            Test Run Failed.
            """, 1, Xml(
            Case("PortTests", "A_port_is_read"),
            Case("PortTests", "A_port_outside_1_to_65535_is_refused", "<failure message=\"Assert.Throws() Failure\">at line 5</failure>"),
            Case("SlowTests", "A_stack_starts"),
            Case("SlowTests", "Left_out", "<skipped/>")));

        var error = await Assert.ThrowsAsync<OperationException>(() => Run("Some.Tests"));

        Assert.Contains("1 of 4 tests failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("✗ Some.Tests.PortTests.A port outside 1 to 65535 is refused [8 ms]", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("Assert.Throws() Failure", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("✓ Some.Tests.SlowTests.A stack starts [12 s]", sandbox.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("A port is read", sandbox.Printed, StringComparison.Ordinal);
        Assert.Equal("2 passed, 1 failed, 1 skipped", sandbox.Printed.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_totals_of_all_projects_are_summed_and_a_failure_stops_none_of_them()
    {
        Project("A.Tests", "", 1, Xml(Case("X", "One", "<failure message=\"no\"/>")));
        Project("B.Tests", "", 0, Xml(Case("X", "Two"), Case("X", "Three")));
        await Assert.ThrowsAsync<OperationException>(() => Run("A.Tests", "B.Tests"));
        Assert.Equal("2 passed, 1 failed, 0 skipped", sandbox.Printed.TrimEnd().Split('\n')[^1]);
        Assert.Matches("B.Tests +2 passed, 0 failed, 0 skipped", sandbox.Printed);
    }

    [Fact]
    public async Task A_good_run_returns_its_totals()
    {
        Project("B.Tests", "", 0, Xml(Case("X", "Two")));
        Assert.Equal(new TestTotals(1, 0, 0), await Run("B.Tests"));
    }

    [Fact]
    public async Task A_project_that_never_started_is_a_failure_with_the_runners_words()
    {
        Project("Broken.Tests", "MSBUILD : error MSB1009: Project file does not exist.", 1, null);
        await Assert.ThrowsAsync<OperationException>(() => Run("Broken.Tests"));
        Assert.Contains("MSB1009", sandbox.Printed, StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed, 0 skipped", sandbox.Printed.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_run_that_crashed_after_good_tests_is_a_failure()
    {
        Project("Crash.Tests", "The active test run was aborted. Reason: Test host process crashed", 1, Xml(Case("X", "Fine")));
        var error = await Assert.ThrowsAsync<OperationException>(() => Run("Crash.Tests"));
        Assert.Contains("1 of 2 tests failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("Test host process crashed", File.ReadAllText(Report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_that_are_cut_off_are_a_failure()
    {
        Project("Cut.Tests", "", 0, "<testsuites><testsuite><testcase name='a'");
        await Assert.ThrowsAsync<OperationException>(() => Run("Cut.Tests"));
        Assert.Contains("its results cannot be read", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_tests_is_an_error()
    {
        Project("None.Tests", "No test matches the given testcase filter", 0, Xml());
        Assert.Contains("no test ran", (await Assert.ThrowsAsync<OperationException>(() => Run("None.Tests"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_names_scenarios_durations_and_failures_and_needs_nothing_else()
    {
        Project("A.Tests", "", 1, Xml(Case("PortTests", "A_port_is_read"), Case("PortTests", "B", "<failure message=\"expected &lt;1&gt;\">stack trace</failure>")));
        await Assert.ThrowsAsync<OperationException>(() => Run("A.Tests"));
        var html = File.ReadAllText(Report);
        Assert.Contains("A port is read", html, StringComparison.Ordinal);
        Assert.Contains("1.25 s", html, StringComparison.Ordinal);
        Assert.Contains("expected &lt;1&gt;\nstack trace", html, StringComparison.Ordinal);
        Assert.Contains("1 passed, 1 failed, 0 skipped", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_reaches_the_console_the_results_or_the_report()
    {
        sandbox.File(".env", "ADMIN_PASSWORD=correct-horse-battery\n");
        Project("A.Tests", "  Failed A.Tests.X.B [1 ms]\n  signed in with correct-horse-battery\n", 1, Xml(Case("X", "B", "<failure message=\"correct-horse-battery\">POSTGRES_PASSWORD=hunter22</failure>")));
        await Assert.ThrowsAsync<OperationException>(() => Run("A.Tests"));
        var everything = sandbox.Printed + File.ReadAllText(Report) + File.ReadAllText(Path.Combine(sandbox.Folder, "artifacts", "test-results", "A.Tests.xml"));
        Assert.DoesNotContain("correct-horse-battery", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_run_says_how_far_it_is()
    {
        Project("Slow.Tests", "  Passed Slow.Tests.X.A [1 ms]", 0, Xml(Case("X", "A")), then: "sleep 5");
        await Run("Slow.Tests");
        Assert.Matches(@"… Slow.Tests: 1 passed, 0 failed so far \(\d s\)", sandbox.Printed);
    }

    [Fact]
    public async Task An_interruption_ends_the_run_with_its_own_error()
    {
        Project("Slow.Tests", "", 0, null, then: "exec sleep 60");
        using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<InterruptedException>(() => TestRun().RunAsync(["Slow.Tests"], null, interrupt.Token));
    }

    [Fact]
    public async Task Tests_on_an_engine_are_swept_before_and_cleaned_up_after()
    {
        Project("A.Tests", "", 0, Xml(Case("X", "B")));
        sandbox.Program("docker", $"echo \"$*\" >> '{sandbox.Folder}/calls'\n");
        await TestRun().RunAsync(["A.Tests"], new TestOptions { Docker = new DockerCli { Executable = Path.Combine(sandbox.Folder, "bin", "docker") } }, TestContext.Current.CancellationToken);
        var calls = File.ReadAllLines(Path.Combine(sandbox.Folder, "calls"));
        Assert.Equal(2, calls.Count(c => c.StartsWith("ps --all", StringComparison.Ordinal)));
        Assert.Equal(2, calls.Count(c => c.StartsWith("volume ls", StringComparison.Ordinal)));
    }

    private string Report => Path.Combine(sandbox.Folder, "artifacts", "test-report.html");

    private TestRun TestRun() => new(sandbox.Workspace, sandbox.Console) { DotNet = Path.Combine(sandbox.Folder, "bin", "dotnet") };

    private Task<TestTotals> Run(params string[] projects) => TestRun().RunAsync(projects, null, TestContext.Current.CancellationToken);

    private void Project(string name, string output, int code, string? xml, string then = ":")
    {
        sandbox.File($"{name}.out", output + "\n");
        if (xml is not null) sandbox.File($"{name}.xml", xml);
        sandbox.File($"{name}.sh", $"{then}\nexit {code}\n");
        sandbox.Program("dotnet", $$"""
            cd '{{sandbox.Folder}}'
            name=$(basename "$2")
            for word in "$@"; do case "$word" in junit*) path=${word#*LogFilePath=} ;; esac; done
            cat "$name.out"
            mkdir -p "$(dirname "$path")"
            [ ! -f "$name.xml" ] || cp "$name.xml" "$path"
            . "./$name.sh"
            """);
    }

    private static string Case(string scenario, string name, string inner = "") =>
        string.Create(CultureInfo.InvariantCulture, $"<testcase classname=\"Some.Tests.{scenario}\" name=\"{name}\" time=\"1.25\">{inner}</testcase>");

    private static string Xml(params string[] cases) => $"<testsuites><testsuite>{string.Concat(cases)}</testsuite></testsuites>";

    public void Dispose() => sandbox.Dispose();
}
