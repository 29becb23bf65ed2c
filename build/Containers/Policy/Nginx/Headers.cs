namespace ArgusAI.Containers.Reviews;

/// <summary>Headers of answers.</summary>
static partial class NginxPolicies
{
    static readonly HashSet<string> SecurityHeaders = new(StringComparer.OrdinalIgnoreCase) { "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy", "Permissions-Policy" };

    static IEnumerable<Policy> Headers =>
    [
        Of("nginx-lost-headers", Severity.Error, "gixy add_header_redefinition, ngx_http_headers_module; decision D31", "A header directive in a scope cancels all inherited ones of its kind.",
            "repeat the full set", LostHeaders),
        OfServer("nginx-nosniff", Severity.Warning, "OWASP Secure Headers, Mozilla HTTP Observatory, CIS NGINX 5.3.2; decision D29", "A browser guesses types, and runs an upload as a script.",
            "add_header X-Content-Type-Options nosniff always", s => s.HasContent && !s.Headers("add_header").Contains("X-Content-Type-Options") ? "lets browsers guess types" : null),
        OfServer("nginx-frame-options", Severity.Warning, "OWASP Secure Headers, Mozilla HTTP Observatory, CIS NGINX 5.3.1; decision D29", "Another page can show this one in a frame and steal clicks.",
            "add_header X-Frame-Options SAMEORIGIN always, or frame-ancestors in the Content-Security-Policy", s => s.HasContent && !s.Headers("add_header").Contains("X-Frame-Options") && !s.Holding("add_header").Any(h => h.Text.Contains("frame-ancestors", StringComparison.OrdinalIgnoreCase)) ? "can be shown in a frame" : null),
        OfServer("nginx-referrer-policy", Severity.Warning, "OWASP Secure Headers, CIS NGINX 5.3.4; decision D29", "Full addresses, with what is in them, go to every linked site.",
            "add_header Referrer-Policy strict-origin-when-cross-origin always", s => s.HasContent && !s.Headers("add_header").Contains("Referrer-Policy") ? "says nothing about referrers" : null),
        OfEach("nginx-header-always", Severity.Note, "ngx_http_headers_module, add_header always", "Error pages go out without it.",
            "add always", "add_header", p => p.Argument is { } name && SecurityHeaders.Contains(name) && !p.Self.Arguments.Contains("always") ? $"sends {name} with good answers only" : null),
        OfEach("nginx-header-multiline", Severity.Warning, "gixy add_header_multiline", "Folded headers are obsolete (RFC 9112), and HTTP/2 refuses them.",
            "write it in one line", "add_header", p => p.Self.Arguments.Skip(1).Any(a => a.AsSpan().ContainsAny('\r', '\n')) ? $"sends {p.Argument} in several lines" : null),
        OfEach("nginx-header-content-type", Severity.Warning, "gixy add_header_content_type", "The answer then has two types, and browsers choose.",
            "default_type, or types", "add_header", p => Is(p.Argument, "Content-Type") ? "adds a second Content-Type" : null),
        OfEach("nginx-cors-reflect", Severity.Error, "gixy origins, OWASP HTML5 Security (CORS)", "Every site a user visits can then read and act in the user's name.",
            "a map of the origins that may", "add_header", p => Is(p.Argument, "Access-Control-Allow-Origin") && p.Self.Arguments.Count > 1 && p.Self.Arguments[1] is "$http_origin" or "*"
                && p.Around!.Holding("add_header").Any(h => Is(h.Argument, "Access-Control-Allow-Credentials") && h.Text.Contains("true", StringComparison.Ordinal)) ? "lets every origin in with its credentials" : null),
    ];

    static IEnumerable<Breach> LostHeaders(NginxSubject tree)
    {
        foreach (var place in tree.All.Where(p => p.Self.Block is not null))
            foreach (var kind in new[] { "add_header", "proxy_set_header" })
            {
                if (!place.Named(kind).Any()) continue;
                // What reaches this scope is the nearest set above it.
                var lost = place.Around!.Headers(kind).Except(place.Headers(kind), StringComparer.OrdinalIgnoreCase).ToArray();
                if (lost.Length > 0) yield return place.Breach($"{kind} here cancels {string.Join(", ", lost)}");
            }
    }
}
