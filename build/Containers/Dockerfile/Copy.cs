namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Where a COPY or a mount takes its files.</summary>
public abstract record CopySource
{
    CopySource() { }

    /// <summary>The build context, past the <c>.dockerignore</c>.</summary>
    public sealed record Context : CopySource;

    /// <summary>A stage of this file. Two are equal when they name the same stage: its instructions are compared where it stands.</summary>
    public sealed record FromStage(Stage Stage) : CopySource
    {
        /// <inheritdoc/>
        public bool Equals(FromStage? other) => other?.Stage.Name == Stage.Name;
        /// <inheritdoc/>
        public override int GetHashCode() => Stage.Name.GetHashCode(StringComparison.Ordinal);
        /// <summary>The stage's name: it prints itself where it stands.</summary>
        public override string ToString() => $"stage {Stage.Name}";
    }

    /// <summary>An image, or a named context of that name.</summary>
    public sealed record FromImage(ImageRef Image) : CopySource;

    /// <summary>The stage, where it is one.</summary>
    internal Stage? AsStage => (this as FromStage)?.Stage;

    /// <summary>As <c>from</c> says it; null for the context.</summary>
    internal string? Text => this switch
    {
        FromStage stage => stage.Stage.Name,
        FromImage image => image.Image.ToString(),
        _ => null,
    };
}

/// <summary>A file whose content stands in the Dockerfile, as a heredoc.</summary>
public sealed record InlineFile
{
    /// <summary>Its name in the destination folder; null where the destination is the file itself.</summary>
    public string? Name { get; }
    /// <summary>Its text, every line with its end: the last one gets one when it has none, and <c>\r\n</c> becomes <c>\n</c>.</summary>
    public Template Content { get; }

    /// <param name="name">Its name in the destination folder: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>; null where the destination is the file itself.</param>
    /// <param name="content">Its text; a plain string is taken as it is.</param>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public InlineFile(string? name, Template content)
    {
        if (name is not null && (name.Length == 0 || name[0] == '-' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')))
            throw Expected.Form("name of an inline file", name, "letters, digits, '.', '_' and '-'");
        var ended = content.Parts.Count == 0 || content.Parts[^1] is TemplatePart.Literal { Text: var last } && last.EndsWith('\n');
        var parts = (ended ? content : content + "\n").Parts;
        Name = name;
        Content = Template.Of(parts.Select(p => p is TemplatePart.Literal literal ? new TemplatePart.Literal(ScriptText.WithPlainLineEnds(literal.Text)) : p));
    }
}

/// <summary><c>COPY</c>.</summary>
/// <param name="Paths">What is copied, with wildcards; may be empty when there are <see cref="Files"/>.</param>
/// <param name="Into">Where to; a folder ends with <c>/</c>.</param>
public sealed record Copy(Items<Template> Paths, Template Into) : Instruction
{
    /// <summary>Where the files come from.</summary>
    public CopySource From { get; init; } = new CopySource.Context();
    /// <summary>Files whose content stands here: frontend 1.4.</summary>
    public Items<InlineFile> Files { get; init; } = [];
    /// <summary>Whether the layer is independent of those before it: frontend 1.4.</summary>
    public bool Link { get; init; }
    /// <summary>Permissions, in octal (frontend 1.2) or symbols (1.14).</summary>
    public Template? Chmod { get; init; }
    /// <summary>The owner.</summary>
    public Template? Chown { get; init; }
    /// <summary>Whether folders of the source path are kept: frontend 1.20, labs 1.7.</summary>
    public bool Parents { get; init; }
    /// <summary>What is left out: frontend 1.19, labs 1.7. The builder puts no variables in.</summary>
    public Items<string> Exclude { get; init; } = [];

    internal override string Keyword => "COPY";
    internal override IEnumerable<Stage> Uses => From.AsStage is { } stage ? [stage] : [];
    internal override IEnumerable<Template?> Texts => [.. Paths, Into, Chmod, Chown, .. Files.Select(f => f.Content)];
    internal override IEnumerable<FrontendFeature> Features =>
    [
        .. base.Features, .. CopyFeatures.Of(Chmod, Link, Files, Exclude), .. Parents ? [FrontendFeature.Parents] : Array.Empty<FrontendFeature>(),
    ];
}

/// <summary><c>ADD</c>: from a URL, a repository or an archive that is unpacked.</summary>
/// <param name="Sources">URLs, repositories or archives of the context; may be empty when there are <see cref="Files"/>.</param>
/// <param name="Into">Where to; a folder ends with <c>/</c>.</param>
public sealed record Add(Items<Template> Sources, Template Into) : Instruction
{
    /// <summary>The expected digest of a download (frontend 1.6), or a repository's commit (1.16).</summary>
    public Template? Checksum { get; init; }
    /// <summary>Whether a repository keeps its <c>.git</c>: frontend 1.1; null keeps the builder's rule.</summary>
    public bool? KeepGitDir { get; init; }
    /// <summary>Whether a downloaded archive is unpacked: frontend 1.17; null keeps the builder's rule.</summary>
    public bool? Unpack { get; init; }
    /// <summary>Files whose content stands here: frontend 1.4.</summary>
    public Items<InlineFile> Files { get; init; } = [];
    /// <summary>Whether the layer is independent of those before it: frontend 1.4.</summary>
    public bool Link { get; init; }
    /// <summary>Permissions, in octal (frontend 1.2) or symbols (1.14).</summary>
    public Template? Chmod { get; init; }
    /// <summary>The owner.</summary>
    public Template? Chown { get; init; }
    /// <summary>What is left out: frontend 1.19, labs 1.7. The builder puts no variables in.</summary>
    public Items<string> Exclude { get; init; } = [];

    internal override string Keyword => "ADD";
    internal override IEnumerable<Template?> Texts => [.. Sources, Into, Chmod, Chown, Checksum, .. Files.Select(f => f.Content)];
    internal override IEnumerable<FrontendFeature> Features
    {
        get
        {
            foreach (var feature in base.Features.Concat(CopyFeatures.Of(Chmod, Link, Files, Exclude))) yield return feature;
            if (Checksum is not null) yield return IsCommit(Checksum) ? FrontendFeature.GitChecksum : FrontendFeature.Checksum;
            if (KeepGitDir is not null) yield return FrontendFeature.KeepGitDir;
            if (Unpack is not null) yield return FrontendFeature.Unpack;
        }
    }

    /// <summary>A commit has no algorithm before its digits.</summary>
    static bool IsCommit(Template checksum) => checksum.LiteralText is { } text && !text.Contains(':', StringComparison.Ordinal);
}

/// <summary>What COPY and ADD share.</summary>
static class CopyFeatures
{
    public static IEnumerable<FrontendFeature> Of(Template? chmod, bool link, Items<InlineFile> files, Items<string> exclude)
    {
        if (chmod is not null) yield return chmod.LiteralText?.All(char.IsAsciiDigit) == true ? FrontendFeature.Chmod : FrontendFeature.SymbolicChmod;
        if (link) yield return FrontendFeature.Link;
        if (files.Count > 0) yield return FrontendFeature.Heredoc;
        if (exclude.Count > 0) yield return FrontendFeature.Exclude;
    }
}
