namespace ArgusAI.Containers.Nginx;

/// <summary>Turns the typed model into directives.</summary>
static class HttpDirectives
{
    public static Items<Directive> Of(Http http)
    {
        var list = new DirectiveList(http.Why);
        if (http.MimeTypes is { } types) list.Add("include", types);
        Shapes.Head.Write(list, http);
        HttpShapes.Http.Write(list, http);
        Shared(list, http, Inherited.Nothing);
        foreach (var map in http.Maps) list.Block("map", [map.Source.ToString(), map.Variable], HttpShapes.Write(map), map.Comment.Value);
        foreach (var geo in http.Geos) list.Block("geo", HttpShapes.Arguments(geo), HttpShapes.Write(geo), geo.Comment.Value);
        foreach (var upstream in http.Upstreams)
        {
            var group = new DirectiveList(upstream.Why);
            HttpShapes.Upstream.Write(group, upstream);
            list.Block("upstream", [upstream.Name], group.AddAll(upstream.Extra).All, upstream.Comment.Value);
        }
        var below = Inherited.Nothing.Below(http);
        foreach (var server in http.Servers) list.Block("server", [], Of(server, below), server.Comment.Value);
        list.AddAll(http.ExtraAfter);
        if (list.All.Any(UsesDollar))
            list.BeforeBlocks(new Directive("geo", HttpShapes.Arguments(HttpShapes.Dollar)) { Block = HttpShapes.Write(HttpShapes.Dollar) });
        return list.All;
    }

    static bool UsesDollar(Directive directive) =>
        directive.Arguments.Any(a => a.Contains($"${{{Text.Dollar}}}", StringComparison.Ordinal)) || (directive.Block ?? []).Any(UsesDollar);

    static Items<Directive> Of(Server server, Inherited above)
    {
        var list = new DirectiveList(server.Why);
        foreach (var listen in server.Listen) list.Add("listen", ServerShapes.Listen.Write(listen));
        if (server.Http2) list.Add("http2", "on");
        if (server.Names.Count > 0) list.Add("server_name", server.Names);
        Shapes.Head.Write(list, server);
        if (server.Tls is { } tls)
        {
            list.Add("ssl_certificate", tls.Certificate).Add("ssl_certificate_key", tls.Key);
            ServerShapes.Tls.Write(list, tls);
        }
        foreach (var (variable, value) in server.Set) list.Add("set", variable, value.ToString());
        if (server.TryFiles.Count > 0) list.Add("try_files", server.TryFiles);
        Shared(list, server, above);
        Answer(list, server.Rewrites, server.Return);
        foreach (var location in server.Locations) Add(list, location, above.Below(server));
        return list.AddAll(server.ExtraAfter).All;
    }

    static void Add(DirectiveList to, Location location, Inherited above)
    {
        var list = new DirectiveList(location.Why);
        if (location.Internal) list.Add("internal");
        Shapes.Head.Write(list, location);
        foreach (var (variable, value) in location.Set) list.Add("set", variable, value.ToString());
        if (location.Alias is { } alias) list.Add("alias", alias);
        if (location.TryFiles.Count > 0) list.Add("try_files", location.TryFiles);
        Shared(list, location, above);
        if (location.Proxy is { } proxy)
        {
            list.Add("proxy_pass", proxy.Pass);
            ServerShapes.Proxy.Write(list, proxy);
        }
        Answer(list, location.Rewrites, location.Return);
        foreach (var inner in location.Locations) Add(list, inner, above.Below(location));
        to.Block("location", ServerShapes.Matcher(location), list.AddAll(location.ExtraAfter).All, location.Comment.Value);
    }

    static void Shared(DirectiveList list, Scope scope, Inherited above)
    {
        Shapes.Files.Write(list, scope);
        Shapes.Common.Write(list, scope);
        above.Write(list, scope);
        list.AddAll(scope.Extra);
    }

    static void Answer(DirectiveList list, Items<Rewrite> rewrites, Return? answer)
    {
        foreach (var rewrite in rewrites) list.Add("rewrite", ServerShapes.Rewrite.Write(rewrite));
        if (answer is not null) list.Add("return", ServerShapes.Return.Write(answer));
    }
}
