namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of networks and of how a service takes part in them.</summary>
static class NetworkShapes
{
    static Shape<ServiceNetwork> ServiceNetwork { get; } = new Shape<ServiceNetwork>(() => new ServiceNetwork())
        .With("aliases", Collections.Texts, n => n.Aliases, (n, v) => n with { Aliases = v })
        .With("ipv4_address", Codecs.Text, n => n.Ipv4Address, (n, v) => n with { Ipv4Address = v })
        .With("ipv6_address", Codecs.Text, n => n.Ipv6Address, (n, v) => n with { Ipv6Address = v })
        .With("link_local_ips", Collections.Texts, n => n.LinkLocalIps, (n, v) => n with { LinkLocalIps = v })
        .With("mac_address", Codecs.Text, n => n.MacAddress, (n, v) => n with { MacAddress = v }, Since.Compose(2, 23, 2).And(engine: 25))
        .With("interface_name", Codecs.Text, n => n.InterfaceName, (n, v) => n with { InterfaceName = v }, Since.Compose(2, 36).And(engine: 28))
        .With("driver_opts", Collections.TextMap, n => n.DriverOptions, (n, v) => n with { DriverOptions = v }, Since.Compose(2, 27, 1))
        .With("priority", Codecs.Int, n => n.Priority, (n, v) => n with { Priority = v })
        .With("gw_priority", Codecs.Int, n => n.GatewayPriority, (n, v) => n with { GatewayPriority = v }, Since.Compose(2, 33, 1).And(engine: 28));

    public static Codec<Entries<ServiceNetwork?>> OfService { get; } = Collections.NamesOf(ServiceNetwork);

    static Shape<IpamPool> Pool { get; } = new Shape<IpamPool>(() => new IpamPool())
        .With("subnet", Codecs.Text, p => p.Subnet, (p, v) => p with { Subnet = v })
        .With("ip_range", Codecs.Text, p => p.IpRange, (p, v) => p with { IpRange = v })
        .With("gateway", Codecs.Text, p => p.Gateway, (p, v) => p with { Gateway = v })
        .With("aux_addresses", Collections.TextMap, p => p.AuxAddresses, (p, v) => p with { AuxAddresses = v });

    static Shape<Ipam> Ipam { get; } = new Shape<Ipam>(() => new Ipam())
        .With("driver", Codecs.Text, i => i.Driver, (i, v) => i with { Driver = v })
        .With("config", Collections.ListOf(Pool), i => i.Pools, (i, v) => i with { Pools = v })
        .With("options", Collections.TextMap, i => i.Options, (i, v) => i with { Options = v });

    public static Shape<Network> Network { get; } = new Shape<Network>(() => new Network())
        .With("name", Codecs.Text, n => n.Name, (n, v) => n with { Name = v })
        .With("driver", Codecs.Text, n => n.Driver, (n, v) => n with { Driver = v })
        .With("driver_opts", Collections.TextMap, n => n.DriverOptions, (n, v) => n with { DriverOptions = v })
        .With("external", External.Codec, n => External.Of(n.External), (n, v) => n with { External = v.Flag, Name = v.Name ?? n.Name })
        .With("internal", Codecs.Bool, n => n.Internal, (n, v) => n with { Internal = v })
        .With("attachable", Codecs.Bool, n => n.Attachable, (n, v) => n with { Attachable = v })
        .With("enable_ipv4", Codecs.Bool, n => n.EnableIpv4, (n, v) => n with { EnableIpv4 = v }, Since.Compose(2, 33, 1).And(engine: 28))
        .With("enable_ipv6", Codecs.Bool, n => n.EnableIpv6, (n, v) => n with { EnableIpv6 = v })
        .With("ipam", Ipam, n => n.Ipam, (n, v) => n with { Ipam = v })
        .With("labels", Collections.TextMap, n => n.Labels, (n, v) => n with { Labels = v });
}
