using ArgusAI.Operations;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Processes;
using Nuke.Common;
using Nuke.Components;
using Spectre.Console;

/// <summary>The build: thin targets, one file per concern; what they do is in Containers, Stack and Operations.</summary>
partial class Build : NukeBuild, ICompile
{
    public static int Main(string[] words)
    {
        LintOutput.Reserve(words);
        return CommandLineCheck.Run<Build>(words, typeof(ParameterAttribute), typeof(Target), () => Execute<Build>());
    }

    [Parameter("Install and start what is missing (Docker Engine, packages the tests need); Debian and Ubuntu, as root.")]
    readonly bool InstallEngine;

    EngineFacts? engine;

    static readonly DockerCli Docker = new();

    static Workspace Workspace => new(RootDirectory);

    static IAnsiConsole Terminal => AnsiConsole.Console;

    Target Clean => _ => _
        .Description("Removes what Compile and Test made.")
        .Before<IRestore>(x => x.Restore)
        .Executes(() =>
        {
            foreach (var folder in new[] { "artifacts", "TestResults" })
                if (Directory.Exists(RootDirectory / folder)) Directory.Delete(RootDirectory / folder, recursive: true);
        });

    Target Engine => _ => _
        .Unlisted()
        // Without braces the lambda would be a Func<T> whose task nobody awaits.
        .Executes(async () => { engine = await new DockerEngine(Docker, Workspace, Terminal).EnsureAsync(InstallEngine); });

    // The exit code says what happened: Ctrl-C, after which everything is cleaned up, or why a lint run fails.
    async Task Interruptible(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (InterruptedException)
        {
            ExitCode = InterruptedException.ExitCode;
            throw;
        }
        catch (LintException failed)
        {
            ExitCode = failed.ExitCode;
            throw;
        }
    }
}
