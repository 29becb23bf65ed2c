namespace ArgusAI.Containers.Nginx;

/// <summary>The blocks of the http block that make variables and groups.</summary>
static class HttpShapes
{
    static readonly string[] TempKinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    public static DirectiveShape<Http> Http { get; } = new DirectiveShape<Http>()
        .Part(
            (http, list) =>
            {
                if (http.TempFolder is not { } folder) return;
                foreach (var kind in TempKinds) list.Add($"{kind}_temp_path", $"{folder.TrimEnd('/')}/{kind}");
            },
            (http, block) =>
            {
                var all = TempKinds.Select(kind => block.Named($"{kind}_temp_path") is [{ Arguments: [var path] } only] && path.EndsWith($"/{kind}", StringComparison.Ordinal)
                    ? (Only: only, Folder: path[..^(kind.Length + 1)]) : default).ToList();
                if (all.Any(t => t.Only is null || t.Folder != all[0].Folder || t.Folder.Length == 0 || t.Folder.EndsWith('/'))) return http;
                foreach (var (only, _) in all) block.Take(only);
                return http with { TempFolder = all[0].Folder };
            })
        .Many("log_format", LogShapes.Format, h => h.LogFormats, (h, v) => h with { LogFormats = v })
        .Many("limit_req_zone", LimitShapes.RequestZone, h => h.LimitReqZones, (h, v) => h with { LimitReqZones = v })
        .Many("limit_conn_zone", LimitShapes.ConnectionZone, h => h.LimitConnZones, (h, v) => h with { LimitConnZones = v });

    public static DirectiveShape<Upstream> Upstream { get; } = new DirectiveShape<Upstream>()
        .One("zone", new Form<Zone>(
                zone => [zone.Name, .. zone.Size is { } size ? [Forms.Print(size)] : Array.Empty<string>()],
                args => args is [var name] ? new(name) : args is [var named, var text] && Forms.ReadSize(text) is { } size ? new(named, size) : null),
            u => u.Zone, (u, v) => u with { Zone = v })
        .Part(
            (upstream, list) =>
            {
                if (upstream.Balancing is { } balancing) list.Add(balancing.Directive, balancing.Arguments);
            },
            (upstream, block) =>
            {
                var found = new[] { "least_conn", "ip_hash", "hash", "random" }.SelectMany(block.Named).ToList();
                return found is [{ Block: null } only] && block.Take(only) ? upstream with { Balancing = new(only.Name, only.Arguments) } : upstream;
            })
        .Many("server", new Form<UpstreamServer>(WriteServer, ReadServer), u => u.Servers, (u, v) => u with { Servers = v })
        .One("keepalive", Forms.Number, u => u.KeepAlive, (u, v) => u with { KeepAlive = v })
        .One("keepalive_requests", Forms.Number, u => u.KeepAliveRequests, (u, v) => u with { KeepAliveRequests = v })
        .One("keepalive_timeout", Forms.Time, u => u.KeepAliveTimeout, (u, v) => u with { KeepAliveTimeout = v });

    static List<string> WriteServer(UpstreamServer server)
    {
        var words = new List<string> { server.Address };
        if (server.Weight is { } weight) words.Add($"weight={Forms.Print(weight)}");
        if (server.MaxConnections is { } connections) words.Add($"max_conns={Forms.Print(connections)}");
        if (server.MaxFails is { } fails) words.Add($"max_fails={Forms.Print(fails)}");
        if (server.FailTimeout is { } timeout) words.Add($"fail_timeout={timeout.ToNginx()}");
        if (server.Resolve) words.Add("resolve");
        if (server.Backup) words.Add("backup");
        if (server.Down) words.Add("down");
        return words;
    }

    static UpstreamServer? ReadServer(Items<string> args)
    {
        if (args.Count == 0) return null;
        var server = new UpstreamServer(args[0]);
        foreach (var option in args.Skip(1))
        {
            var (key, value) = option.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (option[..at], option[(at + 1)..]) : (option, "");
            if (key == "weight" && Forms.ReadNumber(value) is { } weight) server = server with { Weight = weight };
            else if (key == "max_conns" && Forms.ReadNumber(value) is { } connections) server = server with { MaxConnections = connections };
            else if (key == "max_fails" && Forms.ReadNumber(value) is { } fails) server = server with { MaxFails = fails };
            else if (key == "fail_timeout" && Forms.ReadTime(value) is { } timeout) server = server with { FailTimeout = timeout };
            else if (option == "resolve") server = server with { Resolve = true };
            else if (option == "backup") server = server with { Backup = true };
            else if (option == "down") server = server with { Down = true };
            else return null;
        }
        return server;
    }

    static readonly string[] MapWords = ["default", "hostnames", "include", "volatile"];

    public static Items<Directive> Write(Map map) =>
    [
        .. map.Hostnames ? [Directive.Of("hostnames")] : Array.Empty<Directive>(),
        .. map.Volatile ? [Directive.Of("volatile")] : Array.Empty<Directive>(),
        Directive.Of("default", map.Default.ToString()),
        // Words that a map understands are escaped where they are meant as values.
        .. map.Values.Select(v => Directive.Of(MapWords.Contains(v.Key) ? $@"\{v.Key}" : v.Key, v.Value.ToString())),
    ];

    /// <summary>Null for a map with more than the model has, such as an include.</summary>
    public static Map? ReadMap(Directive map)
    {
        if (map is not { Arguments: [var source, ['$', ..] variable], Block: { } block } || !Text.TryParse(source, out var from)) return null;
        var read = new Map(from, variable, "");
        var values = new Dictionary<string, Text>(StringComparer.Ordinal);
        var hasDefault = false;
        foreach (var entry in block)
            if (entry is { Name: "hostnames", Arguments.Count: 0, Block: null }) read = read with { Hostnames = true };
            else if (entry is { Name: "volatile", Arguments.Count: 0, Block: null }) read = read with { Volatile = true };
            else if (entry is not { Arguments: [var value], Block: null, Name: not "include" } || !Text.TryParse(value, out var text)) return null;
            else if (entry.Name == "default")
            {
                if (hasDefault) return null;
                hasDefault = true;
                read = read with { Default = text };
            }
            else if (!values.TryAdd(entry.Name.StartsWith('\\') && MapWords.Contains(entry.Name[1..]) ? entry.Name[1..] : entry.Name, text)) return null;
        return read with { Values = values.ToEntries(v => v.Key, v => v.Value) };
    }

    public static Items<string> Arguments(Geo geo) => geo.Source is null ? [geo.Variable] : [geo.Source, geo.Variable];

    public static Items<Directive> Write(Geo geo) => geo.Values.Select(v => Directive.Of(v.Key, v.Value)).ToItems();

    /// <summary>Null for a geo block with more than the model has, such as ranges.</summary>
    public static Geo? ReadGeo(Directive geo)
    {
        if (geo is not { Arguments: [.., ['$', ..] variable] and { Count: 1 or 2 }, Block: { } block }) return null;
        if (block.Any(e => e is not { Arguments.Count: 1, Block: null } || e.Name is "include" or "delete" or "proxy")
            || block.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() < block.Count)
            return null;
        return new(variable, block.ToEntries(e => e.Name, e => e.Arguments[0])) { Source = geo.Arguments.Count == 2 ? geo.Arguments[0] : null };
    }

    /// <summary>The variable that stands for a dollar, which nginx cannot write otherwise.</summary>
    public static Geo Dollar { get; } = new("$" + Text.Dollar, new() { ["default"] = "$" });
}
