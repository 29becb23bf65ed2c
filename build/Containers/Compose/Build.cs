namespace ArgusAI.Containers.Compose;

/// <summary>How a service's image is built.</summary>
/// <param name="Context">The folder or URL that is sent to the builder.</param>
public sealed record Build(Template Context) : ExtensiblePart
{
    /// <summary>The Dockerfile, relative to the context.</summary>
    public Template? Dockerfile { get; init; }
    /// <summary>The Dockerfile's text itself; excludes <see cref="Dockerfile"/>.</summary>
    public Template? DockerfileInline { get; init; }
    /// <summary>The stage to build; null means the last.</summary>
    public Template? Target { get; init; }
    /// <summary>Build arguments; null passes the caller's value through.</summary>
    public Entries<Template?> Args { get; init; } = Entries<Template?>.None;
    /// <summary>Named contexts, which replace an image or stage of that name.</summary>
    public Entries<Template> AdditionalContexts { get; init; } = Entries<Template>.None;
    /// <summary>Secrets for <c>RUN --mount=type=secret</c>.</summary>
    public Items<SecretGrant> Secrets { get; init; } = [];
    /// <summary>Agents or keys for <c>RUN --mount=type=ssh</c>, each <c>id[=path]</c> or <c>default</c>.</summary>
    public Items<Template> Ssh { get; init; } = [];
    /// <summary>The platforms built for.</summary>
    public Items<Interpolated<Platform>> Platforms { get; init; } = [];
    /// <summary>More names for the result.</summary>
    public Items<Interpolated<ImageRef>> Tags { get; init; } = [];
    /// <summary>Where cached steps are read.</summary>
    public Items<Template> CacheFrom { get; init; } = [];
    /// <summary>Where cached steps are kept.</summary>
    public Items<Template> CacheTo { get; init; } = [];
    /// <summary>Labels of the image.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>The network of RUN steps.</summary>
    public Template? Network { get; init; }
    /// <summary>More host names for RUN steps, each <c>name=address</c>.</summary>
    public Items<Template> ExtraHosts { get; init; } = [];
    /// <summary>Whether base images are pulled even if present.</summary>
    public Interpolated<bool>? Pull { get; init; }
    /// <summary>Whether every step runs again.</summary>
    public Interpolated<bool>? NoCache { get; init; }
    /// <summary>The size of /dev/shm for RUN steps.</summary>
    public Interpolated<ByteSize>? ShmSize { get; init; }
    /// <summary>The stages whose steps run again: Compose 5.0.</summary>
    public Items<Template> NoCacheFilter { get; init; } = [];
    /// <summary>Whether RUN steps have all rights.</summary>
    public Interpolated<bool>? Privileged { get; init; }
    /// <summary>What the builder may allow, such as <c>network.host</c> or <c>security.insecure</c>: Compose 2.27.</summary>
    public Items<Template> Entitlements { get; init; } = [];
    /// <summary>The isolation of a Windows build.</summary>
    public Template? Isolation { get; init; }
    /// <summary>Process limits of RUN steps: Compose 2.23.1.</summary>
    public Entries<Ulimit> Ulimits { get; init; } = Entries<Ulimit>.None;
    /// <summary>Whether and how the result says how it was built, such as <c>true</c> or <c>mode=max</c>: Compose 2.39.</summary>
    public Template? Provenance { get; init; }
    /// <summary>Whether and how the result says what is in it, such as <c>true</c> or <c>generator=image</c>: Compose 2.39.</summary>
    public Template? Sbom { get; init; }
}
