namespace ArgusAI.Containers.Reviews;

/// <summary>Who may see what.</summary>
static partial class NginxPolicies
{
    static IEnumerable<Policy> Access =>
    [
        Of("nginx-allow-without-deny", Severity.Error, "gixy allow_without_deny", "Without deny all everybody is allowed.",
            "deny all after the last allow", t => from scope in t.All where scope.Self.Block is not null && scope.Named("allow").Any(a => a.Argument != "all") && !scope.Named("deny").Any() select scope.Breach("allows some, and denies nobody")),
        Of("nginx-return-before-deny", Severity.Error, "gixy-ng return_bypasses_allow_deny", "return answers before allow and deny are asked.",
            "put return into a location of its own, or ask for the address with geo", t => from scope in t.All where scope.Self.Block is not null && scope.Named("deny").Any() && scope.Named("return").Any() select scope.Breach("returns past its own deny")),
        OfEach("nginx-metrics", Severity.Warning, "CWE-200, Prometheus security model; decision Q4", "Metrics tell the world what the service does, and behind Docker's proxy every client can look like a private address.",
            "return 404; collect them inside the network", "location", p => IsMetrics(p) && p.Named("proxy_pass").Any() && !p.Named("deny").Any() && !p.Named("auth_basic").Any() ? "shows metrics to everybody" : null),
        OfEach("nginx-status", Severity.Warning, "gixy-ng status_page_exposed, ngx_http_stub_status_module", "The numbers of connections and requests are nobody's business.",
            "allow 127.0.0.1; deny all", "stub_status", p => !p.Around!.Holding("deny").Any() ? "shows nginx's status to everybody" : null),
        OfEach("nginx-autoindex", Severity.Warning, "CWE-548, ngx_http_autoindex_module", "Everybody sees what files there are, forgotten ones too.",
            "autoindex off", "autoindex", p => p.Argument == "on" ? "lists folders" : null),
        OfServer("nginx-dotfiles", Severity.Note, "CIS NGINX 2.5.3", "A .git or .env in the folder is served like any file.",
            "location ~ /\\. { deny all; }", s => s.Below.Any(d => d.Self.Name is "root" or "alias") && !s.Named("location").Any(l => l.Self.Arguments is [.., var pattern] && pattern.Contains("/\\.", StringComparison.Ordinal)) ? "serves hidden files" : null),
        OfEach("nginx-user-root", Severity.Error, "CIS NGINX 2.2.1", "A hole in nginx is a hole in the host then.",
            "a user of its own", "user", p => p.Argument == "root" ? "runs its workers as root" : null),
    ];

    static bool IsMetrics(Place location) => location.Self.Arguments.Count > 0 && location.Self.Arguments[^1].TrimEnd('/', '$').TrimStart('^') is "/metrics" or "/actuator/prometheus";
}
