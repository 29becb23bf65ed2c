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

/// <summary>Builds the application images with <c>docker buildx bake</c> and loads them into the engine.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone; the whole log goes to <c>artifacts/logs/build.log</c>.</param>
/// <param name="console">Shows the progress.</param>
public sealed class ImageBuild(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    /// <summary>What is built.</summary>
    public const string BakeFile = "docker-bake.json";

    /// <summary>Puts stand-ins in the place of the images from outside.</summary>
    public const string StandInOverlay = "deploy/compose/airgap.bake.json";

    private const string Title = "Building the images";

    /// <summary>Builds; less than a second when nothing changed, and then no image gets a new id.</summary>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="settings">Builder, caches, certificates; the defaults when null.</param>
    /// <param name="targets">The bake file's targets; its default group when null.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="OperationException">It failed; the message holds the failed step's last lines.</exception>
    public async Task<BuildSummary> RunAsync(BaseImageSource source, BuildSettings? settings = null, IReadOnlyList<string>? targets = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        settings ??= new BuildSettings();
        var arguments = Arguments(source, settings, CaBundle.Resolve(settings.CaBundle), await ImageOutput.ForAsync(docker, settings.Builder, source.StandIns, cancellation), targets ?? BuildSettings.DefaultTargets(workspace[BakeFile]));
        var progress = new BuildProgress();
        var log = Path.Combine(workspace.Artifacts, "logs", "build.log");
        int code;
        if (console.Profile.Capabilities.Interactive)
        {
            code = await console.Status().StartAsync(Title, status => RunAsync(arguments, progress, log, () =>
                status.Status = Markup.Escape(Fit($"{Title}  {watch.Elapsed.TotalSeconds:0} s  {progress.Now}")), cancellation));
        }
        else
        {
            console.Line($"{Title} …");
            code = await RunAsync(arguments, progress, log, () => { }, cancellation);
        }

        if (code != 0)
            throw new OperationException($"building the images failed (code {code}):\n{progress.Failure()}", $"mend what the lines above say, then run the command again: finished steps are kept. The whole log: {log}");
        console.Good($"images built in {watch.Elapsed.TotalSeconds:0.0} s ({progress.Cached} of {progress.Total} steps from the cache)");
        return new BuildSummary(progress.Total, progress.Cached, watch.Elapsed);
    }

    /// <summary>The arguments of the <c>docker</c> call.</summary>
    internal static IReadOnlyList<string> Arguments(BaseImageSource source, BuildSettings settings, string? certificates, string output, IReadOnlyList<string> targets) =>
    [
        "buildx", "bake", "--file", BakeFile,
        .. source.StandIns ? (string[])["--file", StandInOverlay] : [],
        // Attestations give every cached rebuild a new image id, and compose would recreate its containers.
        "--provenance=false", "--progress=plain",
        "--set", $"*.output={output}",
        .. certificates is null ? (string[])[] : ["--set", $"*.secrets=id={CaBundle.SecretId},src={certificates}"],
        .. settings.Arguments(targets),
        .. targets,
    ];

    private async Task<int> RunAsync(IReadOnlyList<string> arguments, BuildProgress progress, string log, Action tick, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await using var file = new StreamWriter(log) { AutoFlush = true };
        await file.WriteLineAsync("docker " + string.Join(' ', arguments));
        void Take(string line)
        {
            lock (progress)
            {
                file.WriteLine(line);
                if (progress.Take(line) is { } worth) console.Line(worth);
            }

            tick();
        }

        using var forced = new GracePeriod(cancellation);
        try
        {
            var result = await docker.Command(arguments).WithWorkingDirectory(workspace.Root)
                .WithStandardOutputPipe(PipeTarget.ToDelegate(Take)).WithStandardErrorPipe(PipeTarget.ToDelegate(Take))
                .ExecuteAsync(forced.Token, cancellation);
            return result.ExitCode;
        }
        catch (Win32Exception missing)
        {
            throw docker.Missing(missing);
        }
    }

    private string Fit(string text) => text.Length < console.Profile.Width - 4 ? text : text[..Math.Max(0, console.Profile.Width - 5)] + "…";
}
