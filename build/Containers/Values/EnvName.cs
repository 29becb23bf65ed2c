using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers;

/// <summary>The name of an environment variable or build argument: a letter or <c>_</c>, then letters, digits and <c>_</c>.</summary>
public sealed record EnvName : IComparable<EnvName>, IParsable<EnvName>
{
    /// <summary>The name as written.</summary>
    public string Value { get; }

    /// <exception cref="ArgumentException">The name has another form.</exception>
    public EnvName(string value)
    {
        if (!IsValid(value))
            throw Expected.Form("variable name", value, "a letter or _, then letters, digits and _");
        Value = value;
    }

    static bool IsValid([NotNullWhen(true)] string? text) =>
        !string.IsNullOrEmpty(text) && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <exception cref="ArgumentException">The name has another form.</exception>
    public static EnvName Parse(string s, IFormatProvider? provider = null) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out EnvName result)
    {
        result = IsValid(s) ? new(s) : null;
        return result is not null;
    }

    /// <summary>A name from its text.</summary>
    public static implicit operator EnvName(string value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(EnvName? other) => string.CompareOrdinal(Value, other?.Value);
    /// <summary>Ordinally before.</summary>
    public static bool operator <(EnvName left, EnvName right) => left.CompareTo(right) < 0;
    /// <summary>Ordinally after.</summary>
    public static bool operator >(EnvName left, EnvName right) => left.CompareTo(right) > 0;
    /// <summary>Ordinally before or equal.</summary>
    public static bool operator <=(EnvName left, EnvName right) => left.CompareTo(right) <= 0;
    /// <summary>Ordinally after or equal.</summary>
    public static bool operator >=(EnvName left, EnvName right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
