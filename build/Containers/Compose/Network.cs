namespace ArgusAI.Containers.Compose;

/// <summary>A network.</summary>
public sealed record Network : ExtensiblePart
{
    /// <summary>The driver; null means <c>bridge</c>.</summary>
    public Template? Driver { get; init; }
    /// <summary>The driver's options.</summary>
    public Entries<Template> DriverOptions { get; init; } = Entries<Template>.None;
    /// <summary>How addresses are given out.</summary>
    public Ipam? Ipam { get; init; }
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Whether it leads nowhere outside.</summary>
    public Interpolated<bool>? Internal { get; init; }
    /// <summary>Whether containers not of this project may join.</summary>
    public Interpolated<bool>? Attachable { get; init; }
    /// <summary>Whether it has IPv4: Compose 2.33.1, Engine 28.</summary>
    public Interpolated<bool>? EnableIpv4 { get; init; }
    /// <summary>Whether it has IPv6.</summary>
    public Interpolated<bool>? EnableIpv6 { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}

/// <summary>How a network gives out addresses.</summary>
public sealed record Ipam : ExtensiblePart
{
    /// <summary>Who gives them out; null means <c>default</c>.</summary>
    public Template? Driver { get; init; }
    /// <summary>The ranges they come from.</summary>
    public Items<IpamPool> Pools { get; init; } = [];
    /// <summary>The driver's options.</summary>
    public Entries<Template> Options { get; init; } = Entries<Template>.None;
}

/// <summary>A range of addresses.</summary>
public sealed record IpamPool : ExtensiblePart
{
    /// <summary>The network, such as <c>172.28.0.0/16</c>.</summary>
    public Template? Subnet { get; init; }
    /// <summary>The part of it that containers get.</summary>
    public Template? IpRange { get; init; }
    /// <summary>The address of the way out.</summary>
    public Template? Gateway { get; init; }
    /// <summary>Addresses that are taken, by host name.</summary>
    public Entries<Template> AuxAddresses { get; init; } = Entries<Template>.None;
}
