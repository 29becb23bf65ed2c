using ArgusAI.Operations;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;
using Nuke.Common;
using Nuke.Components;
using Spectre.Console;

/// <summary>The build: thin targets, one file per concern; what they do is in Containers, Stack and Operations.</summary>
partial class Build : NukeBuild, ICompile
{
    public static int Main(string[] words) => CommandLineCheck.Run<Build>(words, typeof(ParameterAttribute), typeof(Target), () => Execute<Build>());

    [Parameter("Install and start what is missing (Docker Engine, packages the tests need); Debian and Ubuntu, as root.")]
    readonly bool InstallEngine;

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
        .Executes(async () => { await new DockerEngine(Docker, Workspace, Terminal).EnsureAsync(InstallEngine); });

    // What Ctrl-C ended has cleaned up after itself: the exit code says what happened, as shells expect it.
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
    }
}
