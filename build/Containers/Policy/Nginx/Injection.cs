namespace ArgusAI.Containers.Reviews;

/// <summary>What a client can write into a directive.</summary>
static partial class NginxPolicies
{
    static readonly string[] FromClient = ["$arg_", "$http_", "$cookie_", "$args", "$query_string", "$request_uri", "$uri", "$document_uri", "$request_body", "$1", "$2", "$3", "$4", "$5"];

    /// <summary>Directives whose texts get into headers.</summary>
    static readonly string[] IntoHeaders = ["return", "rewrite", "add_header", "proxy_pass", "proxy_set_header"];

    static IEnumerable<Policy> Injection =>
    [
        OfEach("nginx-ssrf", Severity.Error, "gixy ssrf, OWASP Server-Side Request Forgery", "The client chooses whom nginx asks: the metadata of a cloud, or services inside.",
            "a map of the hosts that may be asked", "proxy_pass", p => HostOf(p.Argument) is { } host && FromClient.FirstOrDefault(v => host.Contains(v, StringComparison.Ordinal)) is { } variable ? $"lets the client choose the host by {variable}" : null),
        Of("nginx-http-splitting", Severity.Error, "gixy http_splitting", "$uri is decoded: %0d%0a in it begins a header of the client's own.",
            "use $request_uri", t => from p in IntoHeaders.SelectMany(t.Named) where Splits(p) select p.Breach("puts the decoded path into a header")),
        Of("nginx-host-redirect", Severity.Warning, "gixy host_spoofing", "$http_host is the client's text; $host is checked against server_name first.",
            "use $host", t => from p in t.Named("return").Concat(t.Named("rewrite")) where p.Self.Arguments.Any(a => a.Contains("$http_host", StringComparison.Ordinal)) select p.Breach("redirects to $http_host")),
        Of("nginx-origin-regex", Severity.Error, "gixy origins", "An origin that only contains the name is let in: example.com.evil.org.",
            "begin with ^https:// and end with $", OpenOrigins),
        OfEach("nginx-valid-referers", Severity.Warning, "gixy valid_referers", "A request without a referrer is let in, and any page can ask without one.",
            "remove none; use tokens against forged requests", "valid_referers", p => p.Self.Arguments.Contains("none") ? "lets requests without a referrer in" : null),
    ];

    static bool Splits(Place place)
    {
        var parts = place.Self.Arguments.Where(a => HasVariable(a, "uri") || HasVariable(a, "document_uri")).ToArray();
        return parts.Length > 0 && place.Self.Name switch
        {
            "return" => place.Self.Arguments.Count == 1 || place.Argument is ['3', ..],
            "rewrite" => parts.Contains(place.Self.Arguments.ElementAtOrDefault(1)) && (place.Self.Arguments[1].StartsWith("http", StringComparison.Ordinal) || place.Self.Arguments[^1] is "redirect" or "permanent"),
            _ => true,
        };
    }

    static bool HasVariable(string text, string name)
    {
        for (var at = text.IndexOf("$" + name, StringComparison.Ordinal); at >= 0; at = text.IndexOf("$" + name, at + 1, StringComparison.Ordinal))
            if (text.AsSpan(at + name.Length + 1) is not [var next, ..] || !char.IsAsciiLetterOrDigit(next) && next != '_') return true;
        return text.Contains("${" + name + "}", StringComparison.Ordinal);
    }

    static IEnumerable<Breach> OpenOrigins(NginxSubject tree)
    {
        foreach (var condition in tree.Named("if"))
            if (condition.Text.TrimStart('(').Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is [var variable, "~" or "~*" or "!~" or "!~*", var pattern] && variable is "$http_origin" or "$http_referer"
                && Condition(pattern) is var inside && !IsAnchored(inside, variable))
                yield return condition.Breach($"compares {variable} with the open pattern '{inside}'");
        foreach (var entry in tree.Named("map").Where(m => m.Argument == "$http_origin").SelectMany(m => m.Children))
            if (entry.Self.Name.StartsWith('~') && !IsAnchored(entry.Self.Name.TrimStart('~', '*'), "$http_origin"))
                yield return entry.Breach($"compares $http_origin with the open pattern '{entry.Self.Name}'");
    }

    /// <summary>A condition's last word without the closing bracket and quotes.</summary>
    static string Condition(string word) => (word.EndsWith(')') ? word[..^1] : word).Trim().Trim('"', '\'');

    static bool IsAnchored(string pattern, string variable) => pattern.StartsWith('^') && (pattern.EndsWith('$') || variable == "$http_referer" && pattern.EndsWith('/'));
}
