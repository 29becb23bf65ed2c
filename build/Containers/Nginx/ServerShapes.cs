namespace ArgusAI.Containers.Nginx;

/// <summary>The directives of servers, locations and what belongs to them.</summary>
static class ServerShapes
{
    public static DirectiveShape<Tls> Tls { get; } = new DirectiveShape<Tls>()
        .Words("ssl_protocols", t => t.Protocols, (t, v) => t with { Protocols = v })
        .One("ssl_ciphers", Forms.Colons, t => t.Ciphers, (t, v) => t with { Ciphers = v })
        .One("ssl_ecdh_curve", Forms.Colons, t => t.Curves, (t, v) => t with { Curves = v })
        .One("ssl_prefer_server_ciphers", Forms.Flag, t => t.PreferServerCiphers, (t, v) => t with { PreferServerCiphers = v })
        .One("ssl_session_timeout", Forms.Time, t => t.SessionTimeout, (t, v) => t with { SessionTimeout = v })
        .Words("ssl_session_cache", t => t.SessionCache, (t, v) => t with { SessionCache = v })
        .One("ssl_session_tickets", Forms.Flag, t => t.SessionTickets, (t, v) => t with { SessionTickets = v })
        .One("ssl_dhparam", Forms.Word, t => t.DhParam, (t, v) => t with { DhParam = v })
        .One("ssl_stapling", Forms.Flag, t => t.Stapling, (t, v) => t with { Stapling = v })
        .One("ssl_stapling_verify", Forms.Flag, t => t.StaplingVerify, (t, v) => t with { StaplingVerify = v })
        .One("ssl_trusted_certificate", Forms.Word, t => t.TrustedCertificate, (t, v) => t with { TrustedCertificate = v })
        .One("ssl_client_certificate", Forms.Word, t => t.ClientCertificate, (t, v) => t with { ClientCertificate = v })
        .One("ssl_verify_client", Forms.Word, t => t.VerifyClient, (t, v) => t with { VerifyClient = v })
        .One("ssl_verify_depth", Forms.Number, t => t.VerifyDepth, (t, v) => t with { VerifyDepth = v })
        .One("ssl_crl", Forms.Word, t => t.RevokedCertificates, (t, v) => t with { RevokedCertificates = v })
        .One("ssl_early_data", Forms.Flag, t => t.EarlyData, (t, v) => t with { EarlyData = v })
        .One("ssl_buffer_size", Forms.Size, t => t.BufferSize, (t, v) => t with { BufferSize = v });

    public static DirectiveShape<Proxy> Proxy { get; } = new DirectiveShape<Proxy>()
        .One("proxy_http_version", Forms.Word, p => p.HttpVersion, (p, v) => p with { HttpVersion = v })
        .One("proxy_connect_timeout", Forms.Time, p => p.ConnectTimeout, (p, v) => p with { ConnectTimeout = v })
        .One("proxy_read_timeout", Forms.Time, p => p.ReadTimeout, (p, v) => p with { ReadTimeout = v })
        .One("proxy_send_timeout", Forms.Time, p => p.SendTimeout, (p, v) => p with { SendTimeout = v })
        .One("proxy_buffering", Forms.Flag, p => p.Buffering, (p, v) => p with { Buffering = v })
        .One("proxy_request_buffering", Forms.Flag, p => p.RequestBuffering, (p, v) => p with { RequestBuffering = v })
        .One("proxy_buffer_size", Forms.Size, p => p.BufferSize, (p, v) => p with { BufferSize = v })
        .One("proxy_max_temp_file_size", Forms.Size, p => p.MaxTempFileSize, (p, v) => p with { MaxTempFileSize = v })
        .One("proxy_cache", Forms.Word, p => p.Cache, (p, v) => p with { Cache = v })
        .Words("proxy_cache_bypass", p => p.CacheBypass, (p, v) => p with { CacheBypass = v })
        .Words("proxy_no_cache", p => p.NoCache, (p, v) => p with { NoCache = v })
        .Words("proxy_next_upstream", p => p.NextUpstream, (p, v) => p with { NextUpstream = v })
        .One("proxy_next_upstream_tries", Forms.Number, p => p.NextUpstreamTries, (p, v) => p with { NextUpstreamTries = v })
        .One("proxy_next_upstream_timeout", Forms.Time, p => p.NextUpstreamTimeout, (p, v) => p with { NextUpstreamTimeout = v })
        .Words("proxy_redirect", p => p.Redirect, (p, v) => p with { Redirect = v })
        .Many("proxy_hide_header", Forms.Word, p => p.HideHeaders, (p, v) => p with { HideHeaders = v })
        .One("proxy_intercept_errors", Forms.Flag, p => p.InterceptErrors, (p, v) => p with { InterceptErrors = v })
        .One("proxy_ssl_verify", Forms.Flag, p => p.TlsVerify, (p, v) => p with { TlsVerify = v })
        .One("proxy_ssl_trusted_certificate", Forms.Word, p => p.TlsTrustedCertificate, (p, v) => p with { TlsTrustedCertificate = v })
        .One("proxy_ssl_server_name", Forms.Flag, p => p.TlsServerName, (p, v) => p with { TlsServerName = v })
        .One("proxy_ssl_name", Forms.Text, p => p.TlsName, (p, v) => p with { TlsName = v });

    public static Form<Return> Return { get; } = new(
        answer => [Forms.Print(answer.Code), .. answer.Text is null ? Array.Empty<string>() : [answer.Text.ToString()]],
        args => args switch
        {
            [var code] when Forms.ReadNumber(code) is { } number => new(number),
            // An address alone is a redirect.
            [var url] when Text.TryParse(url, out var to) => new(302, to),
            [var code, var body] when Forms.ReadNumber(code) is { } number && Text.TryParse(body, out var text) => new(number, text),
            _ => null,
        });

    public static Form<Rewrite> Rewrite { get; } = new(
        rewrite => [rewrite.Pattern, rewrite.Replacement.ToString(), .. rewrite.Flag is null ? Array.Empty<string>() : [rewrite.Flag]],
        args => args.Count is 2 or 3 && Text.TryParse(args[1], out var to) ? new(args[0], to, args.Count == 3 ? args[2] : null) : null);

    public static Form<Listen> Listen { get; } = new(
        listen =>
        [
            listen.Port == 0 && listen.Address is not null ? listen.Address : listen.Address is null ? Forms.Print(listen.Port) : $"{listen.Address}:{Forms.Print(listen.Port)}",
            .. Word(listen.Ssl, "ssl"), .. Word(listen.Quic, "quic"), .. Word(listen.Http2, "http2"), .. Word(listen.ProxyProtocol, "proxy_protocol"),
            .. Word(listen.ReusePort, "reuseport"), .. Word(listen.Default, "default_server"), .. listen.Options,
        ],
        ReadListen);

    static string[] Word(bool on, string word) => on ? [word] : [];

    static Listen? ReadListen(Items<string> args)
    {
        if (args.Count == 0) return null;
        var place = args[0];
        var colon = place.LastIndexOf(':');
        var isSocket = place.StartsWith("unix:", StringComparison.Ordinal);
        var listen = isSocket ? new Listen(0) { Address = place }
            : Forms.ReadNumber(place) is { } only ? new Listen(only)
            : colon > place.LastIndexOf(']') ? Forms.ReadNumber(place[(colon + 1)..]) is { } port ? new Listen(port) { Address = place[..colon] } : null
            : new Listen(80) { Address = place };
        if (listen is { Port: 0 } && !isSocket) return null;
        foreach (var option in args.Skip(1))
            listen = option switch
            {
                "ssl" => listen! with { Ssl = true },
                "quic" => listen! with { Quic = true },
                "http2" => listen! with { Http2 = true },
                "proxy_protocol" => listen! with { ProxyProtocol = true },
                "reuseport" => listen! with { ReusePort = true },
                "default_server" or "default" => listen! with { Default = true },
                _ => listen! with { Options = listen.Options.Add(option) },
            };
        return listen;
    }

    public static Items<string> Matcher(Location location) => location.Match switch
    {
        Match.Exact => ["=", location.Path],
        Match.PrefixFinal => ["^~", location.Path],
        Match.Regex => ["~", location.Path],
        Match.RegexIgnoreCase => ["~*", location.Path],
        Match.Named => [$"@{location.Path}"],
        _ => [location.Path],
    };

    /// <summary>The sign may stand before the path without a blank, too.</summary>
    public static Location? ReadMatcher(Items<string> args)
    {
        if (args is [['@', .. var name]]) return new(name, Match.Named);
        var (sign, path) = args switch
        {
            [var alone, var text] => (alone, text),
            [['=', .. var rest]] => ("=", rest),
            [['^', '~', .. var rest]] => ("^~", rest),
            [['~', '*', .. var rest]] => ("~*", rest),
            [['~', .. var rest]] => ("~", rest),
            [var text] => ("", text),
            _ => ("none", ""),
        };
        Match? match = sign switch { "" => Match.Prefix, "=" => Match.Exact, "^~" => Match.PrefixFinal, "~" => Match.Regex, "~*" => Match.RegexIgnoreCase, _ => null };
        return match is null ? null : new(path, match.Value);
    }
}
