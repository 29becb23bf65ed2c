namespace ArgusAI.Containers.Compose;

/// <summary>Permission bits, written in octal with a leading 0.</summary>
/// <param name="Bits">The bits, such as <c>0x124</c> for 0444.</param>
public readonly record struct Permissions(int Bits) : IParsable<Permissions>
{
    /// <summary>Reads octal digits, with or without a leading 0.</summary>
    /// <exception cref="ArgumentException">Any other form.</exception>
    public static Permissions Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var mode) ? mode : throw Expected.Form("file mode", s, "three or four octal digits, such as 0444");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out Permissions result)
    {
        var digits = s?.StartsWith("0o", StringComparison.Ordinal) == true ? s[2..] : s;
        var valid = digits is { Length: >= 3 and <= 5 } && digits.All(c => c is >= '0' and <= '7');
        result = valid ? new(Convert.ToInt32(digits, 8)) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => "0" + Convert.ToString(Bits, 8).PadLeft(3, '0');
}
