using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>How a build hands its images to the engine.</summary>
/// <param name="Value">The value of <c>--output</c>, without a place.</param>
/// <param name="Archives">Whether they come as archives, which are then loaded: from a builder that is not the engine in use.</param>
public sealed record ImageOutput(string Value, bool Archives = false)
{
    // Layers that stay on this machine are not worth compressing: it takes three quarters of an export's time.
    private const string Uncompressed = "type=image,compression=uncompressed,unpack=true";

    /// <summary>How the engine in use takes images: uncompressed layers where it keeps them in containerd's store, which alone knows them, else its usual form.</summary>
    public static async Task<string> ForEngineAsync(DockerCli docker, CancellationToken cancellation) =>
        await KeepsListsAsync(docker, cancellation) ? Uncompressed : "type=docker";

    /// <summary>Whether the engine in use keeps images in containerd's store: it alone holds lists of platforms and attestations.</summary>
    public static async Task<bool> KeepsListsAsync(DockerCli docker, CancellationToken cancellation)
    {
        var status = await docker.RunAsync(["info", "--format", "{{json .DriverStatus}}"], cancellation);
        return status.StandardOutput.Contains(EngineProbe.ContainerdStore, StringComparison.Ordinal);
    }

    /// <summary>The output of a build.</summary>
    /// <param name="docker">The command line.</param>
    /// <param name="settings">Its platforms and its builder.</param>
    /// <param name="known">Whether the engine in use keeps lists; null to ask it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is no such builder, or the engine cannot hold several platforms.</exception>
    public static async Task<ImageOutput> ForAsync(DockerCli docker, BuildSettings settings, bool? known, CancellationToken cancellation)
    {
        bool lists = known ?? await KeepsListsAsync(docker, cancellation);
        if (settings.Platforms.Count > 1 && !lists) throw OnePlatformOnly();
        var builder = await BuilderInUse.OfAsync(docker, settings.Builder, cancellation);
        return builder.IsEngine ? new(lists ? Uncompressed : "type=docker") : new(lists ? "type=oci" : "type=docker", Archives: true);
    }

    internal static OperationException OnePlatformOnly() =>
        new("this engine's image store holds one platform of an image", "switch it to containerd's store (\"features\": {\"containerd-snapshotter\": true} in daemon.json), or build for one platform at a time");

    /// <summary>Where the archive of a target lies.</summary>
    internal static string Archive(string folder, string target) => Path.Combine(folder, target + ".tar");

    /// <summary>What bake is told, for archives in a folder.</summary>
    internal IEnumerable<string> Into(string folder, IReadOnlyList<string> targets) => targets.SelectMany(t => new[] { "--set", $"{t}.output={Value},dest={Archive(folder, t)}" });
}
