using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Runs <c>docker buildx bake</c> on the project's bake file.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone, and where the log goes.</param>
/// <param name="console">Shows the progress.</param>
public sealed class Bake(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    /// <summary>What is built.</summary>
    public const string File = "docker-bake.json";

    /// <summary>Puts stand-ins in the place of the images from outside.</summary>
    public const string StandInOverlay = "deploy/compose/airgap.bake.json";

    /// <summary>Runs it.</summary>
    /// <param name="title">What it does, for people.</param>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="builder">The Buildx builder; null for the engine in use.</param>
    /// <param name="arguments">What is set beside the bake file, and the targets.</param>
    /// <param name="variables">Environment variables of the call.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="OperationException">It failed; the message holds the failed step's last lines.</exception>
    public async Task<BuildSummary> RunAsync(string title, BaseImageSource source, string? builder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? variables = null, CancellationToken cancellation = default)
    {
        var builds = await BuilderInUse.OfAsync(docker, builder, cancellation);
        return await new Buildx(docker, workspace, console).RunAsync(
            title,
            [.. builds.Before, "buildx", "bake", .. builds.After, "--file", File, .. source.StandIns ? (string[])["--file", StandInOverlay] : [], .. arguments],
            variables, cancellation);
    }
}
