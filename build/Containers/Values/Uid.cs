using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ArgusAI.Containers;

/// <summary>A numeric user, with a numeric group where one is meant: <c>1000</c> or <c>1000:1000</c>.</summary>
/// <remarks>Numbers, because Kubernetes' <c>runAsNonRoot</c> and read-only mounts judge numbers, and names need not exist in an image.</remarks>
/// <param name="User">The user's number.</param>
/// <param name="Group">The group's number; null leaves it to the image.</param>
public sealed record Uid(uint User, uint? Group = null) : IComparable<Uid>, IParsable<Uid>
{
    /// <summary>User and group 0.</summary>
    public static Uid Root { get; } = new(0, 0);

    /// <exception cref="ArgumentException">Any form but <c>user</c> or <c>user:group</c> in numbers.</exception>
    public static Uid Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var uid) ? uid : throw Expected.Form("user", s, "a number or number:number, such as 1000:1000");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Uid result)
    {
        result = null;
        var parts = s?.Split(':') ?? [];
        if (parts.Length is not (1 or 2) || !Number(parts[0], out var user)) return false;
        uint group = 0;
        if (parts.Length == 2 && !Number(parts[1], out group)) return false;
        result = new(user, parts.Length == 2 ? group : null);
        return true;
    }

    static bool Number(string text, out uint value) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <inheritdoc/>
    public int CompareTo(Uid? other) =>
        other is null ? 1 : (User, Group ?? 0).CompareTo((other.User, other.Group ?? 0));
    /// <summary>Lower number.</summary>
    public static bool operator <(Uid left, Uid right) => left.CompareTo(right) < 0;
    /// <summary>Higher number.</summary>
    public static bool operator >(Uid left, Uid right) => left.CompareTo(right) > 0;
    /// <summary>Lower number or equal.</summary>
    public static bool operator <=(Uid left, Uid right) => left.CompareTo(right) <= 0;
    /// <summary>Higher number or equal.</summary>
    public static bool operator >=(Uid left, Uid right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Group is { } group
        ? string.Create(CultureInfo.InvariantCulture, $"{User}:{group}")
        : User.ToString(CultureInfo.InvariantCulture);
}
