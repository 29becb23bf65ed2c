using ArgusAI.Containers.Nginx;
using FsCheck;
using FsCheck.Fluent;

namespace ArgusAI.Containers.Tests.Nginx;

/// <summary>Generated configurations. No scope repeats a header it inherits: what it would add by that cannot be told from the text.</summary>
static class NginxModels
{
    static Gen<T?> Maybe<T>(Gen<T> gen) where T : class => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(v => (T?)v));

    static Gen<T?> MaybeValue<T>(Gen<T> gen) where T : struct => Gen.OneOf(Gen.Constant<T?>(null), gen.Select(v => (T?)v));

    static Gen<Items<T>> Few<T>(Gen<T> gen, int most = 2) => gen.ListOf().Select(l => l.Take(most).ToItems());

    static readonly Gen<bool> Bool = Gen.Elements(true, false);
    static readonly Gen<string> Plain = RoundTripTests.Texts().Generator.Where(t => t.Length < 500);
    static readonly Gen<string> Path = Gen.Elements("/srv/www", "/tmp/a b", "/x;y", "/é", "logs/$host");
    static readonly Gen<int> Number = Gen.Choose(0, 100_000);
    static readonly Gen<Duration> Time = Gen.Elements(Duration.Zero, Duration.Milliseconds(1500), Duration.Seconds(90), Duration.Hours(25));
    static readonly Gen<ByteSize> Size = Gen.Elements(new ByteSize(0), new ByteSize(17), ByteSize.Kilobytes(4), ByteSize.Megabytes(10), ByteSize.Gigabytes(2));

    public static readonly Gen<Text> Texts = Gen.OneOf(
        Plain.Select(Text.Literal),
        Gen.Elements("host", "1", "a_b9").Select(Text.Variable),
        from before in Plain from name in Gen.Elements("host", "2", "X") from after in Plain select Text.Literal(before) + Text.Variable(name) + Text.Literal(after));

    // Rule header-control.
    static readonly Gen<Text> HeaderTexts = Texts.Where(t => !t.ToString().Any(c => char.IsControl(c) && c != '\t'));

    static readonly Gen<Gzip> Gzips =
        from types in Few(Gen.Elements("text/css", "image/svg+xml"))
        from length in MaybeValue(Size)
        from proxied in Few(Gen.Elements("any", "expired"))
        from vary in MaybeValue(Bool)
        from level in MaybeValue(Gen.Choose(1, 9))
        select new Gzip(types, length) { Proxied = proxied, Vary = vary, Level = level };

    static readonly Gen<Items<LimitReq>> Limits = Few(
        from burst in Gen.Elements(0, 5)
        from noDelay in Bool
        from delay in MaybeValue(Gen.Choose(1, 4))
        select burst == 0 ? new LimitReq("ask") : delay is null ? new LimitReq("ask", burst, noDelay) : new LimitReq("ask", burst) { Delay = delay });

    static Gen<Items<ResponseHeader>> Headers(string scope, string? above) => Few(
        from name in Gen.Elements([$"X-{scope}-1", $"X-{scope}-2", .. above is null ? Array.Empty<string>() : [$"X-{above}-1"]])
        from value in HeaderTexts
        from always in Bool
        select new ResponseHeader(name, Text.Literal(scope) + value, always), 3);

    static Gen<Items<ProxyHeader>> ProxyHeaders(string scope, string? above) => Few(
        from name in Gen.Elements([$"P-{scope}-1", $"P-{scope}-2", .. above is null ? Array.Empty<string>() : [$"P-{above}-1"]])
        from value in HeaderTexts
        select new ProxyHeader(name, Text.Literal(scope) + value), 3);

    static readonly Gen<Directive> Extra = Gen.OneOf(
        Texts.Select(t => Directive.Of("charset_types", t.ToString())),
        Texts.Select(t => Directive.Of("if", "($a", "=", t.ToString(), ")") with { Block = [Directive.Of("add_header", "A", "b"), Directive.Of("return", "403")] }),
        Gen.Constant(Directive.Of("sub_filter", "a", "b")));

    static Gen<TScope> Scope<TScope>(Gen<TScope> gen, string name, string? above) where TScope : Scope =>
        from scope in gen
        from first in from tokens in MaybeValue(Bool) from keep in MaybeValue(Time) from requests in MaybeValue(Number) from gzip in Maybe(Gzips) from index in Few(Gen.Elements("index.html", "a b")) select (tokens, keep, requests, gzip, index)
        from body in from size in MaybeValue(Size) from buffer in MaybeValue(Size) from time in MaybeValue(Time) from send in MaybeValue(Time) from rate in Maybe(Texts) from after in MaybeValue(Size) select (size, buffer, time, send, rate, after)
        from logs in from access in Maybe(from path in Path from format in Gen.Elements(null, "json", "combined") from buffer in MaybeValue(Size) from flush in MaybeValue(Time) from condition in Gen.Elements(null, "$loggable") select new AccessLog(path, format) { Buffer = buffer, Flush = flush, If = condition })
                     from error in Maybe(from path in Path from level in Gen.Elements("warn", "error", "debug") select new ErrorLog(path, level))
                     from resolver in Maybe(from valid in MaybeValue(Time) from six in Bool select new Resolver(["127.0.0.11", "[::1]:53"]) { Valid = valid, Ipv6 = six })
                     from timeout in MaybeValue(Time)
                     select (access, error, resolver, timeout)
        from limits in from requests in Limits from status in MaybeValue(Gen.Choose(400, 599)) from conns in Few(Number.Select(n => new LimitConn("at", n))) select (requests, status, conns)
        from access in from pages in Few(from code in Gen.Choose(300, 599) from answer in Gen.Elements(null, "=", "=200") from uri in Path select new ErrorPage([code, 599], uri) { Answer = answer })
                       from rules in Few(from allow in Bool from source in Gen.Elements("all", "10.0.0.0/8", "unix:") select new Access(allow, source), 4)
                       from auth in Maybe(from realm in Texts from file in Gen.Elements(null, "/etc/passwd") select new AuthBasic(realm, file))
                       from ask in Gen.Elements(null, "off", "/auth")
                       from satisfy in Gen.Elements(null, "any")
                       from real in Few(Gen.Elements("10.0.0.0/8", "unix:"))
                       from expires in Gen.Elements<Items<string>>([], ["max"], ["modified", "+1h"])
                       select (pages, rules, auth, ask, satisfy, real, expires)
        from headers in Headers(name, above)
        from proxy in ProxyHeaders(name, above)
        from extra in Few(Extra)
        select (TScope)(scope with
        {
            ServerTokens = first.tokens, KeepAliveTimeout = first.keep, KeepAliveRequests = first.requests, Gzip = first.gzip, Index = first.index,
            ClientMaxBodySize = body.size, ClientBodyBufferSize = body.buffer, ClientBodyTimeout = body.time, SendTimeout = body.send, LimitRate = body.rate, LimitRateAfter = body.after,
            AccessLog = logs.access, ErrorLog = logs.error, Resolver = logs.resolver, ResolverTimeout = logs.timeout,
            LimitReq = limits.requests, LimitReqStatus = limits.status, LimitConn = limits.conns,
            ErrorPages = access.pages, Access = access.rules, AuthBasic = access.auth, AuthRequest = access.ask, Satisfy = access.satisfy, RealIpFrom = access.real, Expires = access.expires,
            Headers = headers, ProxyHeaders = proxy, Extra = extra,
        });

    static readonly Gen<Proxy> Proxies =
        from version in Gen.Elements(null, "1.0", "1.1")
        from times in from a in MaybeValue(Time) from b in MaybeValue(Time) from c in MaybeValue(Time) select (a, b, c)
        from flags in from a in MaybeValue(Bool) from b in MaybeValue(Bool) from c in MaybeValue(Bool) from d in MaybeValue(Bool) select (a, b, c, d)
        from size in MaybeValue(Size)
        from next in Few(Gen.Elements("error", "http_502"))
        from hide in Few(Gen.Elements("X-A", "X-B"))
        from name in Maybe(Texts)
        select new Proxy("http://127.0.0.1:1$request_uri")
        {
            HttpVersion = version, ConnectTimeout = times.a, ReadTimeout = times.b, SendTimeout = times.c, Buffering = flags.a, RequestBuffering = flags.b, TlsVerify = flags.c,
            TlsServerName = flags.d, BufferSize = size, MaxTempFileSize = size, NextUpstream = next, HideHeaders = hide, TlsName = name, Redirect = ["off"],
        };

    static readonly Gen<Entries<Text>> Sets = Few(Texts).Select(texts => texts.Select((t, i) => KeyValuePair.Create($"$v{i}", t)).ToEntries(v => v.Key, v => v.Value));

    static readonly Gen<Items<Rewrite>> Rewrites = Few(
        from to in Texts from flag in Gen.Elements(null, "last", "permanent") select new Rewrite("^/(\\d{2})\\.php$", to, flag));

    static readonly Gen<Return> Returns = from code in Gen.Choose(200, 599) from text in Maybe(Texts) select new Return(code, text);

    static Gen<Location> Locations(int index, bool inner) => Scope(
        from match in Gen.Elements(inner ? [Match.Prefix, Match.Regex] : Enum.GetValues<Match>())
        from proxy in Maybe(Proxies)
        from answer in Maybe(Returns)
        from set in Sets
        from rewrites in Rewrites
        from isInternal in Bool
        from type in Gen.Elements(null, "text/plain")
        from within in inner || match == Match.Named ? Gen.Constant<Items<Location>>([]) : Gen.OneOf(Gen.Constant<Items<Location>>([]), Locations(9, true).Select(l => (Items<Location>)[l]))
        select new Location(match switch { Match.Named => $"n{index}", Match.Regex or Match.RegexIgnoreCase => $@"\.php{index}(?<a>{{2}})$", _ => $"/p{index}" }, match)
        {
            Proxy = proxy, Return = proxy is null ? answer : null, Set = set, Rewrites = rewrites, Internal = isInternal, DefaultType = type, Locations = within,
        }, inner ? "in" : "loc", inner ? "loc" : "srv");

    static Gen<Server> Servers(int index) => Scope(
        from listen in Gen.Elements(new Listen(80), new Listen(443) { Ssl = true, ReusePort = true }, new Listen(0) { Address = "unix:/run/x" }, new Listen(81) { Address = "[::]", ProxyProtocol = true, Options = ["ipv6only=off"] })
        from names in Few(Gen.Elements("_", "*.example.com", "~^www\\d+$"))
        from tls in Maybe(from time in MaybeValue(Time) from depth in MaybeValue(Gen.Choose(0, 9)) from flag in MaybeValue(Bool) from ciphers in Gen.Elements<Items<string>?>(null, ["A", "!B"])
                          select new Tls("/c.pem", "/k.pem") { SessionTimeout = time, VerifyDepth = depth, Stapling = flag, SessionTickets = flag, Ciphers = ciphers, Protocols = flag == true ? [] : ["TLSv1.3"] })
        from set in Sets
        from rewrites in Rewrites
        from answer in Maybe(Returns)
        from one in Locations(1, false)
        from other in Locations(2, false)
        from http2 in Bool
        select new Server
        {
            Listen = [listen], Names = names, Set = set, Rewrites = rewrites, Return = answer, Http2 = http2, Locations = [one, other],
            Tls = listen.Ssl ? tls ?? new Tls("/c", "/k") : null,
        }, "srv", "http");

    static readonly Gen<Map> Maps =
        from source in Texts
        from fallback in Texts
        from values in Few(Texts, 4)
        from keys in Few(Plain.Where(k => !k.StartsWith('\\')), 4)
        from flags in from a in Bool from b in Bool select (a, b)
        select new Map(source, "$m", fallback)
        {
            Hostnames = flags.a, Volatile = flags.b,
            Values = keys.Append("default").Append("hostnames").Distinct(StringComparer.Ordinal).Zip(values).ToEntries(v => v.First, v => v.Second),
        };

    static readonly Gen<Upstream> Upstreams =
        from weight in MaybeValue(Number)
        from fails in MaybeValue(Number)
        from time in MaybeValue(Time)
        from flags in from a in Bool from b in Bool select (a, b)
        from balancing in Gen.Elements(null, Balancing.ClientAddress, Balancing.Random, Balancing.Hash("$uri", true))
        from keep in MaybeValue(Number)
        select new Upstream("group", ["10.0.0.1:80", new UpstreamServer("unix:/run/y") { Weight = weight, MaxFails = fails, FailTimeout = time, Backup = flags.a, Down = flags.b }])
        {
            Balancing = balancing, KeepAlive = keep, KeepAliveTimeout = time, Zone = new("shared", ByteSize.Megabytes(1)),
        };

    public static readonly Gen<NginxConfig> Configs =
        from http in Scope(
            from format in Texts
            from maps in Few(Maps)
            from upstreams in Few(Upstreams, 1)
            from one in Servers(1)
            from other in Servers(2)
            from types in Gen.Elements(null, "/etc/nginx/mime.types")
            from temp in Gen.Elements(null, "/tmp")
            from geo in Maybe(Plain)
            select new Http
            {
                MimeTypes = types, TempFolder = temp, Maps = maps, Upstreams = upstreams, Servers = [one, other],
                LogFormats = [new("json", Text.Literal("a") + format) { Escape = "json" }],
                LimitReqZones = [new("$binary_remote_addr", "ask", ByteSize.Megabytes(10), 90)],
                LimitConnZones = [new("$server_name", "at", ByteSize.Kilobytes(64))],
                Geos = geo is null ? [] : [new("$near", new() { ["default"] = geo, ["10.0.0.0/8"] = "1" })],
            }, "http", null)
        from processes in MaybeValue(Gen.Choose(1, 9))
        from events in Few(Gen.Constant(Directive.Of("multi_accept", "on")), 1)
        from pid in Maybe(Path)
        from header in Maybe(Plain)
        select new NginxConfig { Http = http, WorkerProcesses = processes, Events = events, Pid = pid, Header = header, Extra = [Directive.Of("user", "nobody")] };
}
