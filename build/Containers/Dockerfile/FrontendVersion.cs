namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A version of the Dockerfile frontend, the part of BuildKit that reads Dockerfiles.</summary>
/// <param name="Major">Major number.</param>
/// <param name="Minor">Minor number.</param>
public readonly record struct FrontendVersion(int Major, int Minor) : IComparable<FrontendVersion>
{
    /// <summary>What Engine 25's own BuildKit 0.12 has built in: our floor.</summary>
    public static FrontendVersion Engine25 { get; } = new(1, 6);

    /// <inheritdoc/>
    public int CompareTo(FrontendVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));
    /// <summary>Older.</summary>
    public static bool operator <(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) < 0;
    /// <summary>Newer.</summary>
    public static bool operator >(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) > 0;
    /// <summary>Not newer.</summary>
    public static bool operator <=(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) <= 0;
    /// <summary>Not older.</summary>
    public static bool operator >=(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) >= 0;
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
