namespace ArgusAI.Containers.Reviews;

/// <summary>How requests are passed on.</summary>
static partial class NginxPolicies
{
    static readonly string[] Forwarded = ["Host", "X-Forwarded-For", "X-Forwarded-Proto"];

    static IEnumerable<Policy> Proxies =>
    [
        OfEach("nginx-forwarded-headers", Severity.Warning, "nginx documentation, reverse proxy; decision D31", "The upstream sees nginx as the client and its own name as the host: addresses, redirects and limits are wrong.",
            "proxy_set_header Host, X-Forwarded-For and X-Forwarded-Proto", "proxy_pass", p => Forwarded.Except(p.Around!.Headers("proxy_set_header"), StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } missing ? $"passes on without {string.Join(", ", missing)}" : null),
        OfServer("nginx-body-size", Severity.Warning, "ngx_http_core_module, client_max_body_size (1m by default); CIS NGINX 5.2.2; decision D32", "Uploads over one megabyte end with 413, whatever the upstream allows.",
            "client_max_body_size, as the upstream's own limit", s => s.Below.Any(d => d.Self.Name == "proxy_pass" && d.Around!.Value("client_max_body_size") is null) ? "passes on with nginx's limit of 1 MB" : null),
        Of("nginx-upstream-keepalive", Severity.Warning, "ngx_http_upstream_module, keepalive", "Without HTTP 1.1 every request opens a new connection.",
            "proxy_http_version 1.1 and proxy_set_header Connection \"\"", IdleKeepAlive),
        OfEach("nginx-spoofed-client", Severity.Warning, "ngx_http_realip_module, set_real_ip_from", "Who says X-Forwarded-For is believed: limits and logs can be fooled.",
            "the addresses of the proxies in front only", "set_real_ip_from", p => p.Argument is "0.0.0.0/0" or "::/0" ? "believes every client's X-Forwarded-For" : null),
    ];

    static IEnumerable<Breach> IdleKeepAlive(NginxSubject tree)
    {
        var plain = tree.Named("proxy_pass").Where(p => p.Around!.Value("proxy_http_version") is null or "1.0").Select(p => HostOf(p.Argument)).ToHashSet();
        return from upstream in tree.Named("upstream") where upstream.Named("keepalive").Any() && plain.Contains(upstream.Argument) select upstream.Breach("keeps connections that HTTP 1.0 closes");
    }
}
