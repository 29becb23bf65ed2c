namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A line of a <c>.dockerignore</c>.</summary>
/// <param name="Path">The pattern without <c>!</c>, relative to the context.</param>
/// <param name="Allow">Whether it takes back what earlier lines ignored (<c>!</c>).</param>
public sealed record IgnorePattern(string Path, bool Allow = false)
{
    /// <summary>The comment above it.</summary>
    public Aside<string?> Why { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
}

/// <summary>A <c>.dockerignore</c>: the last pattern that matches a path decides.</summary>
/// <param name="Patterns">The patterns in order.</param>
public sealed partial record DockerIgnore(Items<IgnorePattern> Patterns)
{
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }

    /// <summary>Nothing but these paths reaches the builder.</summary>
    public static DockerIgnore AllowOnly(params IEnumerable<string> paths) =>
        new([new("*"), .. paths.Select(path => new IgnorePattern(path, Allow: true))]);

    /// <summary>Of what is allowed so far, these are ignored after all.</summary>
    public DockerIgnore Except(params IEnumerable<string> paths) =>
        this with { Patterns = Patterns.Add(paths.Select(path => new IgnorePattern(path))) };
}
