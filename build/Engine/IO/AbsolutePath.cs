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

    AbsolutePath(string path) => this.path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    public string Name => Path.GetFileName(path);
    public string NameWithoutExtension => Path.GetFileNameWithoutExtension(path);
    public string Extension => Path.GetExtension(path);
    public AbsolutePath Parent => Path.GetDirectoryName(path);

    public static AbsolutePath Create(string path) => path;

    public static implicit operator AbsolutePath(string path)
    {
        Assert.True(path is null || Path.IsPathRooted(path), $"Path '{path}' must be rooted");
        return path is null ? null : new(path);
    }

    public static implicit operator string(AbsolutePath path) => path?.path;

    public static AbsolutePath operator /(AbsolutePath left, Range range)
    {
        Assert.True(range.Equals(Range.All));
        return left.Parent;
    }

    // Combined as text: a right side that starts with a separator stays below the left one.
    public static AbsolutePath operator /(AbsolutePath left, string right) => new(left.NotNull().path + Path.DirectorySeparatorChar + right);
    public static AbsolutePath operator +(AbsolutePath left, string right) => new(left.path + right);
    public static bool operator ==(AbsolutePath a, AbsolutePath b) => a is null ? b is null : a.Equals((object)b);
    public static bool operator !=(AbsolutePath a, AbsolutePath b) => !(a == b);

    protected bool Equals(AbsolutePath other) => path.Equals(
        other?.path, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public override bool Equals(object obj) => obj?.GetType() == GetType() && Equals((AbsolutePath)obj);
    public override int GetHashCode() => path.GetHashCode(StringComparison.OrdinalIgnoreCase);
    public override string ToString() => path;

    public string ToString(string format) => format switch
    {
        null or NoQuotes => path,
        DoubleQuoteIfNeeded or SingleQuoteIfNeeded when !path.Any(char.IsWhiteSpace) => path,
        DoubleQuote or DoubleQuoteIfNeeded => $"\"{path}\"",
        SingleQuote or SingleQuoteIfNeeded => $"'{path}'",
        _ => throw new ArgumentException($"Format '{format}' is not recognized"),
    };

    string IFormattable.ToString(string format, IFormatProvider formatProvider) => ToString(format);
}
