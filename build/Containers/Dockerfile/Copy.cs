namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Where a COPY takes its files.</summary>
public abstract record CopySource
{
    CopySource() { }

    /// <summary>The build context, past the <c>.dockerignore</c>.</summary>
    public sealed record Context : CopySource;
    /// <summary>A stage of this file.</summary>
    public sealed record FromStage(Stage Stage) : CopySource;
    /// <summary>An image, or a named context of that name.</summary>
    public sealed record FromImage(ImageRef Image) : CopySource;
    /// <summary>A named context the caller gives.</summary>
    public sealed record FromNamedContext(string Name) : CopySource;
}

/// <summary>A file whose content stands in the Dockerfile.</summary>
/// <param name="Name">Its name in the destination.</param>
/// <param name="Content">Its text; taken as it is, no variables are put in.</param>
public sealed record InlineFile(string Name, string Content);

/// <summary><c>COPY</c>.</summary>
/// <param name="Paths">What is copied, with wildcards; may be empty when there are <see cref="Files"/>.</param>
/// <param name="Into">Where to; a folder ends with <c>/</c>.</param>
public sealed record Copy(Items<Template> Paths, Template Into) : Instruction
{
    /// <summary>Where the files come from.</summary>
    public CopySource From { get; init; } = new CopySource.Context();
    /// <summary>Files whose content stands here.</summary>
    public Items<InlineFile> Files { get; init; } = [];
    /// <summary>Whether the layer is independent of those before it: frontend 1.4.</summary>
    public bool Link { get; init; }
    /// <summary>Permissions, in octal (frontend 1.2) or symbols (1.14).</summary>
    public Template? Chmod { get; init; }
    /// <summary>The owner.</summary>
    public Template? Chown { get; init; }
    /// <summary>Whether folders of the source path are kept: frontend 1.20.</summary>
    public bool Parents { get; init; }
    /// <summary>What is left out: frontend 1.19.</summary>
    public Items<Template> Exclude { get; init; } = [];

    internal override IEnumerable<Stage> Uses => From is CopySource.FromStage { Stage: var stage } ? [stage] : [];

    internal override FrontendVersion Needs => new[]
    {
        Link || Files.Count > 0 ? new(1, 4) : FrontendVersion.First,
        Versions.Chmod(Chmod),
        Parents ? new(1, 20) : FrontendVersion.First,
        Exclude.Count > 0 ? new(1, 19) : FrontendVersion.First,
    }.Max();
}

/// <summary><c>ADD</c>: from a URL, a repository or an archive that is unpacked.</summary>
/// <param name="Sources">URLs, repositories or archives of the context.</param>
/// <param name="Into">Where to; a folder ends with <c>/</c>.</param>
public sealed record Add(Items<Template> Sources, Template Into) : Instruction
{
    /// <summary>The expected digest of a download: frontend 1.6.</summary>
    public Template? Checksum { get; init; }
    /// <summary>Whether a repository keeps its <c>.git</c>: frontend 1.1.</summary>
    public bool KeepGitDir { get; init; }
    /// <summary>Whether a downloaded archive is unpacked: frontend 1.17; null keeps the builder's rule.</summary>
    public bool? Unpack { get; init; }
    /// <summary>Whether the layer is independent of those before it: frontend 1.4.</summary>
    public bool Link { get; init; }
    /// <summary>Permissions, in octal (frontend 1.2) or symbols (1.14).</summary>
    public Template? Chmod { get; init; }
    /// <summary>The owner.</summary>
    public Template? Chown { get; init; }
    /// <summary>What is left out: frontend 1.19.</summary>
    public Items<Template> Exclude { get; init; } = [];

    internal override FrontendVersion Needs => new[]
    {
        Checksum is not null ? new(1, 6) : FrontendVersion.First,
        KeepGitDir ? new(1, 1) : FrontendVersion.First,
        Unpack is not null ? new(1, 17) : FrontendVersion.First,
        Link ? new(1, 4) : FrontendVersion.First,
        Versions.Chmod(Chmod),
        Exclude.Count > 0 ? new(1, 19) : FrontendVersion.First,
    }.Max();
}

static class Versions
{
    public static FrontendVersion Chmod(Template? mode) => mode switch
    {
        null => FrontendVersion.First,
        { LiteralText: { } text } when text.All(char.IsAsciiDigit) => new(1, 2),
        _ => new(1, 14),
    };
}
