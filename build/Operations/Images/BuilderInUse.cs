using System.Text.RegularExpressions;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>Who builds, as the docker command line must be told.</summary>
/// <param name="IsEngine">Whether it is the engine in use, which then has the images.</param>
/// <param name="Before">Words before <c>buildx</c>.</param>
/// <param name="After">Words after <c>bake</c>.</param>
internal sealed partial record BuilderInUse(bool IsEngine, IReadOnlyList<string> Before, IReadOnlyList<string> After)
{
    /// <summary>Looks a builder up.</summary>
    /// <param name="docker">The command line.</param>
    /// <param name="name">The value of <c>--builder</c>; null for the engine in use.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is no such builder.</exception>
    internal static async Task<BuilderInUse> OfAsync(DockerCli docker, string? name, CancellationToken cancellation)
    {
        if (name is null) return new(true, [], []);
        var inspected = await docker.ReadAsync(["buildx", "inspect", name], "docker buildx ls names the builders that there are", cancellation);
        if (Driver().Match(inspected).Groups[1].Value != "docker") return new(false, [], ["--builder", name]);
        // The engine of a context is a builder too, but Buildx wants to be told so by the context.
        return name == (await docker.ReadAsync(["context", "show"], "check `docker context ls`", cancellation)).Trim() ? new(true, [], []) : new(false, ["--context", name], []);
    }

    [GeneratedRegex(@"(?m)^Driver:\s+(\S+)")]
    private static partial Regex Driver();
}
