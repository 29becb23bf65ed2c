using System.Globalization;

namespace ArgusAI.Containers.Nginx;

/// <summary>The rules an nginx configuration must keep before a byte is written.</summary>
public static class NginxRules
{
    /// <summary>Directives that have lists of their own, so that inheritance is kept.</summary>
    static readonly string[] Governed = ["add_header", "proxy_set_header"];

    /// <summary>Every contradiction; none when there is nothing to say.</summary>
    public static IReadOnlyList<RuleFinding> Check(NginxConfig config) =>
        [.. Structure(config), .. Tree(config.Directives, "main")];

    static IEnumerable<RuleFinding> Structure(NginxConfig config)
    {
        var http = config.Http;
        var formats = http.LogFormats.Select(f => f.Name).Append("combined").ToHashSet(StringComparer.Ordinal);
        var zones = http.LimitReqZones.Select(z => z.Zone).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, scope) in Scopes(http))
        {
            if (scope.AccessLog?.Format is { } format && !formats.Contains(format))
                yield return new("undefined-log-format", path, $"there is no log format '{format}': expected one of {string.Join(", ", formats)}");
            foreach (var limit in scope.LimitReq.Where(l => !zones.Contains(l.Zone)))
                yield return new("undefined-zone", path, $"there is no zone '{limit.Zone}': expected one of {string.Join(", ", zones)}");
            foreach (var directive in scope.Extra.Where(d => Governed.Contains(d.Name)))
                yield return new("raw-header", path, $"'{directive.Name}' as a raw directive would cancel inherited headers: expected it in {(directive.Name == "add_header" ? "Headers" : "ProxyHeaders")}", directive.Position.Value);
        }
        foreach (var server in http.Servers)
            foreach (var problem in Server(server, http)) yield return problem;
    }

    static IEnumerable<RuleFinding> Server(Server server, Http http)
    {
        var name = Name(server);
        if (server.Listen.Count == 0) yield return new("no-listen", name, "listens nowhere: expected at least one Listen");
        if (server.Listen.Any(l => l.Port is < 1 or > 65535)) yield return new("port-range", name, "a port is outside 1 to 65535");
        if (server.Listen.Any(l => l.Ssl) && server.Tls is null) yield return new("no-certificate", name, "speaks TLS without a certificate: expected Tls");
        if (server.Tls is not null && !server.Listen.Any(l => l.Ssl)) yield return new("idle-certificate", name, "has a certificate but speaks no TLS: expected a Listen with Ssl");
        foreach (var twice in server.Locations.GroupBy(l => (l.Match, l.Path)).Where(g => g.Count() > 1))
            yield return new("duplicate-location", name, $"there are two locations {twice.Key.Match} '{twice.Key.Path}': expected one");
        foreach (var location in server.Locations)
        {
            var place = $"{name} location {location.Path}";
            var answers = new object?[] { location.Proxy, location.Return, location.Root ?? location.Alias ?? (location.TryFiles.Count > 0 ? "files" : null) };
            if (answers.Count(a => a is not null) > 1) yield return new("two-answers", place, "answers in two ways: expected one of Proxy, Return and files");
            if (location is { Root: not null, Alias: not null }) yield return new("root-and-alias", place, "Root and Alias exclude each other: expected one of them");
            if (location.Match is Match.Prefix or Match.Exact or Match.PrefixFinal && !location.Path.StartsWith('/'))
                yield return new("relative-location", place, "the path is relative: expected it to begin with '/'");
            if (location.Proxy?.Pass.Contains('$', StringComparison.Ordinal) == true && (location.Resolver ?? server.Resolver ?? http.Resolver) is null)
                yield return new("no-resolver", place, "passes to a variable without name servers: expected a Resolver");
        }
    }

    static string Name(Server server) => $"server {string.Join(' ', server.Names)} on {string.Join(' ', server.Listen.Select(l => l.Port.ToString(CultureInfo.InvariantCulture)).Distinct())}";

    static IEnumerable<(string Path, Scope Scope)> Scopes(Http http) =>
        [("http", http), .. http.Servers.SelectMany(s => s.Locations.Select(l => ($"{Name(s)} location {l.Path}", (Scope)l)).Prepend((Name(s), s)))];

    /// <summary>Blocks whose entries begin with a text, not with a directive's name.</summary>
    static readonly string[] Tables = ["map", "geo", "types", "split_clients", "charset_map"];

    static IEnumerable<RuleFinding> Tree(IEnumerable<Directive> directives, string path, bool table = false)
    {
        foreach (var directive in directives)
        {
            if (!table && (directive.Name.Length == 0 || !directive.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
                yield return new("directive-name", path, $"'{directive.Name}' is not a directive: expected lower-case letters, digits and '_'", directive.Position.Value);
            foreach (var problem in Tree(directive.Block ?? [], $"{path} {directive.Name}", Tables.Contains(directive.Name))) yield return problem;
        }
    }
}
