namespace ArgusAI.Containers.Nginx;

/// <summary>Turns the directives of http, server and location blocks into the typed model; the reverse of <see cref="HttpDirectives"/>.</summary>
static class HttpReader
{
    public static Http Read(Directive directive)
    {
        var block = new BlockReader(directive.Block ?? []);
        var http = new Http { MimeTypes = null, DefaultType = null, ServerTokens = null, SendFile = null };
        if (block.Named("include").FirstOrDefault(d => d.Arguments is [var file] && file.EndsWith("mime.types", StringComparison.Ordinal)) is { } types && block.Take(types))
            http = http with { MimeTypes = types.Arguments[0] };
        http = HttpShapes.Http.Read(http, block);
        http = (Http)Shared(http, block, Inherited.Nothing);
        http = http with
        {
            Maps = Blocks(block, "map", d => HttpShapes.ReadMap(d) is { } map ? map with { Comment = Comment(d) } : null),
            Geos = Blocks(block, "geo", d => HttpShapes.ReadGeo(d) is { } geo ? geo with { Comment = Comment(d) } : null).Where(g => g != HttpShapes.Dollar).ToItems(),
            Upstreams = Blocks(block, "upstream", Upstream),
        };
        var order = new Order(block, "server");
        if (order.IsPlain) http = http with { Servers = Blocks(block, "server", d => Server(d, Inherited.Nothing.Below(http))) };
        return (Http)Rest(http, directive, block, order);
    }

    static Items<T> Blocks<T>(BlockReader block, string name, Func<Directive, T?> read) where T : class
    {
        var all = new List<T>();
        foreach (var directive in block.Named(name))
            if (directive.Block is not null && read(directive) is { } value && block.Take(directive)) all.Add(value);
        return all.ToItems();
    }

    static string? Comment(Directive block) => block.ClosingComment.Value is { } closing ? CommentLines.Join(block.Comment.Value, closing) : block.Comment.Value;

    static Upstream? Upstream(Directive directive)
    {
        if (directive.Arguments is not [var name]) return null;
        var block = new BlockReader(directive.Block!);
        var upstream = HttpShapes.Upstream.Read(new Upstream(name, []), block);
        return upstream with { Extra = block.Rest.ToItems(), Why = block.Why, Comment = Comment(directive) };
    }

    static Server? Server(Directive directive, Inherited above)
    {
        if (directive.Arguments.Count > 0) return null;
        var block = new BlockReader(directive.Block!);
        var order = new Order(block, "location");
        var server = new Server
        {
            Listen = block.Many("listen", ServerShapes.Listen),
            Http2 = block.One("http2", new Form<bool?>(_ => [], args => args is ["on"] ? true : null)) == true,
            Names = block.Many("server_name", Forms.Words).SelectMany(n => n).ToItems(),
            TryFiles = block.One("try_files", Forms.Words) ?? [],
            Tls = Tls(block),
        };
        if (order.HasPlainRewrites(block))
            server = server with { Set = Set(block), Rewrites = block.Many("rewrite", ServerShapes.Rewrite), Return = block.One("return", ServerShapes.Return) };
        server = (Server)Shared(server, block, above);
        if (order.IsPlain) server = server with { Locations = Blocks(block, "location", d => Location(d, above.Below(server))) };
        return (Server)Rest(server, directive, block, order);
    }

    static Location? Location(Directive directive, Inherited above)
    {
        if (ServerShapes.ReadMatcher(directive.Arguments) is not { } location) return null;
        var block = new BlockReader(directive.Block!);
        var order = new Order(block, "location");
        location = location with
        {
            Internal = block.Named("internal") is [{ Arguments.Count: 0, Block: null } only] && block.Take(only),
            Alias = block.One("alias", Forms.Word),
            TryFiles = block.One("try_files", Forms.Words) ?? [],
        };
        if (order.HasPlainRewrites(block))
            location = location with { Set = Set(block), Rewrites = block.Many("rewrite", ServerShapes.Rewrite), Return = block.One("return", ServerShapes.Return) };
        if (block.One("proxy_pass", Forms.Word) is { } pass) location = location with { Proxy = ServerShapes.Proxy.Read(new Proxy(pass) { HttpVersion = null }, block) };
        location = (Location)Shared(location, block, above);
        if (order.IsPlain) location = location with { Locations = Blocks(block, "location", d => Location(d, above.Below(location))) };
        return (Location)Rest(location, directive, block, order);
    }

    static Entries<Text> Set(BlockReader block) =>
        block.Many("set", new Form<Tuple<string, Text>>(_ => [], args => args is [var name, var value] && Text.TryParse(value, out var text) ? new(name, text) : null))
            .ToEntries(v => v.Item1, v => v.Item2);

    /// <summary>The first pair; a pair for another kind of key stays behind it in the order it has.</summary>
    static Tls? Tls(BlockReader block)
    {
        var (certificates, keys) = (block.Named("ssl_certificate"), block.Named("ssl_certificate_key"));
        if (certificates.Count == 0 || certificates.Count != keys.Count || certificates[0].Arguments is not [var certificate] || keys[0].Arguments is not [var key]) return null;
        block.Take(certificates[0]);
        block.Take(keys[0]);
        return ServerShapes.Tls.Read(new Tls(certificate, key)
        {
            Protocols = [],
            PreferServerCiphers = null,
            SessionTimeout = null,
            SessionCache = [],
            SessionTickets = null,
        }, block);
    }

    static Scope Shared(Scope scope, BlockReader block, Inherited above) =>
        above.Read(Shapes.Common.Read(Shapes.Files.Read(Shapes.Head.Read(scope, block), block), block), block);

    static Scope Rest(Scope scope, Directive directive, BlockReader block, Order order) => scope with
    {
        Extra = block.Rest.Where(d => !order.IsAfter(d)).ToItems(),
        ExtraAfter = block.Rest.Where(order.IsAfter).ToItems(),
        Comment = Comment(directive),
        Position = directive.Position.Value,
        Why = block.Why,
    };
}
