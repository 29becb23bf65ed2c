namespace Nuke.Common.IO;

/// <summary>A rooted, normalised path; <c>/</c> goes down, <c>/ ".."</c> or <c>/ ..</c> goes up.</summary>
public class AbsolutePath : IFormattable
{
    public const string DoubleQuote = "d";
    public const string DoubleQuoteIfNeeded = "dn";
    public const string SingleQuote = "s";
    public const string SingleQuoteIfNeeded = "sn";
    public const string NoQuotes = "nq";

    readonly string path;

    AbsolutePath(string path) => this.path = Path.GetFullPath(path) is var full && full == Path.GetPathRoot(full)
        ? full
        : Path.TrimEndingDirectorySeparator(full);

    public string Name => Path.GetFileName(path);
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(path);

    /// <summary>With its dot.</summary>
    public string Extension => Path.GetExtension(path);

    /// <summary>The directory above, null at the root.</summary>
    public AbsolutePath Parent => Path.GetDirectoryName(path);

    public static AbsolutePath Create(string path) => path;

    public static implicit operator AbsolutePath(string path)
    {
        if (path is null) return null;
        Assert.True(Path.IsPathRooted(path), $"Path '{path}' must be rooted");
        return new(path);
    }

    public static implicit operator string(AbsolutePath path) => path?.path;

    public static AbsolutePath operator /(AbsolutePath left, Range range)
    {
        Assert.True(range.Equals(Range.All));
        return left.Parent;
    }

    // Combined as text: a right side that starts with a separator stays below the left one.
    public static AbsolutePath operator /(AbsolutePath left, string right)
        => new(left.NotNull().path + Path.DirectorySeparatorChar + right);

    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left.path + right);
    public static bool operator ==(AbsolutePath a, AbsolutePath b) => a is null ? b is null : a.Equals((object)b);
    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !(a == b);

    protected bool Equals(AbsolutePath other) => string.Equals(
        path, other?.path, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public override bool Equals(object obj) => obj?.GetType() == GetType() && Equals((AbsolutePath)obj);
    public override int GetHashCode() => path.GetHashCode(StringComparison.OrdinalIgnoreCase);
    public override string ToString() => path;

    public string ToString(string format) => format switch
    {
        null or NoQuotes => path,
        DoubleQuote => Quoted('"'),
        SingleQuote => Quoted('\''),
        DoubleQuoteIfNeeded => NeedsQuotes ? Quoted('"') : path,
        SingleQuoteIfNeeded => NeedsQuotes ? Quoted('\'') : path,
        _ => throw new ArgumentException($"Format '{format}' is not recognized"),
    };

    string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);

    bool NeedsQuotes => path.Any(char.IsWhiteSpace);

    string Quoted(char quote) => $"{quote}{path}{quote}";
}
