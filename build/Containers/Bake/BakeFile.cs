namespace ArgusAI.Containers.Bake;

/// <summary>A <c>docker-bake.json</c>: what <c>docker buildx bake</c> builds. Texts are literal unless they hold variables (<c>${NAME}</c>).</summary>
/// <remarks>Source of the keys: Buildx, bake file reference.</remarks>
public sealed partial record BakeFile
{
    /// <summary>What the file is and how to regenerate it, kept under the key <c>//</c>, which bake ignores.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>Variables that the caller's environment may set, with their defaults.</summary>
    public Entries<string> Variables { get; init; } = Entries<string>.None;
    /// <summary>Targets built together; <c>default</c> without a name.</summary>
    public Entries<Items<string>> Groups { get; init; } = Entries<Items<string>>.None;
    /// <summary>What is built.</summary>
    public Entries<BakeTarget> Targets { get; init; } = Entries<BakeTarget>.None;
}

/// <summary>One thing that is built.</summary>
public sealed record BakeTarget
{
    /// <summary>Targets whose keys it takes over.</summary>
    public Items<string> Inherits { get; init; } = [];
    /// <summary>The folder or URL that is sent to the builder.</summary>
    public Template? Context { get; init; }
    /// <summary>Named contexts, which replace an image or stage of that name.</summary>
    public Entries<Template> Contexts { get; init; } = Entries<Template>.None;
    /// <summary>The Dockerfile, relative to the context.</summary>
    public Template? Dockerfile { get; init; }
    /// <summary>The Dockerfile's text itself.</summary>
    public Template? DockerfileInline { get; init; }
    /// <summary>The stage to build.</summary>
    public Template? Target { get; init; }
    /// <summary>Build arguments.</summary>
    public Entries<Template> Args { get; init; } = Entries<Template>.None;
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Names of the result.</summary>
    public Items<Interpolated<ImageRef>> Tags { get; init; } = [];
    /// <summary>The platforms built for.</summary>
    public Items<Platform> Platforms { get; init; } = [];
    /// <summary>Secrets, such as <c>id=ca,src=/path</c>.</summary>
    public Items<Template> Secrets { get; init; } = [];
    /// <summary>SSH agents or keys.</summary>
    public Items<Template> Ssh { get; init; } = [];
    /// <summary>Where cached steps are read.</summary>
    public Items<Template> CacheFrom { get; init; } = [];
    /// <summary>Where cached steps are kept.</summary>
    public Items<Template> CacheTo { get; init; } = [];
    /// <summary>Where the result goes.</summary>
    public Items<Template> Output { get; init; } = [];
    /// <summary>Attestations, such as <c>type=provenance,disabled=true</c>.</summary>
    public Items<Template> Attest { get; init; } = [];
    /// <summary>The network of RUN steps.</summary>
    public Template? Network { get; init; }
    /// <summary>Whether base images are pulled even if present.</summary>
    public bool? Pull { get; init; }
    /// <summary>Whether every step runs again.</summary>
    public bool? NoCache { get; init; }
}
