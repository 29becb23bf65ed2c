using System.Net;

namespace ArgusAI.Backend.Push;

/// <summary>Which addresses a push service may have: whoever subscribes must not make this service call into the home's own network.</summary>
internal static class PublicAddresses
{
    // IANA's special-purpose registries: this host, private, shared, loopback, link-local, protocol, documentation, benchmark, multicast, reserved.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Documentation; Teredo and 6to4, which carry an IPv4 address that could be a private one.
    private static readonly IPNetwork[] NotPublicV6 = [IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2001::/32"), IPNetwork.Parse("2002::/16")];

    /// <summary>Whether an address is one of the internet.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !NotPublic.Any(n => n.Contains(address))
            : GlobalUnicast.Contains(address) && !NotPublicV6.Any(n => n.Contains(address));
    }
}
