using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>What an nginx configuration should keep.</summary>
static class NginxPolicies
{
    public static IEnumerable<Policy> All =>
    [
        Of("nginx-old-tls", Severity.Error, "Mozilla Server Side TLS, intermediate", "TLS before 1.2 is broken.",
            "ssl_protocols TLSv1.2 TLSv1.3", tree => Walk(tree).Where(p => p.Self.Name == "ssl_protocols" && p.Self.Arguments.Any(a => a is "SSLv2" or "SSLv3" or "TLSv1" or "TLSv1.1"))
                .Select(p => p.Breach($"allows {string.Join(' ', p.Self.Arguments)}"))),
        Of("nginx-server-tokens", Severity.Note, "CIS NGINX 2.5.1", "The version tells an attacker which holes to try.",
            "server_tokens off", ServerTokens),
        Of("nginx-lost-headers", Severity.Error, "gixy add_header_redefinition", "A header directive in a scope cancels all inherited ones of its kind.",
            "repeat the full set", LostHeaders),
        Of("nginx-http2-listen", Severity.Warning, "nginx 1.25.1 changes", "The http2 parameter of listen is deprecated.",
            "http2 on", tree => Walk(tree).Where(p => p.Self.Name == "listen" && p.Self.Arguments.Contains("http2")).Select(p => p.Breach("uses listen … http2"))),
        Of("nginx-hsts", Severity.Warning, "Mozilla Server Side TLS, OWASP", "Without it a browser's first request can be taken over plain HTTP.",
            "add_header Strict-Transport-Security", NoHsts),
        Of("nginx-alias-traversal", Severity.Error, "gixy alias_traversal", "/files../secret leaves the folder.",
            "end the location with /", tree => Walk(tree).Where(p => p.Self.Name == "alias" && p.Parent is { Name: "location" } location && location.Arguments is [var path]
                && !path.EndsWith('/') && p.Self.Arguments is [var folder] && folder.EndsWith('/')).Select(p => p.Breach("can be left with ../"))),
        Of("nginx-host-redirect", Severity.Warning, "gixy host_spoofing", "$http_host is the client's text; $host is checked against server_name first.",
            "use $host", tree => Walk(tree)
                .Where(p => p.Self is { Name: "return" } && p.Self.Arguments.Any(a => a.Contains("$http_host", StringComparison.Ordinal))).Select(p => p.Breach("redirects to $http_host"))),
    ];

    static Policy<NginxTree> Of(string id, Severity severity, string source, string why, string fix, Func<IReadOnlyList<Directive>, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, tree => check(tree.Directives));

    /// <summary>A directive with the blocks around it.</summary>
    sealed record Place(Directive Self, Place? Around, string Path)
    {
        public Directive? Parent => Around?.Self;

        public Breach Breach(string message) => new(Path, $"{Path}: {message}", Self.Position.Value);
    }

    static IEnumerable<Place> Walk(IEnumerable<Directive> directives, Place? around = null) => directives.SelectMany(directive =>
    {
        var name = directive.Block is null ? directive.Name : string.Join(' ', directive.Arguments.Prepend(directive.Name));
        var place = new Place(directive, around, around is null ? name : $"{around.Path} {name}");
        return (IEnumerable<Place>)[place, .. Walk(directive.Block ?? [], place)];
    });

    static IEnumerable<Breach> ServerTokens(IReadOnlyList<Directive> tree)
    {
        foreach (var http in Walk(tree).Where(p => p.Self is { Name: "http", Block: not null }))
            if (!http.Self.Block!.Any(d => d.Name == "server_tokens" && d.Arguments.Contains("off")))
                yield return http.Breach("tells nginx's version");
    }

    static IEnumerable<Breach> LostHeaders(IReadOnlyList<Directive> tree)
    {
        foreach (var place in Walk(tree).Where(p => p.Self.Block is not null))
            foreach (var kind in new[] { "add_header", "proxy_set_header" })
            {
                var own = Names(place.Self, kind);
                if (own.Count == 0) continue;
                // What reaches this scope is the nearest set above it.
                var above = Above(place).Select(p => Names(p.Self, kind)).FirstOrDefault(names => names.Count > 0) ?? [];
                if (above.Except(own, StringComparer.OrdinalIgnoreCase).ToArray() is { Length: > 0 } lost)
                    yield return place.Breach($"{kind} here cancels {string.Join(", ", lost)}");
            }
    }

    static IEnumerable<Place> Above(Place place)
    {
        for (var p = place.Around; p is not null; p = p.Around) yield return p;
    }

    static HashSet<string> Names(Directive scope, string kind) =>
        (scope.Block ?? []).Where(d => d.Name == kind && d.Arguments.Count > 0).Select(d => d.Arguments[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    static IEnumerable<Breach> NoHsts(IReadOnlyList<Directive> tree) =>
        from server in Walk(tree)
        where server.Self is { Name: "server", Block: { } block } && block.Any(d => d.Name == "listen" && d.Arguments.Contains("ssl"))
            && !Above(server).Prepend(server).Select(p => Names(p.Self, "add_header")).FirstOrDefault(n => n.Count > 0, []).Contains("Strict-Transport-Security")
        select server.Breach("speaks TLS without Strict-Transport-Security");
}
