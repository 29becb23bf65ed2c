using System.Security.Cryptography;
using System.Text;

namespace ArgusAI.Containers;

/// <summary>A value that must not be seen: it prints as <c>***</c> wherever it is formatted, and no writer takes it.</summary>
public sealed class Secret : IEquatable<Secret>
{
    readonly string _value;

    /// <exception cref="ArgumentException">The value is empty.</exception>
    public Secret(string value)
    {
        if (string.IsNullOrEmpty(value)) throw Expected.Form("secret", value, "at least one character");
        _value = value;
    }

    /// <summary>The value itself, for the one place that needs it.</summary>
    public string Reveal() => _value;

    /// <summary>Compares in a time that does not depend on the content.</summary>
    public bool Equals(Secret? other) => other is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_value), Encoding.UTF8.GetBytes(other._value));
    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);
    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);
    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
