using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ArgusAI.Containers;

/// <summary>A number of bytes, zero or more; a kilobyte is 1024 bytes, as in Compose, Docker and nginx.</summary>
/// <remarks>Form: a number and <c>b</c>, <c>k</c>, <c>m</c>, <c>g</c>, <c>t</c> (or <c>kb</c>, <c>kib</c> and so on); no unit means bytes.
/// A fraction such as <c>1.5g</c> is accepted when reading. Source: Compose specification, "Specifying byte values".</remarks>
public readonly record struct ByteSize : IComparable<ByteSize>, IParsable<ByteSize>
{
    const string Form = "a size such as 512b, 64k, 512m or 2g";

    /// <summary>The size in bytes.</summary>
    public long Bytes { get; }

    /// <param name="bytes">Zero or more.</param>
    /// <exception cref="ArgumentException">The value is negative.</exception>
    public ByteSize(long bytes)
    {
        if (bytes < 0) throw Expected.Form("size", $"{bytes}b", Form);
        Bytes = bytes;
    }

    /// <summary>So many times 1024 bytes.</summary>
    public static ByteSize Kilobytes(long count) => new(checked(count << 10));
    /// <summary>So many times 1024² bytes.</summary>
    public static ByteSize Megabytes(long count) => new(checked(count * 1_048_576));
    /// <summary>So many times 1024³ bytes.</summary>
    public static ByteSize Gigabytes(long count) => new(checked(count * 1_073_741_824));

    /// <summary>Reads <c>512m</c> and the like; units in any case.</summary>
    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static ByteSize Parse(string text) =>
        TryParse(text, null, out var value) ? value : throw Expected.Form("size", text, Form);

    /// <inheritdoc/>
    public static ByteSize Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ByteSize result)
    {
        result = default;
        if (string.IsNullOrEmpty(s)) return false;
        var digits = s.AsSpan().TrimEnd("bBkKmMgGtTiI").TrimEnd(' ');
        long? unit = s[digits.Length..].TrimStart(' ').ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KB" or "KIB" => 1L << 10,
            "M" or "MB" or "MIB" => 1L << 20,
            "G" or "GB" or "GIB" => 1L << 30,
            "T" or "TB" or "TIB" => 1L << 40,
            _ => null,
        };
        if (unit is null || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / unit)
            return false;
        result = new((long)(number * unit.Value));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);
    /// <summary>Smaller than.</summary>
    public static bool operator <(ByteSize left, ByteSize right) => left.CompareTo(right) < 0;
    /// <summary>Larger than.</summary>
    public static bool operator >(ByteSize left, ByteSize right) => left.CompareTo(right) > 0;
    /// <summary>Not larger than.</summary>
    public static bool operator <=(ByteSize left, ByteSize right) => left.CompareTo(right) <= 0;
    /// <summary>Not smaller than.</summary>
    public static bool operator >=(ByteSize left, ByteSize right) => left.CompareTo(right) >= 0;

    /// <summary>The largest unit that is exact: <c>512m</c>, <c>1500k</c>, <c>17b</c>.</summary>
    public override string ToString() => Print("b");

    /// <summary>nginx knows no unit for bytes.</summary>
    internal string ToNginx() => Print("");

    string Print(string byteUnit)
    {
        var (count, unit) = Bytes switch
        {
            0 => (0, byteUnit),
            _ when Bytes % (1L << 30) == 0 => (Bytes >> 30, "g"),
            _ when Bytes % (1L << 20) == 0 => (Bytes >> 20, "m"),
            _ when Bytes % (1L << 10) == 0 => (Bytes >> 10, "k"),
            _ => (Bytes, byteUnit),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }
}
