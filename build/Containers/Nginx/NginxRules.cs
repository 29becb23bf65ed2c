namespace ArgusAI.Containers.Nginx;

/// <summary>The rules an nginx configuration must keep before a byte is written. What an included file may bring is not missed.</summary>
public static partial class NginxRules
{
    /// <summary>Directives that have lists of their own, so that inheritance is kept.</summary>
    static readonly string[] Governed = ["add_header", "proxy_set_header"];

    /// <summary>Blocks whose entries begin with a text, not with a directive's name.</summary>
    internal static readonly string[] Tables = ["map", "geo", "types", "split_clients", "charset_map"];

    /// <summary>Every contradiction; none when there is nothing to say.</summary>
    public static IReadOnlyList<RuleFinding> Check(NginxConfig config)
    {
        var tree = config.Directives;
        return [.. References(config.Http), .. Names(config.Http), .. config.Http.Servers.SelectMany(s => Server(s, config.Http)), .. Tree(tree, "main"),
            .. Versions(tree, config.Floor.Value ?? DefaultFloor, "main")];
    }

    static bool Includes(Scope scope) => scope.Extra.Concat(scope.ExtraAfter).Any(d => d.Name == "include");

    static bool Raw(Scope scope, params string[] names) => scope.Extra.Any(d => d.Name == "include" || names.Contains(d.Name));

    static IEnumerable<RuleFinding> References(Http http)
    {
        var formats = http.LogFormats.Select(f => f.Name).Append("combined").ToHashSet(StringComparer.Ordinal);
        var requests = http.LimitReqZones.Select(z => z.Zone).ToHashSet(StringComparer.Ordinal);
        var connections = http.LimitConnZones.Select(z => z.Zone).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, scope) in Scopes(http))
        {
            var place = scope.Position.Value;
            if (scope.AccessLog is { Format: { } format, Path: not "off" } && !formats.Contains(format) && !Raw(http, "log_format"))
                yield return new("undefined-log-format", path, $"there is no log format '{format}': expected {Expected.OneOf(formats)}", place);
            foreach (var limit in scope.LimitReq.Where(l => !requests.Contains(l.Zone) && !Raw(http, "limit_req_zone")))
                yield return new("undefined-zone", path, $"there is no zone '{limit.Zone}': expected {Expected.OneOf(requests)}", place);
            foreach (var limit in scope.LimitConn.Where(l => !connections.Contains(l.Zone) && !Raw(http, "limit_conn_zone")))
                yield return new("undefined-zone", path, $"there is no zone '{limit.Zone}': expected {Expected.OneOf(connections)}", place);
            foreach (var directive in scope.Extra.Where(d => Governed.Contains(d.Name)))
                yield return new("raw-header", path, $"'{directive.Name}' as a raw directive would cancel inherited headers: expected it in {(directive.Name == "add_header" ? "Headers" : "ProxyHeaders")}", directive.Position.Value);
        }
    }

    /// <summary>Names that may be given once.</summary>
    static IEnumerable<RuleFinding> Names(Http http)
    {
        foreach (var name in Twice(http.Upstreams.Select(u => u.Name)))
            yield return new("duplicate-upstream", "http", $"there are two upstreams '{name}': expected one");
        foreach (var name in Twice(http.LogFormats.Select(f => f.Name)))
            yield return new("duplicate-log-format", "http", $"there are two log formats '{name}': expected one");
        foreach (var place in Twice(http.Servers.SelectMany(s => s.Listen.Where(l => l.Default).Select(l => $"{l.Address ?? "*"}:{Forms.Print(l.Port)}{(l.Quic ? " quic" : "")}").Distinct())))
            yield return new("duplicate-default-server", "http", $"two servers are the default of {place}: expected one");
        if (http.Geos.Any(g => g.Variable == HttpShapes.Dollar.Variable) || http.Maps.Any(m => m.Variable == HttpShapes.Dollar.Variable))
            yield return new("reserved-variable", "http", $"the variable '{HttpShapes.Dollar.Variable}' stands for a dollar: expected another name");
        foreach (var upstream in http.Upstreams.Where(u => u.Servers.Count == 0 && u.Extra.All(d => d.Name is not ("server" or "include"))))
            yield return new("empty-upstream", $"upstream {upstream.Name}", "has no server: expected at least one");
        foreach (var upstream in http.Upstreams.Where(u => u.Servers.Any(s => s.Resolve)))
            if (upstream.Zone is null || http.Resolver is null && !Raw(http, "resolver") && upstream.Extra.All(d => d.Name != "resolver"))
                yield return new("resolve-without-zone", $"upstream {upstream.Name}", "resolves names again and again: expected a Zone, and a Resolver in Http");
    }

    static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    static IEnumerable<(string Path, Scope Scope)> Scopes(Http http) =>
        [("http", http), .. http.Servers.SelectMany(s => s.AllLocations.Select(l => ($"{Name(s)} location {l.Path}", (Scope)l)).Prepend((Name(s), s)))];

    static IEnumerable<RuleFinding> Tree(IEnumerable<Directive> directives, string path, bool table = false)
    {
        foreach (var directive in directives)
        {
            if (!table && (directive.Name.Length == 0 || !directive.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
                yield return new("directive-name", path, $"'{directive.Name}' is not a directive: expected lower-case letters, digits and '_'", directive.Position.Value);
            // nginx sends them as they are: a line end would begin a header, or the answer, of somebody else's choosing.
            if (Governed.Contains(directive.Name) && directive.Arguments.Any(a => a.Any(c => char.IsControl(c) && c != '\t')))
                yield return new("header-control", path, $"'{directive.Name} {directive.Arguments[0]}' holds a control character: expected one line of visible characters", directive.Position.Value);
            foreach (var problem in Tree(directive.Block ?? [], $"{path} {directive.Name}", Tables.Contains(directive.Name))) yield return problem;
        }
    }
}
