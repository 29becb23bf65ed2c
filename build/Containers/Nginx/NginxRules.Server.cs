using System.Net;

namespace ArgusAI.Containers.Nginx;

public static partial class NginxRules
{
    static string Name(Server server) => $"server {string.Join(' ', server.Names)} on {string.Join(' ', server.Listen.Select(l => Forms.Print(l.Port)).Distinct())}";

    static IEnumerable<RuleFinding> Server(Server server, Http http)
    {
        var name = Name(server);
        var place = server.Position.Value;
        foreach (var listen in server.Listen.Where(l => l.Port is < 1 or > 65535 && !(l.Port == 0 && l.Address?.StartsWith("unix:", StringComparison.Ordinal) == true)))
            yield return new("port-range", name, $"the port {listen.Port} is outside 1 to 65535", place);
        var speaksTls = server.Listen.Any(l => l.Ssl || l.Quic);
        if (speaksTls && server.Tls is null && !Raw(server, "ssl_certificate", "ssl_reject_handshake") && !Raw(http, "ssl_certificate", "ssl_reject_handshake"))
            yield return new("no-certificate", name, "speaks TLS without a certificate: expected Tls", place);
        if (server.Tls is not null && !speaksTls && !Raw(server, "listen", "ssl"))
            yield return new("idle-certificate", name, "has a certificate but speaks no TLS: expected a Listen with Ssl", place);
        foreach (var finding in Locations(server.Locations, server, http, name, server.Resolver ?? http.Resolver)) yield return finding;
        if (Includes(server)) yield break;
        var names = server.AllLocations.Where(l => l.Match == Match.Named).Select(l => l.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var target in server.AllLocations.SelectMany(l => l.TryFiles.TakeLast(1).Concat(l.ErrorPages.Select(p => p.Uri)))
            .Concat(server.TryFiles.TakeLast(1)).Concat(server.ErrorPages.Select(p => p.Uri)).Distinct(StringComparer.Ordinal))
            if (target is ['@', .. var wanted] && !wanted.Contains('$', StringComparison.Ordinal) && !names.Contains(wanted) && server.ExtraAfter.Count == 0)
                yield return new("undefined-named-location", name, $"there is no location '@{wanted}': expected {Expected.OneOf([.. names.Select(n => "@" + n)])}", place);
    }

    static IEnumerable<RuleFinding> Locations(Items<Location> locations, Server server, Http http, string name, Resolver? resolver)
    {
        foreach (var twice in locations.GroupBy(l => (l.Match, l.Path)).Where(g => g.Count() > 1))
            yield return new("duplicate-location", name, $"there are two locations {twice.Key.Match} '{twice.Key.Path}': expected one", twice.Last().Position.Value);
        foreach (var location in locations)
        {
            var path = $"{name} location {location.Path}";
            var place = location.Position.Value;
            var answers = new object?[] { location.Proxy, location.Return, location.Root ?? location.Alias ?? (location.TryFiles.Count > 0 ? "files" : null) };
            if (answers.Count(a => a is not null) > 1) yield return new("two-answers", path, "answers in two ways: expected one of Proxy, Return and files", place);
            if (location is { Root: not null, Alias: not null }) yield return new("root-and-alias", path, "Root and Alias exclude each other: expected one of them", place);
            if (location.Match is Match.Prefix or Match.Exact or Match.PrefixFinal && !location.Path.StartsWith('/'))
                yield return new("relative-location", path, "the path is relative: expected it to begin with '/'", place);
            if (location.Match == Match.Named && location.Locations.Count > 0)
                yield return new("nested-location", path, "a named location can hold no other: expected none in it", place);
            var known = location.Resolver ?? resolver;
            if (known is null && !Raw(http, "resolver") && !Raw(server, "resolver") && !Raw(location, "resolver") && NeedsResolver(location, server, http))
                yield return new("no-resolver", path, "passes to a variable without name servers: expected a Resolver", place);
            foreach (var finding in Locations(location.Locations, server, http, path, known)) yield return finding;
        }
    }

    /// <summary>A name that is made at each request is looked up then, unless it is an address or a group's name.</summary>
    static bool NeedsResolver(Location location, Server server, Http http)
    {
        if (location.Proxy?.Pass is not { } pass || !pass.Contains('$', StringComparison.Ordinal) || pass.Contains("://unix:", StringComparison.Ordinal)) return false;
        var address = NginxConfig.Address(pass, server.Set.With(location.Set));
        var host = address.LastIndexOf(':') is > 0 and var colon && !address.EndsWith(']') ? address[..colon] : address;
        return !IPAddress.TryParse(host.Trim('[', ']'), out _) && http.Upstreams.All(u => u.Name != address);
    }

    /// <summary>The oldest nginx whose directives this library takes for granted.</summary>
    static readonly Version DefaultFloor = new(1, 25, 1);

    /// <summary>Source: nginx's changes. A word behind the name is an argument.</summary>
    static readonly (string Directive, string? Word, Version Since)[] Newer =
    [
        ("http2", null, new(1, 25, 1)),
        ("http3", null, new(1, 25, 0)),
        ("listen", "quic", new(1, 25, 0)),
        ("proxy_pass_trailers", null, new(1, 27, 2)),
        ("server", "resolve", new(1, 27, 3)),
        ("keepalive_min_timeout", null, new(1, 27, 4)),
        ("ssl_certificate_cache", null, new(1, 27, 4)),
        ("ssl_object_cache_inheritable", null, new(1, 27, 4)),
        ("proxy_ssl_certificate_cache", null, new(1, 27, 4)),
        ("early_hints", null, new(1, 29, 0)),
        ("ssl_certificate_compression", null, new(1, 29, 1)),
        ("add_header_inherit", null, new(1, 29, 3)),
        ("add_trailer_inherit", null, new(1, 29, 3)),
        ("ssl_ech_file", null, new(1, 29, 4)),
        ("sticky", null, new(1, 29, 6)),
        ("max_headers", null, new(1, 29, 8)),
    ];

    static IEnumerable<RuleFinding> Versions(IEnumerable<Directive> directives, Version floor, string path)
    {
        foreach (var directive in directives)
        {
            foreach (var (name, word, since) in Newer)
                if (since > floor && directive.Name == name && (word is null || directive.Arguments.Contains(word)))
                    yield return new("newer-than-floor", path, $"'{name}{(word is null ? "" : " … " + word)}' needs nginx {since}, the file is for {floor}: expected a raised Floor, or another way", directive.Position.Value);
            if (!Tables.Contains(directive.Name))
                foreach (var finding in Versions(directive.Block ?? [], floor, $"{path} {directive.Name}")) yield return finding;
        }
    }
}
