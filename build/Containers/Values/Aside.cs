namespace ArgusAI.Containers;

/// <summary>Something that rides along with a model without being part of what it says: all asides are equal.</summary>
/// <remarks>Used for comments and positions: a file that was read equals the model that wrote it.</remarks>
public readonly struct Aside<T>(T value) : IEquatable<Aside<T>>
{
    /// <summary>What rides along.</summary>
    public T? Value { get; } = value;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Aside<T>(T value) => new(value);

    /// <summary>Always true.</summary>
    public bool Equals(Aside<T> other) => true;
    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Aside<T>;
    /// <inheritdoc/>
    public override int GetHashCode() => 0;
    /// <summary>Always true.</summary>
    public static bool operator ==(Aside<T> left, Aside<T> right) => left.Equals(right);
    /// <summary>Always false.</summary>
    public static bool operator !=(Aside<T> left, Aside<T> right) => !left.Equals(right);
    /// <inheritdoc/>
    public override string ToString() => Value?.ToString() ?? "";
}

/// <summary>A place in a text, both counted from 1; 0 means not read from a text.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column, in UTF-16 units.</param>
public readonly record struct Position(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}");
}

/// <summary>The comments that say why, by the place they stand at: a key's path below the record, with dots and indexes.</summary>
/// <example><code>Why = new() { ["init"] = "the runtime reaps no zombies", ["ports[0]"] = "loopback only" }</code></example>
public sealed class Why : IEquatable<Why>
{
    readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);

    /// <summary>No comments.</summary>
    public static Why None { get; } = new();

    /// <summary>The comment at a path; more lines are split at <c>\n</c>.</summary>
    public string this[string path]
    {
        get => _lines[path];
        init => _lines[path] = value;
    }

    /// <summary>Comments that were read.</summary>
    internal static Why Of(IEnumerable<KeyValuePair<string, string>> comments)
    {
        var why = new Why();
        foreach (var (path, comment) in comments) why._lines[path] = comment;
        return why;
    }

    internal bool TryGet(string path, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? comment) =>
        _lines.TryGetValue(path, out comment);

    /// <summary>All of them, in no particular order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _lines;

    /// <summary>Always true: comments are no part of what a model says.</summary>
    public bool Equals(Why? other) => other is not null;
    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Why;
    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
