using ArgusAI.Containers;
using ArgusAI.Containers.Pins;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Makes sure that the images from outside can be had: from a registry, or as stand-ins built here.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone and the cache.</param>
/// <param name="console">Told of the choice and of progress.</param>
public sealed class BaseImages(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    /// <summary>Chooses where they come from, says so, and builds the stand-ins that are missing. Official images are left to bake and compose, which pull what they need.</summary>
    /// <param name="choice">What the user asked for (<c>--base-images</c>).</param>
    /// <param name="install">Whether missing packages may be installed (<c>--install-engine</c>).</param>
    /// <param name="caBundle">The value of <c>--ca-bundle</c>; null for the default.</param>
    /// <param name="only">The images needed, by their keys in <c>deploy/images.yml</c>; all when null.</param>
    /// <param name="platforms">What images are built for, where stand-ins are; this machine's platform when null or empty.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">They cannot be had; the fix says what to do.</exception>
    public async Task<BaseImageSource> EnsureAsync(BaseImageChoice choice = BaseImageChoice.Auto, bool install = false, string? caBundle = null, IReadOnlyList<string>? only = null, IReadOnlyList<Platform>? platforms = null, CancellationToken cancellation = default)
    {
        var pins = PinFile.Load(workspace);
        var needed = only is null ? pins.All : [.. only.Select(key => pins[key])];
        var certificates = CaBundle.Resolve(caBundle);
        var standIns = new StandIns(docker, workspace, console);
        // Started before it is known whether they are needed: the SDK's answer takes longer than all other questions together.
        var sdk = standIns.SdkVersionAsync(cancellation);
        bool present = choice != BaseImageChoice.Debian && await PresentAsync(needed, cancellation);
        var source = await BaseImageSource.ChooseAsync(choice, present, () => new Registries(workspace).AskAsync(needed, cancellation));
        console.Line($"Base images: {source.Reason}");
        if (source.StandIns) await standIns.EnsureAsync(needed, pins["debian"], await sdk, install, certificates, platforms is { Count: > 0 } ? [.. platforms.Select(p => p.Value.Split('/')[1])] : null, cancellation);
        return source;
    }

    private async Task<bool> PresentAsync(IReadOnlyList<ImagePin> pins, CancellationToken cancellation) =>
        (await docker.RunAsync(["image", "inspect", "--format", "{{.Id}}", .. pins.Select(p => p.Pinned.ToString())], cancellation)).ExitCode == 0;
}
