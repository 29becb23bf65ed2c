using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ArgusAI.Containers;

/// <summary>A length of time, zero or more, as Compose, Docker and nginx write it; the resolution is one microsecond.</summary>
/// <remarks>Form: numbers with the units <c>h</c>, <c>m</c>, <c>s</c>, <c>ms</c>, <c>us</c>, largest first (<c>1m30s</c>);
/// a fraction is accepted when reading. Source: Compose specification, "Specifying durations".</remarks>
public readonly record struct Duration : IComparable<Duration>, IParsable<Duration>
{
    const string Form = "a time such as 500ms, 10s or 1m30s";
    static readonly (string Unit, long Microseconds)[] Units =
        [("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

    /// <summary>The whole length in microseconds.</summary>
    public long TotalMicroseconds { get; }

    /// <param name="microseconds">Zero or more.</param>
    /// <exception cref="ArgumentException">The value is negative.</exception>
    public Duration(long microseconds)
    {
        if (microseconds < 0) throw Expected.Form("duration", $"{microseconds}us", Form);
        TotalMicroseconds = microseconds;
    }

    /// <summary>No time at all.</summary>
    public static Duration Zero => default;
    /// <summary>So many milliseconds.</summary>
    public static Duration Milliseconds(long count) => new(checked(count * 1_000));
    /// <summary>So many seconds.</summary>
    public static Duration Seconds(long count) => new(checked(count * 1_000_000));
    /// <summary>So many minutes.</summary>
    public static Duration Minutes(long count) => new(checked(count * 60_000_000));
    /// <summary>So many hours.</summary>
    public static Duration Hours(long count) => new(checked(count * 3_600_000_000));
    /// <summary>The same length, from a <see cref="TimeSpan"/>.</summary>
    public static Duration From(TimeSpan span) => new(span.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The same length as a <see cref="TimeSpan"/>.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks(TotalMicroseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Reads <c>1m30s</c> and the like.</summary>
    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static Duration Parse(string text) =>
        TryParse(text, null, out var value) ? value : throw Expected.Form("duration", text, Form);

    /// <inheritdoc/>
    public static Duration Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Duration result)
    {
        result = default;
        if (string.IsNullOrEmpty(s)) return false;
        if (s == "0") return true;
        decimal total = 0;
        for (var i = 0; i < s.Length;)
        {
            var start = i;
            while (i < s.Length && (char.IsAsciiDigit(s[i]) || s[i] == '.')) i++;
            if (!decimal.TryParse(s.AsSpan(start, i - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            var unitStart = i;
            while (i < s.Length && char.IsAsciiLetterLower(s[i])) i++;
            var unit = s[unitStart..i];
            var known = Array.Find(Units, u => u.Unit == unit);
            if (known.Unit is null || number > long.MaxValue / known.Microseconds) return false;
            total += number * known.Microseconds;
        }
        if (total > long.MaxValue / 10) return false;
        result = new((long)total);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Duration other) => TotalMicroseconds.CompareTo(other.TotalMicroseconds);
    /// <summary>Shorter than.</summary>
    public static bool operator <(Duration left, Duration right) => left.CompareTo(right) < 0;
    /// <summary>Longer than.</summary>
    public static bool operator >(Duration left, Duration right) => left.CompareTo(right) > 0;
    /// <summary>Not longer than.</summary>
    public static bool operator <=(Duration left, Duration right) => left.CompareTo(right) <= 0;
    /// <summary>Not shorter than.</summary>
    public static bool operator >=(Duration left, Duration right) => left.CompareTo(right) >= 0;

    /// <summary>The shortest exact form without fractions: <c>90s</c> is <c>1m30s</c>.</summary>
    public override string ToString()
    {
        if (TotalMicroseconds == 0) return "0s";
        var text = new StringBuilder();
        var rest = TotalMicroseconds;
        foreach (var (unit, size) in Units)
        {
            if (rest / size is var count and > 0) text.Append(CultureInfo.InvariantCulture, $"{count}{unit}");
            rest %= size;
        }
        return text.ToString();
    }

    /// <summary>The same for nginx, which has no microseconds: they are rounded up to a millisecond.</summary>
    internal string ToNginx() => new Duration((TotalMicroseconds + 999) / 1_000 * 1_000).ToString();
}
