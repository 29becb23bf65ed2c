namespace ArgusAI.Containers.Reviews;

/// <summary>Where nginx listens, what it tells and what it logs.</summary>
static partial class NginxPolicies
{
    static IEnumerable<Policy> Serving =>
    [
        OfEach("nginx-server-tokens", Severity.Note, "CIS NGINX 2.5.1, gixy-ng version_disclosure", "The version tells an attacker which holes to try.",
            "server_tokens off", "http", p => p.Self.Block is not null && !p.Named("server_tokens").Any(d => d.Argument == "off") ? "tells nginx's version" : null),
        OfServer("nginx-ipv4-only", Severity.Warning, "ngx_http_core_module, listen; decision D29", "Clients that have IPv6 only, or try it first, do not get through.",
            "listen [::]:… beside it", s => s.Named("listen").Any(l => IsAnyIpv4(l.Argument)) && !s.Named("listen").Any(l => l.Argument?.StartsWith('[') == true) ? "listens on IPv4 only" : null),
        Of("nginx-default-server", Severity.Note, "gixy-ng default_server_flag", "Requests for unknown names go to whichever server comes first.",
            "default_server at one of them", NoDefault),
        OfEach("nginx-error-log-off", Severity.Warning, "gixy-ng error_log_off", "There is no off: errors go to a file of that name.",
            "error_log /dev/null crit", "error_log", p => p.Argument == "off" ? "logs errors to a file named off" : null),
        OfEach("nginx-access-log-off", Severity.Note, "CIS NGINX 3.2", "After an incident nobody can say what happened.",
            "log in the server; switch off single locations", "access_log", p => p.Argument == "off" && p.Around?.Self.Name is "http" or "server" ? "logs no requests" : null),
    ];

    static bool IsAnyIpv4(string? listen) => listen is not null && (listen.All(char.IsAsciiDigit) || listen.StartsWith("*:", StringComparison.Ordinal) || listen.StartsWith("0.0.0.0:", StringComparison.Ordinal));

    static IEnumerable<Breach> NoDefault(NginxSubject tree) =>
        from listen in tree.Servers.SelectMany(s => s.Named("listen"))
        where listen.Argument is not null
        group listen by listen.Argument into port
        where port.Select(l => l.Around).Distinct().Count() > 1 && !port.Any(l => l.Self.Arguments.Contains("default_server"))
        select port.First().Breach("shares the address with others, and none is the default");
}
