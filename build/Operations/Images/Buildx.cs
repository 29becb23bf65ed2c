using System.ComponentModel;
using System.Diagnostics;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>What a build did.</summary>
/// <param name="Steps">Steps of the Dockerfiles.</param>
/// <param name="Cached">Of them, those that came out of the cache.</param>
/// <param name="Duration">The whole call.</param>
public sealed record BuildSummary(int Steps, int Cached, TimeSpan Duration);

/// <summary>Runs <c>docker buildx build</c> or <c>bake</c>: shows the progress, keeps the log, explains a failure.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone; the whole log goes to <c>artifacts/logs/build.log</c>.</param>
/// <param name="console">Shows the progress.</param>
internal sealed class Buildx(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    private string Log => Path.Combine(workspace.Artifacts, "logs", "build.log");

    /// <summary>Runs it.</summary>
    /// <param name="title">What it does, for people.</param>
    /// <param name="arguments">The command line behind <c>docker</c>.</param>
    /// <param name="variables">Environment variables of the call.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="OperationException">It failed; the message holds the failed step's last lines.</exception>
    internal async Task<BuildSummary> RunAsync(string title, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? variables = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var progress = new BuildProgress();
        int code;
        if (console.Profile.Capabilities.Interactive)
        {
            code = await console.Status().StartAsync(Markup.Escape(title), status => CallAsync(arguments, variables, progress, () =>
                status.Status = Markup.Escape($"{title}  {watch.Elapsed.TotalSeconds:0} s  {progress.Now}".Shorten(console.Profile.Width - 4)), cancellation));
        }
        else
        {
            console.Line($"{title} …");
            code = await CallAsync(arguments, variables, progress, () => { }, cancellation);
        }

        return code == 0 ? new BuildSummary(progress.Total, progress.Cached, watch.Elapsed)
            : throw new OperationException($"{title} failed (code {code}):\n{progress.Failure()}", $"{BuildFailure.Fix(progress.Failure())}. The whole log: {Log}");
    }

    private async Task<int> CallAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? variables, BuildProgress progress, Action tick, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        await using var file = new StreamWriter(Log) { AutoFlush = true };
        await file.WriteLineAsync("docker " + string.Join(' ', arguments));
        void Take(string line)
        {
            lock (progress)
            {
                file.WriteLine(line);
                if (progress.Take(line) is { } worth) console.Line(worth);
                // Inside: both streams come here, and what works now is looked up.
                tick();
            }
        }

        using var forced = new GracePeriod(cancellation);
        using var silence = new Timer(_ => { lock (progress) if (!console.Profile.Capabilities.Interactive && progress.Silent() is { } working) console.Line(working); }, null, Tick, Tick);
        try
        {
            var result = await docker.Command(arguments).WithWorkingDirectory(workspace.Root)
                .WithEnvironmentVariables(new Dictionary<string, string?>([.. docker.Environment, .. variables ?? new Dictionary<string, string?>(), new("BUILDKIT_PROGRESS", "plain")]))
                .WithStandardOutputPipe(PipeTarget.ToDelegate(Take)).WithStandardErrorPipe(PipeTarget.ToDelegate(Take))
                .ExecuteAsync(forced.Token, cancellation);
            return result.ExitCode;
        }
        catch (Win32Exception missing)
        {
            throw docker.Missing(missing);
        }
    }

    private static TimeSpan Tick => TimeSpan.FromSeconds(2);
}
