using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Tests;

/// <summary>Runs the benchmarks in a Release build of their own and shows what they say.</summary>
public sealed class BenchmarkRun(Workspace workspace, IAnsiConsole console)
{
    const string Project = "tests/Benchmarks";

    /// <summary>Runs all of them.</summary>
    /// <param name="thorough">Whether each is measured long enough to publish its figure.</param>
    /// <param name="strict">Whether a missed budget is a failure.</param>
    /// <exception cref="OperationException">They could not be built or run, or a budget is missed and that counts.</exception>
    /// <exception cref="InterruptedException">Ctrl-C or SIGTERM.</exception>
    public async Task RunAsync(bool thorough, bool strict)
    {
        using var interruption = new Interruption();
        using var forced = new GracePeriod(interruption.Token);
        try
        {
            var result = await Cli.Wrap("dotnet")
                .WithArguments(["run", "--configuration", "Release", "--project", Project, "--", .. thorough ? (string[])["--thorough"] : [], .. strict ? (string[])["--strict"] : []])
                .WithWorkingDirectory(workspace.Root)
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(line => console.Line(line)))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => console.Line(line)))
                .ExecuteAsync(forced.Token, interruption.Token);
            if (result.ExitCode != 0)
                throw new OperationException(strict ? "a budget is missed, or the benchmarks could not run" : "the benchmarks could not run",
                    "read the lines above; artifacts/benchmarks/log.txt holds every measurement");
        }
        catch (OperationCanceledException) when (interruption.Requested)
        {
            throw new InterruptedException("interrupted while measuring");
        }
    }
}
