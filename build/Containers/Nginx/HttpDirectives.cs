using System.Globalization;

namespace ArgusAI.Containers.Nginx;

/// <summary>Turns the typed model into directives. Header lists are inherited by hand, because nginx drops them all
/// where a scope has one of its own (D31).</summary>
sealed class HttpDirectives(Http http)
{
    public Items<Directive> All()
    {
        var list = new DirectiveList(http.Why)
            .Add("include", http.MimeTypes)
            .Add("default_type", http.DefaultType)
            .Add("server_tokens", http.ServerTokens)
            .Add("sendfile", http.SendFile)
            .Add("keepalive_timeout", http.KeepAliveTimeout);
        if (http.TempFolder is { } folder)
            foreach (var kind in new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" })
                list.Add($"{kind}_temp_path", $"{folder.TrimEnd('/')}/{kind}");
        if (http.Gzip is { } gzip)
            list.Add("gzip", "on").Add("gzip_types", [.. gzip.Types]).Add("gzip_min_length", gzip.MinLength)
                .Add("gzip_proxied", gzip.Proxied ? "any" : "off").Add("gzip_vary", "on");
        foreach (var format in http.LogFormats)
            list.Add("log_format", [format.Name, .. format.Escape is null ? [] : new[] { $"escape={format.Escape}" }, format.Text]);
        foreach (var zone in http.LimitReqZones)
            list.Add("limit_req_zone", zone.Key, $"zone={zone.Zone}:{zone.Size.ToNginx()}", string.Create(CultureInfo.InvariantCulture, $"rate={zone.PerMinute}r/m"));
        Common(list, http, []);
        foreach (var map in http.Maps)
            list.Block("map", [map.Source, map.Variable],
                [Directive.Of("default", map.Default), .. map.Values.Select(v => Directive.Of(MapKey(v.Key), v.Value))], map.Comment.Value);
        foreach (var upstream in http.Upstreams)
            list.Block("upstream", [upstream.Name],
                new DirectiveList(Why.None).Each(upstream.Servers, (l, s) => l.Add("server", s)).Add("keepalive", upstream.KeepAlive).AddAll(upstream.Extra).All,
                upstream.Comment.Value);
        foreach (var server in http.Servers) list.Block("server", [], Server(server), server.Comment.Value);
        return list.All;
    }

    Items<Directive> Server(Server server)
    {
        var list = new DirectiveList(server.Why);
        foreach (var listen in server.Listen)
            list.Add("listen", [.. (string[])[string.Create(CultureInfo.InvariantCulture, $"{(listen.Address is null ? "" : listen.Address + ":")}{listen.Port}")],
                .. listen.Ssl ? ["ssl"] : Array.Empty<string>(), .. listen.Default ? ["default_server"] : Array.Empty<string>()]);
        if (server.Http2) list.Add("http2", "on");
        list.Add("server_name", [.. server.Names]);
        if (server.Tls is { } tls) Tls(list, tls);
        list.Each(server.Set, (l, v) => l.Add("set", v.Key, v.Value)).Add("root", server.Root);
        Common(list, server, [http]);
        if (server.Return is { } answer) Return(list, answer);
        foreach (var location in server.Locations) list.Block("location", Matcher(location), Location(location, server), location.Comment.Value);
        return list.All;
    }

    Items<Directive> Location(Location location, Server server)
    {
        var list = new DirectiveList(location.Why);
        if (location.Internal) list.Add("internal");
        list.Add("default_type", location.DefaultType)
            .Each(location.Set, (l, v) => l.Add("set", v.Key, v.Value))
            .Add("root", location.Root)
            .Add("alias", location.Alias);
        if (location.TryFiles.Count > 0) list.Add("try_files", [.. location.TryFiles]);
        Common(list, location, [http, server]);
        if (location.Proxy is { } proxy)
            list.Add("proxy_pass", proxy.Pass)
                .Add("proxy_http_version", proxy.HttpVersion)
                .Add("proxy_connect_timeout", proxy.ConnectTimeout)
                .Add("proxy_read_timeout", proxy.ReadTimeout)
                .Add("proxy_send_timeout", proxy.SendTimeout)
                .Add("proxy_buffering", proxy.Buffering)
                .Add("proxy_request_buffering", proxy.RequestBuffering);
        if (location.Return is { } answer) Return(list, answer);
        return list.All;
    }

    static Items<string> Matcher(Location location) => location.Match switch
    {
        Match.Exact => ["=", location.Path],
        Match.PrefixFinal => ["^~", location.Path],
        Match.Regex => ["~", location.Path],
        Match.RegexIgnoreCase => ["~*", location.Path],
        Match.Named => [$"@{location.Path}"],
        _ => [location.Path],
    };

    /// <summary>Words that a map understands are escaped where they are meant as values.</summary>
    static string MapKey(string key) => key is "default" or "hostnames" or "include" or "volatile" ? $@"\{key}" : key;

    static void Tls(DirectiveList list, Tls tls)
    {
        list.Add("ssl_certificate", tls.Certificate)
            .Add("ssl_certificate_key", tls.Key)
            .Add("ssl_protocols", [.. tls.Protocols]);
        if (tls.Ciphers is { } ciphers) list.Add("ssl_ciphers", string.Join(':', ciphers));
        if (tls.Curves is { } curves) list.Add("ssl_ecdh_curve", string.Join(':', curves));
        list.Add("ssl_prefer_server_ciphers", tls.PreferServerCiphers)
            .Add("ssl_session_timeout", tls.SessionTimeout)
            .Add("ssl_session_cache", tls.SessionCache is { } cache ? $"shared:tls:{cache.ToNginx()}" : "off")
            .Add("ssl_session_tickets", tls.SessionTickets);
    }

    static void Return(DirectiveList list, Return answer) =>
        list.Add("return", [answer.Code.ToString(CultureInfo.InvariantCulture), .. answer.Text is null ? [] : new[] { answer.Text }]);

    static void Common(DirectiveList list, Scope scope, IReadOnlyList<Scope> above)
    {
        list.Add("client_max_body_size", scope.ClientMaxBodySize);
        if (scope.AccessLog is { } log) list.Add("access_log", [log.Path, .. log.Format is null ? [] : new[] { log.Format }]);
        if (scope.ErrorLog is { } errors) list.Add("error_log", errors.Path, errors.Level);
        if (scope.Resolver is { } resolver)
            list.Add("resolver", [.. resolver.Addresses, .. resolver.Valid is { } valid ? [$"valid={valid.ToNginx()}"] : Array.Empty<string>(),
                .. resolver.Ipv6 ? Array.Empty<string>() : ["ipv6=off"]]);
        foreach (var limit in scope.LimitReq)
            list.Add("limit_req", [.. (string[])[$"zone={limit.Zone}"], .. limit.Burst > 0 ? [string.Create(CultureInfo.InvariantCulture, $"burst={limit.Burst}")] : Array.Empty<string>(),
                .. limit.Burst > 0 && limit.NoDelay ? ["nodelay"] : Array.Empty<string>()]);
        foreach (var page in scope.ErrorPages)
            list.Add("error_page", [.. page.Codes.Select(c => c.ToString(CultureInfo.InvariantCulture)), page.Uri]);
        foreach (var access in scope.Access) list.Add(access.Allow ? "allow" : "deny", access.Source);
        foreach (var header in Effective(scope.Headers, above.Select(s => s.Headers), h => h.Name))
            list.Add("add_header", [header.Name, header.Value, .. header.Always ? ["always"] : Array.Empty<string>()]);
        foreach (var header in Effective(scope.ProxyHeaders, above.Select(s => s.ProxyHeaders), h => h.Name))
            list.Add("proxy_set_header", header.Name, header.Value);
        list.AddAll(scope.Extra);
    }

    /// <summary>Nothing where the scope adds nothing: nginx inherits. Else everything from above too, the nearest winning.</summary>
    static List<T> Effective<T>(Items<T> own, IEnumerable<Items<T>> above, Func<T, string> name)
    {
        if (own.Count == 0) return [];
        var all = new List<T>();
        foreach (var header in above.SelectMany(h => h).Concat(own))
        {
            var known = all.FindIndex(h => string.Equals(name(h), name(header), StringComparison.OrdinalIgnoreCase));
            if (known >= 0) all[known] = header;
            else all.Add(header);
        }
        return all;
    }
}
