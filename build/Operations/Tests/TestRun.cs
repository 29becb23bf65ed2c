using System.Diagnostics;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Tests;

/// <summary>Runs test projects one after the other and reports: console, JUnit below <c>test-results/</c>, and a readable HTML file.</summary>
public sealed class TestRun(Workspace workspace, IAnsiConsole console)
{
    private const int RemovalRounds = 5;

    /// <summary>The program that runs tests; a field of its own so that its failures can be tested.</summary>
    internal string DotNet { get; init; } = "dotnet";

    /// <summary>Runs all projects, whatever fails, then says what happened.</summary>
    /// <param name="projects">Project files or folders, relative to the workspace or absolute; a folder with a <c>package.json</c> is an npm project.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationException">Any test failed, or none ran.</exception>
    /// <exception cref="InterruptedException">Ctrl-C, SIGTERM or the caller's cancellation; containers of the tests are gone.</exception>
    public async Task<TestTotals> RunAsync(IReadOnlyList<string> projects, TestOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new TestOptions();
        using var interruption = new Interruption();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, interruption.Token);
        var redaction = Redaction.For(workspace);
        var results = new List<ProjectResults>();
        var clock = Stopwatch.StartNew();
        try
        {
            if (options.Docker is { } engine)
            {
                await LabelledCleanup.SweepAsync(engine, console, linked.Token);
                LabelledCleanup.StartWatchdog(engine);
            }

            foreach (var project in projects) results.Add(await RunProjectAsync(project, options, redaction, linked.Token));
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            throw new InterruptedException($"interrupted after {results.Count} of {projects.Count} test projects{(options.Docker is null ? "" : "; the containers of the tests are removed")}");
        }
        finally
        {
            if (options.Docker is { } engine) await RemoveAllAsync(engine);
        }

        return Report(results, options, redaction, clock.Elapsed);
    }

    // A compose command that was under way when its test was killed may still add containers for a moment.
    private async Task RemoveAllAsync(DockerCli docker)
    {
        for (int round = 0; round < RemovalRounds && await LabelledCleanup.RemoveOwnAsync(docker, console) > 0; round++) await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private async Task<ProjectResults> RunProjectAsync(string project, TestOptions options, Redaction redaction, CancellationToken cancellation)
    {
        var file = Path.GetFileName(project.TrimEnd('/', '\\'));
        var name = file.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(file) : file;
        var xml = Path.Combine(workspace.Artifacts, "test-results", name + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(xml)!);
        File.Delete(xml);
        console.Line($"testing {name}", new Style(decoration: Decoration.Bold));
        using var follow = new TestConsole(console, redaction, name);
        using var forced = new GracePeriod(cancellation);
        int code = 0;
        foreach (var step in TestSuite.At(workspace[project]).Steps(options, xml))
        {
            var result = await Cli.Wrap(step.Program == "dotnet" ? DotNet : step.Program)
                .WithArguments(step.Arguments)
                .WithWorkingDirectory(step.Folder ?? workspace.Root)
                .WithEnvironmentVariables(Variables(options))
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(follow.Line))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(follow.Line))
                .ExecuteAsync(forced.Token, cancellation);
            code = result.ExitCode;
            if (code != 0) break;
        }

        Redact(xml, redaction);

        var read = ProjectResults.Read(name, xml);
        // A runner that failed without a failed test has crashed, or never started.
        if (read.Broken is not null || (code != 0 && read.Totals.Failed == 0)) read = read with { Broken = $"{read.Broken ?? "the test process ended early"} (code {code})\n{follow.LastLines}" };
        if (read.Broken is { } broken) console.Bad($"  {broken}");
        console.Line($"  {read.Totals}", read.Totals.Failed > 0 ? Color.Red : Color.Green);
        return read;
    }

    private static Dictionary<string, string?> Variables(TestOptions options) => new(options.Environment)
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        [TestOwner.Variable] = TestOwner.Current,
    };

    private static void Redact(string xml, Redaction redaction)
    {
        if (!File.Exists(xml)) return;
        var text = File.ReadAllText(xml);
        if (redaction.Apply(text) is var clean && clean != text) AtomicFile.Write(xml, clean);
    }

    private TestTotals Report(List<ProjectResults> results, TestOptions options, Redaction redaction, TimeSpan duration)
    {
        var totals = results.Select(r => r.Totals).Aggregate(new TestTotals(0, 0, 0), TestTotals.Add);
        var report = Path.Combine(workspace.Artifacts, options.ReportName);
        AtomicFile.Write(report, redaction.Apply(TestReport.Render(results, duration, DateTimeOffset.UtcNow)));

        console.Line("");
        foreach (var project in results) console.Line($"  {project.Project,-34} {project.Totals}", project.Totals.Failed > 0 ? Color.Red : Style.Plain);
        foreach (var test in results.SelectMany(r => r.Cases).Where(c => c.Outcome == TestOutcome.Failed)) console.Bad($"  ✗ {test.Scenario}: {test.Name}");
        console.Line($"  report: {report}");
        console.Line(totals.ToString());
        if (totals.Failed > 0) throw new OperationException($"{totals.Failed} of {totals.All} tests failed", $"read {report}");
        return totals.Passed > 0 ? totals : throw new OperationException("no test ran", options.Filter is null ? "name test projects that hold tests" : $"check the filter '{options.Filter}'");
    }
}
