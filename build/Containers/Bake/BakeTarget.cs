namespace ArgusAI.Containers.Bake;

/// <summary>One thing that is built. Null and an empty list say nothing.</summary>
public sealed record BakeTarget
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
    /// <summary>The name of each target that a <see cref="Matrix"/> makes, such as <c>app-${tgt}</c>.</summary>
    public Template? Name { get; init; }
    /// <summary>Values by variable: one target is made for each combination.</summary>
    public Entries<BakeValue> Matrix { get; init; } = Entries<BakeValue>.None;
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
    /// <summary>What is done: <c>build</c>, <c>check</c>, <c>outline</c> or <c>targets</c>.</summary>
    public Template? Call { get; init; }
    /// <summary>Build arguments; null takes the environment's.</summary>
    public Entries<Template?> Args { get; init; } = Entries<Template?>.None;
    /// <summary>Labels.</summary>
    public Entries<Template?> Labels { get; init; } = Entries<Template?>.None;
    /// <summary>Annotations of the image, such as <c>manifest:org.opencontainers.image.title=x</c>.</summary>
    public Items<Template> Annotations { get; init; } = [];
    /// <summary>Names of the result.</summary>
    public Items<Interpolated<ImageRef>> Tags { get; init; } = [];
    /// <summary>The platforms built for.</summary>
    public Items<Platform> Platforms { get; init; } = [];
    /// <summary>Secrets, such as <c>id=ca,src=/path</c>.</summary>
    public Items<BakeOption> Secrets { get; init; } = [];
    /// <summary>SSH agents or keys.</summary>
    public Items<BakeOption> Ssh { get; init; } = [];
    /// <summary>Where cached steps are read.</summary>
    public Items<BakeOption> CacheFrom { get; init; } = [];
    /// <summary>Where cached steps are kept.</summary>
    public Items<BakeOption> CacheTo { get; init; } = [];
    /// <summary>Where the result goes.</summary>
    public Items<BakeOption> Output { get; init; } = [];
    /// <summary>Attestations, such as <c>type=provenance,disabled=true</c>.</summary>
    public Items<BakeOption> Attest { get; init; } = [];
    /// <summary>Rights the build needs, such as <c>network.host</c>.</summary>
    public Items<Template> Entitlements { get; init; } = [];
    /// <summary>Addresses of further hosts.</summary>
    public Entries<Template?> ExtraHosts { get; init; } = Entries<Template?>.None;
    /// <summary>The network of RUN steps.</summary>
    public Template? Network { get; init; }
    /// <summary>The size of <c>/dev/shm</c>.</summary>
    public Template? ShmSize { get; init; }
    /// <summary>Limits of RUN steps, such as <c>nofile=1024:1024</c>.</summary>
    public Items<Template> Ulimits { get; init; } = [];
    /// <summary>Whether base images are pulled even if present.</summary>
    public bool? Pull { get; init; }
    /// <summary>Whether every step runs again.</summary>
    public bool? NoCache { get; init; }
    /// <summary>Stages whose steps run again.</summary>
    public Items<Template> NoCacheFilter { get; init; } = [];
    /// <summary>Keys whose values are computed (<c>${upper(NAME)}</c>) or have a form the model has no property for, as they are in the file.</summary>
    public Entries<BakeValue> Extra { get; init; } = Entries<BakeValue>.None;
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
}

/// <summary>An option with fields, as one text (<c>type=registry,ref=x</c>) or field by field.</summary>
public sealed record BakeOption
{
    /// <summary>The text; null where <see cref="Fields"/> say it.</summary>
    public Template? Text { get; }
    /// <summary>The fields; none where <see cref="Text"/> says it.</summary>
    public Entries<Template> Fields { get; } = Entries<Template>.None;

    /// <summary>As one text.</summary>
    public BakeOption(Template text) => Text = text;
    /// <summary>Field by field.</summary>
    public BakeOption(Entries<Template> fields) => Fields = fields;

    /// <summary>As one text.</summary>
    public static implicit operator BakeOption(string text) => new((Template)text);
    /// <summary>As one text.</summary>
    public static implicit operator BakeOption(Template text) => new(text);
    /// <inheritdoc/>
    public override string ToString() => Text?.ToString() ?? Fields.ToString();
}
