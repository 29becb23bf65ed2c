using System.Text.RegularExpressions;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>How a build hands its image to the engine.</summary>
public static partial class ImageOutput
{
    // Layers that stay on this machine are not worth compressing: it takes three quarters of an export's time.
    private const string Uncompressed = "type=image,compression=uncompressed,unpack=true";

    /// <summary>The value of <c>--output</c>: uncompressed layers where the engine keeps images in containerd's store, which alone knows them, else its usual form.</summary>
    public static async Task<string> ForAsync(DockerCli docker, CancellationToken cancellation)
    {
        var status = await docker.RunAsync(["info", "--format", "{{json .DriverStatus}}"], cancellation);
        return status.StandardOutput.Contains("io.containerd.snapshotter", StringComparison.Ordinal) ? Uncompressed : "type=docker";
    }

    /// <summary>The value of <c>--output</c> for a builder of one's own, which hands the image over to the engine in use.</summary>
    /// <param name="docker">The command line.</param>
    /// <param name="builder">Its name; null for the engine in use.</param>
    /// <param name="standIns">Whether images of this engine take the place of those from outside.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is no such builder, or it cannot do this.</exception>
    public static async Task<string> ForAsync(DockerCli docker, string? builder, bool standIns, CancellationToken cancellation)
    {
        if (builder is null) return await ForAsync(docker, cancellation);
        var inspected = await docker.ReadAsync(["buildx", "inspect", builder], "docker buildx ls names the builders that there are", cancellation);
        if (Driver().Match(inspected).Groups[1].Value == "docker")
        {
            var context = (await docker.ReadAsync(["context", "show"], "check `docker context ls`", cancellation)).Trim();
            return builder == context ? await ForAsync(docker, cancellation)
                : throw new OperationException($"the builder '{builder}' is another engine, where the images would stay", $"use that engine for everything: DOCKER_CONTEXT={builder} ./build.sh …");
        }

        return standIns
            ? throw new OperationException($"the builder '{builder}' does not see this engine's images, and stand-ins are such", "use --base-images registry with it, or leave --builder out")
            : "type=docker";
    }

    [GeneratedRegex(@"(?m)^Driver:\s+(\S+)")]
    private static partial Regex Driver();
}
