namespace ArgusAI.Containers.Compose;

/// <summary>How a service takes part in a network.</summary>
public sealed record ServiceNetwork : ExtensiblePart
{
    /// <summary>More names for it in this network.</summary>
    public Items<Template> Aliases { get; init; } = [];
    /// <summary>A fixed IPv4 address.</summary>
    public Template? Ipv4Address { get; init; }
    /// <summary>A fixed IPv6 address.</summary>
    public Template? Ipv6Address { get; init; }
    /// <summary>Addresses of its own that other hosts do not route.</summary>
    public Items<Template> LinkLocalIps { get; init; } = [];
    /// <summary>Its hardware address in this network: Compose 2.23.2, Engine 25.</summary>
    public Template? MacAddress { get; init; }
    /// <summary>The interface's name inside the container: Compose 2.36, Engine 28.1.</summary>
    public Template? InterfaceName { get; init; }
    /// <summary>Options for the network's driver: Compose 2.27.1.</summary>
    public Entries<Template> DriverOptions { get; init; } = Entries<Template>.None;
    /// <summary>The order in which networks are joined, highest first.</summary>
    public Interpolated<int>? Priority { get; init; }
    /// <summary>Which network gives the default route, highest first: Compose 2.33.1, Engine 28.</summary>
    public Interpolated<int>? GatewayPriority { get; init; }
}
