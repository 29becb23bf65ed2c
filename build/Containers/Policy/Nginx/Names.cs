using System.Net;

namespace ArgusAI.Containers.Reviews;

/// <summary>Names of upstreams.</summary>
static partial class NginxPolicies
{
    static IEnumerable<Policy> Names =>
    [
        Of("nginx-upstream-name", Severity.Warning, "ngx_http_upstream_module, resolve; gixy-ng stale DNS; decision D27", "The name is asked for once: nginx does not start without it, and does not find a restarted container again.",
            "resolver and a variable in proxy_pass (or resolve, nginx 1.27.3)", t => [.. StaleServers(t), .. StalePasses(t)]),
        OfEach("nginx-resolver-external", Severity.Warning, "gixy resolver_external", "Answers from the open network can be forged: requests go where the forger wants.",
            "a resolver in the own network (127.0.0.11 in Docker)", "resolver", p => p.Self.Arguments.FirstOrDefault(IsPublic) is { } address ? $"asks {address}" : null),
    ];

    static IEnumerable<Breach> StaleServers(NginxSubject tree) =>
        from server in tree.Named("server")
        where server.Self.Block is null && server.Around?.Self.Name == "upstream" && !server.Self.Arguments.Contains("resolve")
        let host = Bare(server.Argument ?? "")
        where !IsAddress(host)
        select server.Breach($"asks for '{host}' once, at the start");

    static IEnumerable<Breach> StalePasses(NginxSubject tree) =>
        from pass in tree.Named("proxy_pass")
        where pass.Argument?.Contains('$', StringComparison.Ordinal) == false
        let host = HostOf(pass.Argument)
        where host is not null && !IsAddress(host) && !tree.Upstreams.Contains(host)
        select pass.Breach($"asks for '{host}' once, at the start");

    static string Bare(string server) => server.LastIndexOf(':') is var colon && colon > 0 && !server.EndsWith(']') && !server.StartsWith("unix:", StringComparison.Ordinal) ? server[..colon] : server;

    static bool IsPublic(string argument)
    {
        if (argument.Contains('=', StringComparison.Ordinal)) return false;
        var address = argument.StartsWith('[') ? argument[1..].Split(']')[0] : argument.Split(':')[0];
        if (!IPAddress.TryParse(address, out var ip)) return false;
        var bytes = ip.GetAddressBytes();
        return bytes.Length == 16
            ? !(ip.IsIPv6LinkLocal || ip.IsIPv6UniqueLocal || IPAddress.IsLoopback(ip))
            : !(bytes[0] is 10 or 127 || bytes[0] == 172 && bytes[1] is >= 16 and <= 31 || bytes[0] == 192 && bytes[1] == 168 || bytes[0] == 169 && bytes[1] == 254 || bytes[0] == 100 && bytes[1] is >= 64 and <= 127);
    }
}
