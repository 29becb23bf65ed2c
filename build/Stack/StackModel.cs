using ArgusAI.Containers;
using ArgusAI.Containers.Bake;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Stack;

/// <summary>An image of ours: how it is built, and what the builder may see.</summary>
/// <param name="Path">The Dockerfile's path; the context is the repository's root.</param>
/// <param name="Dockerfile">How it is built.</param>
/// <param name="Ignore">What the builder may see.</param>
public sealed record ImageModel(string Path, Dockerfile Dockerfile, DockerIgnore Ignore);

/// <summary>The whole stack as models: what <see cref="ArgusStack.Render"/> writes and <see cref="StackRules"/> judges.</summary>
public sealed record StackModel
{
    /// <summary>The backend's image.</summary>
    public required ImageModel Backend { get; init; }

    /// <summary>The frontend's image.</summary>
    public required ImageModel Frontend { get; init; }

    /// <summary>The everyday compose file.</summary>
    public required ComposeFile Compose { get; init; }

    /// <summary>The complete variant with Docker secrets.</summary>
    public required ComposeFile Secrets { get; init; }

    /// <summary>The overlays by path.</summary>
    public required Entries<ComposeFile> Overlays { get; init; }

    /// <summary>nginx.</summary>
    public required NginxConfig Nginx { get; init; }

    /// <summary>The settings a user copies.</summary>
    public required DotEnvFile Environment { get; init; }

    /// <summary>The bake files by path.</summary>
    public required Entries<BakeFile> Bake { get; init; }

    /// <summary>All compose files.</summary>
    public IEnumerable<ComposeFile> ComposeFiles => [Compose, Secrets, .. Overlays.Values];

    /// <summary>The stack that the contract describes.</summary>
    public static StackModel Of(StackInputs inputs) => new()
    {
        Backend = new(StackFiles.BackendDockerfile, BackendDockerfile.For(inputs), BackendDockerfile.Ignore),
        Frontend = new(StackFiles.FrontendDockerfile, FrontendDockerfile.For(inputs), FrontendDockerfile.Ignore),
        Compose = Stack.ComposeFiles.Everyday(inputs),
        Secrets = Stack.ComposeFiles.Secrets(inputs),
        Overlays = new()
        {
            [StackFiles.UsbOverlay] = Stack.Overlays.Usb,
            [StackFiles.BackendTlsOverlay] = Stack.Overlays.BackendTls,
            [StackFiles.AirgapOverlay] = Stack.Overlays.Airgap(inputs.Images),
        },
        Nginx = NginxConfiguration.Config,
        Environment = EnvironmentExample.File,
        Bake = new() { [StackFiles.Bake] = Stack.Bake.File, [StackFiles.AirgapBake] = Stack.Bake.Airgap(inputs.Images) },
    };
}
