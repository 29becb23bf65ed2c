namespace ArgusAI.Containers.Dockerfiles;

/// <summary>What reaches the builder: the files of a folder, less what the <c>.dockerignore</c> keeps back.</summary>
/// <param name="Files">Every file, relative to the context, with forward slashes.</param>
/// <param name="Ignore">The <c>.dockerignore</c>; null ignores nothing.</param>
public sealed record BuildContext(IReadOnlyCollection<string> Files, DockerIgnore? Ignore = null)
{
    /// <summary>The sources of COPY and ADD that do not exist or are ignored, one sentence each.</summary>
    public IReadOnlyList<string> Check(Dockerfile file) =>
    [
        .. from stage in file.Stages
           from instruction in stage.Instructions
           from source in Sources(instruction)
           let problem = Problem(source)
           where problem is not null
           select $"stage '{stage.Name}': {problem}",
    ];

    static IEnumerable<string> Sources(Instruction instruction) => (instruction switch
    {
        Copy { From: CopySource.Context } copy => copy.Paths,
        Add add => add.Sources.Where(s => s.LiteralText is { } text && !text.Contains("://", StringComparison.Ordinal) && !text.StartsWith("git@", StringComparison.Ordinal)),
        OnBuild => [],
        _ => (IEnumerable<Template>)[],
    }).Select(s => s.LiteralText).OfType<string>();

    string? Problem(string source)
    {
        var path = PathPattern.Clean(source);
        var found = Files.Where(f => path.Length == 0 || PathPattern.MatchesSelfOrParent(path, f)).ToArray();
        if (found.Length == 0) return $"'{source}' is not in the build context: expected a file or folder that exists";
        return Ignore is not null && found.All(Ignore.IsIgnored)
            ? $"'{source}' is ignored by the .dockerignore: expected '!{path}' in it"
            : null;
    }
}
