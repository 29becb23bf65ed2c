namespace ArgusAI.Containers.Compose;

/// <summary>What a service waits for in another.</summary>
public enum Condition
{
    /// <summary>The other's container has started.</summary>
    ServiceStarted,
    /// <summary>The other's health check has succeeded.</summary>
    ServiceHealthy,
    /// <summary>The other has ended with exit code 0.</summary>
    ServiceCompletedSuccessfully,
}

/// <summary>A service that must come first.</summary>
/// <param name="Condition">What is waited for.</param>
public sealed record Dependency(Condition Condition)
{
    /// <summary>False lets the service start where the other is not enabled: Compose 2.20.2.</summary>
    public Interpolated<bool>? Required { get; init; }
    /// <summary>Whether a restart of the other by Compose restarts this one.</summary>
    public Interpolated<bool>? Restart { get; init; }

    /// <summary>Waits for the other's health check.</summary>
    public static Dependency Healthy { get; } = new(Condition.ServiceHealthy);
    /// <summary>Waits for the other's start only.</summary>
    public static Dependency Started { get; } = new(Condition.ServiceStarted);
    /// <summary>Waits until the other has ended well.</summary>
    public static Dependency Completed { get; } = new(Condition.ServiceCompletedSuccessfully);

    /// <summary>The same, but nothing is waited for where the other service is not enabled.</summary>
    public Dependency Optional() => this with { Required = false };
}

/// <summary>A file with environment variables.</summary>
/// <param name="Path">Relative to the Compose file.</param>
public sealed record EnvFile(Template Path)
{
    /// <summary>False accepts a missing file: Compose 2.24.</summary>
    public Interpolated<bool>? Required { get; init; }
    /// <summary><c>raw</c> takes values as they stand: Compose 2.30.</summary>
    public Template? Format { get; init; }
}

/// <summary>How a service takes part in a network.</summary>
public sealed record ServiceNetwork
{
    /// <summary>More names for it in this network.</summary>
    public Items<Template> Aliases { get; init; } = [];
    /// <summary>A fixed IPv4 address.</summary>
    public Template? Ipv4Address { get; init; }
    /// <summary>A fixed IPv6 address.</summary>
    public Template? Ipv6Address { get; init; }
    /// <summary>The order in which networks are joined, highest first.</summary>
    public Interpolated<int>? Priority { get; init; }
}

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

/// <summary>A secret a service or build may read.</summary>
/// <param name="Source">Its name in this file.</param>
public sealed record SecretGrant(Template Source)
{
    /// <summary>The file name below /run/secrets, or an absolute path; null means the source's name.</summary>
    public Template? Target { get; init; }
    /// <summary>The file's owner; ignored by Compose for secrets from files.</summary>
    public Template? Uid { get; init; }
    /// <summary>The file's group; ignored by Compose for secrets from files.</summary>
    public Template? Gid { get; init; }
    /// <summary>The file's permissions; ignored by Compose for secrets from files.</summary>
    public Permissions? Mode { get; init; }
}

/// <summary>A config a service may read.</summary>
/// <param name="Source">Its name in this file.</param>
public sealed record ConfigGrant(Template Source)
{
    /// <summary>The absolute path; null means <c>/source</c>.</summary>
    public Template? Target { get; init; }
    /// <summary>The file's owner.</summary>
    public Template? Uid { get; init; }
    /// <summary>The file's group.</summary>
    public Template? Gid { get; init; }
    /// <summary>The file's permissions.</summary>
    public Permissions? Mode { get; init; }
}

/// <summary>Where a container's output goes.</summary>
/// <param name="Driver">Such as <c>json-file</c> or <c>local</c>; null keeps the engine's.</param>
public sealed record Logging(Template? Driver = null)
{
    /// <summary>The driver's options, such as <c>max-size</c>.</summary>
    public Entries<Template> Options { get; init; } = Entries<Template>.None;
}

/// <summary>A process limit.</summary>
/// <param name="Soft">What holds at first.</param>
/// <param name="Hard">What the process may raise it to.</param>
public sealed record Ulimit(Interpolated<long> Soft, Interpolated<long> Hard);

/// <summary>Replicas and resources.</summary>
public sealed record Deploy
{
    /// <summary><c>replicated</c> or <c>global</c>.</summary>
    public Template? Mode { get; init; }
    /// <summary>How many containers.</summary>
    public Interpolated<int>? Replicas { get; init; }
    /// <summary>What it may use at most.</summary>
    public Resources? Limits { get; init; }
    /// <summary>What it is promised.</summary>
    public Resources? Reservations { get; init; }
    /// <summary>Labels of the service, not of its containers.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}

/// <summary>Processors, memory and processes.</summary>
public sealed record Resources
{
    /// <summary>Processors, 0.5 being half of one.</summary>
    public Interpolated<decimal>? Cpus { get; init; }
    /// <summary>Memory.</summary>
    public Interpolated<ByteSize>? Memory { get; init; }
    /// <summary>Processes.</summary>
    public Interpolated<long>? Pids { get; init; }
}
