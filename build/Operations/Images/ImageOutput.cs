using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>How a build hands its image to the engine.</summary>
public static class ImageOutput
{
    // Layers that stay on this machine are not worth compressing: it takes three quarters of an export's time.
    private const string Uncompressed = "type=image,compression=uncompressed,unpack=true";

    /// <summary>The value of <c>--output</c>: uncompressed layers where the engine keeps images in containerd's store, which alone knows them, else its usual form.</summary>
    public static async Task<string> ForAsync(DockerCli docker, CancellationToken cancellation)
    {
        var status = await docker.RunAsync(["info", "--format", "{{json .DriverStatus}}"], cancellation);
        return status.StandardOutput.Contains("io.containerd.snapshotter", StringComparison.Ordinal) ? Uncompressed : "type=docker";
    }
}
