namespace ArgusAI.Containers.Nginx;

/// <summary>The directives that http, server and location blocks share.</summary>
static class Shapes
{
    /// <summary>Behind a block's own first directives.</summary>
    public static DirectiveShape<Scope> Head { get; } = new DirectiveShape<Scope>()
        .One("default_type", Forms.Word, s => s.DefaultType, (s, v) => s with { DefaultType = v })
        .One("server_tokens", Forms.Flag, s => s.ServerTokens, (s, v) => s with { ServerTokens = v })
        .One("sendfile", Forms.Flag, s => s.SendFile, (s, v) => s with { SendFile = v })
        .One("tcp_nopush", Forms.Flag, s => s.TcpNoPush, (s, v) => s with { TcpNoPush = v })
        .One("keepalive_timeout", Forms.Time, s => s.KeepAliveTimeout, (s, v) => s with { KeepAliveTimeout = v })
        .One("keepalive_requests", Forms.Number, s => s.KeepAliveRequests, (s, v) => s with { KeepAliveRequests = v });

    public static DirectiveShape<Scope> Files { get; } = new DirectiveShape<Scope>()
        .One("root", Forms.Word, s => s.Root, (s, v) => s with { Root = v })
        .Words("index", s => s.Index, (s, v) => s with { Index = v });

    public static DirectiveShape<Scope> Common { get; } = new DirectiveShape<Scope>()
        .Part(GzipShape.Write, GzipShape.Read)
        .One("client_max_body_size", Forms.Offset, s => s.ClientMaxBodySize, (s, v) => s with { ClientMaxBodySize = v })
        .One("client_body_buffer_size", Forms.Size, s => s.ClientBodyBufferSize, (s, v) => s with { ClientBodyBufferSize = v })
        .One("client_body_timeout", Forms.Time, s => s.ClientBodyTimeout, (s, v) => s with { ClientBodyTimeout = v })
        .One("send_timeout", Forms.Time, s => s.SendTimeout, (s, v) => s with { SendTimeout = v })
        .One("limit_rate", Forms.Text, s => s.LimitRate, (s, v) => s with { LimitRate = v })
        .One("limit_rate_after", Forms.Size, s => s.LimitRateAfter, (s, v) => s with { LimitRateAfter = v })
        .One("access_log", LogShapes.Access, s => s.AccessLog, (s, v) => s with { AccessLog = v })
        .One("error_log", LogShapes.Error, s => s.ErrorLog, (s, v) => s with { ErrorLog = v })
        .One("resolver", ResolverForm, s => s.Resolver, (s, v) => s with { Resolver = v })
        .One("resolver_timeout", Forms.Time, s => s.ResolverTimeout, (s, v) => s with { ResolverTimeout = v })
        .Many("limit_req", LimitShapes.Request, s => s.LimitReq, (s, v) => s with { LimitReq = v })
        .One("limit_req_status", Forms.Number, s => s.LimitReqStatus, (s, v) => s with { LimitReqStatus = v })
        .Many("limit_conn", LimitShapes.Connection, s => s.LimitConn, (s, v) => s with { LimitConn = v })
        .One("limit_conn_status", Forms.Number, s => s.LimitConnStatus, (s, v) => s with { LimitConnStatus = v })
        .Many("error_page", ErrorPage, s => s.ErrorPages, (s, v) => s with { ErrorPages = v })
        .Many("set_real_ip_from", Forms.Word, s => s.RealIpFrom, (s, v) => s with { RealIpFrom = v })
        .One("real_ip_header", Forms.Word, s => s.RealIpHeader, (s, v) => s with { RealIpHeader = v })
        .One("real_ip_recursive", Forms.Flag, s => s.RealIpRecursive, (s, v) => s with { RealIpRecursive = v })
        .One("satisfy", Forms.Word, s => s.Satisfy, (s, v) => s with { Satisfy = v })
        .Part(WriteAccess, ReadAccess)
        .Part(
            (s, list) =>
            {
                if (s.AuthBasic is not { } auth) return;
                list.Add("auth_basic", auth.Realm.ToString());
                if (auth.File is not null) list.Add("auth_basic_user_file", auth.File);
            },
            (s, block) => block.One("auth_basic", Forms.Text) is { } realm ? s with { AuthBasic = new(realm, block.One("auth_basic_user_file", Forms.Word)) } : s)
        .One("auth_request", Forms.Word, s => s.AuthRequest, (s, v) => s with { AuthRequest = v })
        .Words("expires", s => s.Expires, (s, v) => s with { Expires = v });

    static Form<Resolver> ResolverForm => new(
        r => [.. r.Addresses, .. r.Valid is { } valid ? [$"valid={valid.ToNginx()}"] : Array.Empty<string>(), .. r.Ipv6 ? Array.Empty<string>() : ["ipv6=off"]],
        args =>
        {
            var options = args.Where(a => a.Contains('=', StringComparison.Ordinal)).ToList();
            var addresses = args.Where(a => !a.Contains('=', StringComparison.Ordinal)).ToItems();
            var valid = options.Find(o => o.StartsWith("valid=", StringComparison.Ordinal)) is { } text ? Forms.ReadTime(text[6..]) : null;
            var known = (valid is null ? 0 : 1) + options.Count(o => o is "ipv6=off" or "ipv6=on");
            return addresses.Count > 0 && known == options.Count ? new Resolver(addresses) { Valid = valid, Ipv6 = !options.Contains("ipv6=off") } : null;
        });

    static Form<ErrorPage> ErrorPage => new(
        page => [.. page.Codes.Select(Forms.Print), .. page.Answer is null ? Array.Empty<string>() : [page.Answer], page.Uri],
        args =>
        {
            var answer = args.Count > 2 && args[^2].StartsWith('=') ? args[^2] : null;
            var codes = args.Take(args.Count - (answer is null ? 1 : 2)).Select(Forms.ReadNumber).ToList();
            return codes.Count > 0 && !codes.Contains(null) ? new ErrorPage(codes.Select(c => c!.Value).ToItems(), args[^1]) { Answer = answer } : null;
        });

    /// <summary>Whether and in which order comes first decides, so that both kinds are one list.</summary>
    static void WriteAccess(Scope scope, DirectiveList list)
    {
        foreach (var access in scope.Access) list.Add(access.Allow ? "allow" : "deny", access.Source);
    }

    static Scope ReadAccess(Scope scope, BlockReader block)
    {
        var found = block.All.Where(d => d is { Name: "allow" or "deny", Arguments.Count: 1, Block: null }).ToList();
        if (found.Count == 0) return scope;
        foreach (var directive in found) block.Take(directive);
        return scope with { Access = found.Select(d => new Access(d.Name == "allow", d.Arguments[0])).ToItems() };
    }

    public static Form<ResponseHeader> ResponseHeader { get; } = new(
        header => [header.Name, header.Value.ToString(), .. header.Always ? ["always"] : Array.Empty<string>()],
        args => (args is [_, _] || args is [_, _, "always"]) && Text.TryParse(args[1], out var text) ? new(args[0], text, args.Count == 3) : null);

    public static Form<ProxyHeader> ProxyHeader { get; } = new(
        header => [header.Name, header.Value.ToString()],
        args => args is [var name, var value] && Text.TryParse(value, out var text) ? new(name, text) : null);
}
