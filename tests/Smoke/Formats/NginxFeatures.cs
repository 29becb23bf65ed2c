using ArgusAI.Containers;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Smoke.Formats;

/// <summary>A configuration in which every property of the nginx model says something.</summary>
internal static class NginxFeatures
{
    // Where the test puts the certificate and its key.
    private const string Certificate = "/tls/cert.pem", Key = "/tls/key.pem";

    public static NginxConfig Config { get; } = new()
    {
        Header = "Every feature.", WorkerProcesses = 1, WorkerConnections = 64, Pid = "/tmp/nginx.pid", ErrorLog = new("/dev/stderr", "notice"),
        Events = [Directive.Of("multi_accept", "on")], Extra = [Directive.Of("worker_rlimit_nofile", "256")],
        Http = Everywhere(new Http
        {
            TempFolder = "/tmp",
            LogFormats = [new("plain", Text.Literal("a ") + "$request") { Escape = "default" }, LogFormat.Json("json", new() { ["time"] = "$time_iso8601", ["status"] = "$status" }, "status")],
            LimitReqZones = [new("$binary_remote_addr", "ask", ByteSize.Megabytes(1), 90), new("$host", "later", ByteSize.Megabytes(1), 600)],
            LimitConnZones = [new("$server_name", "at", ByteSize.Megabytes(1))],
            Maps = [Map.ConnectionUpgrade, new("$host", "$near", "a;b") { Hostnames = true, Volatile = true, Values = new() { ["*.example.com"] = "$uri", ["~^a{2}\\.x$"] = "{}" } }],
            Geos = [new("$inside", new() { ["default"] = "0", ["10.0.0.0/8"] = "1" }) { Source = "$arg_address" }],
            Upstreams =
            [
                new("named", ["127.0.0.1:1", new UpstreamServer("unix:/tmp/up.sock") { Weight = 2, MaxConnections = 3, MaxFails = 4, FailTimeout = Duration.Seconds(5) }, new UpstreamServer("127.0.0.1:2") { Backup = true }, new UpstreamServer("127.0.0.1:3") { Down = true }])
                {
                    Zone = new("named", ByteSize.Kilobytes(128)), Balancing = Balancing.LeastConnections, KeepAlive = 8, KeepAliveRequests = 9, KeepAliveTimeout = Duration.Minutes(1), Extra = [Directive.Of("keepalive_time", "1h")],
                },
                new("hashed", ["127.0.0.1:1"]) { Balancing = Balancing.Hash("$uri", true) },
                new("sticky", ["127.0.0.1:1"]) { Balancing = Balancing.ClientAddress },
                new("any", ["127.0.0.1:1"]) { Balancing = Balancing.Random },
            ],
            Servers =
            [
                Everywhere(new Server
                {
                    Listen = [new(8080) { Default = true, ReusePort = true, Options = ["backlog=64"] }, new(8080) { Address = "[::]", Options = ["ipv6only=on"] }, new(8443) { Ssl = true }, new(8081) { ProxyProtocol = true }, new(0) { Address = "unix:/tmp/in.sock" }],
                    Names = ["_", "*.example.com", "~^www\\d{1,2}\\.example$"], Http2 = true,
                    Tls = new(Certificate, Key)
                    {
                        Ciphers = ["ECDHE+AESGCM", "!aNULL"], Curves = ["X25519", "prime256v1"], PreferServerCiphers = true, Stapling = true, StaplingVerify = true, TrustedCertificate = Certificate,
                        ClientCertificate = Certificate, VerifyClient = "optional", VerifyDepth = 2, EarlyData = true, BufferSize = ByteSize.Kilobytes(4),
                    },
                    Set = new() { ["$a"] = Text.Literal("it's \"$5\"") }, Rewrites = [new("^/old/(\\d{2})$", "/new/$1", "last")],
                    Locations =
                    [
                        Everywhere(new Location("/") { TryFiles = ["$uri", "/index.html", "@named"] }),
                        new("/exact a;b", Match.Exact) { Return = new(200, Text.Literal("{;}")) },
                        new("/images/", Match.PrefixFinal) { Alias = "/srv/images/", Internal = true, Locations = [new("/images/inner/") { Return = new(204) }] },
                        new("\\.(php|x{2})$", Match.Regex) { Set = new() { ["$b"] = "$a" }, Rewrites = [new("^", "/x", "break")], Return = new(301, "https://$host$request_uri") },
                        new("\\.GIF$", Match.RegexIgnoreCase) { Return = new(404) },
                        new("/auth", Match.Exact) { Internal = true, Return = new(204) },
                        new("named", Match.Named) { Proxy = new("http://any") },
                        new("/up") { Proxy = Everything("http://named/path/") },
                        new("/tls") { Proxy = new("https://hashed") { TlsVerify = true, TlsTrustedCertificate = Certificate, TlsServerName = true, TlsName = "$host" } },
                        new("/sticky") { Proxy = new("http://sticky") },
                    ],
                }),
                new Server { Listen = [new(8082)], Return = new(444) },
                new Server { Listen = [new(8444) { Quic = true, ReusePort = true }, new(8444) { Ssl = true, Http2 = false }], Names = ["quic.example"], Tls = new(Certificate, Key), TryFiles = ["$uri", "=404"] },
            ],
        }),
    };

    private static Proxy Everything(string pass) => new(pass)
    {
        ConnectTimeout = Duration.Seconds(1), ReadTimeout = Duration.Milliseconds(1500), SendTimeout = Duration.Minutes(2), Buffering = true, RequestBuffering = false,
        BufferSize = ByteSize.Kilobytes(8), MaxTempFileSize = ByteSize.Megabytes(1), Cache = "off", CacheBypass = ["$cookie_a", "$arg_b"], NoCache = ["$http_c"],
        NextUpstream = ["error", "timeout", "http_502"], NextUpstreamTries = 2, NextUpstreamTimeout = Duration.Seconds(3), Redirect = ["http://a/", "/"], HideHeaders = ["X-Powered-By"], InterceptErrors = true,
    };

    private static T Everywhere<T>(T scope) where T : Scope => (T)(scope with
    {
        DefaultType = "text/plain", ServerTokens = false, SendFile = true, TcpNoPush = true, KeepAliveTimeout = Duration.Seconds(65), KeepAliveRequests = 100,
        Gzip = new(["text/css", "image/svg+xml"], ByteSize.Kilobytes(1)) { Proxied = ["expired", "no-cache"], Vary = true, Level = 5 },
        Root = "/srv/a b", Index = ["index.html", "a b.html"], ClientMaxBodySize = ByteSize.Gigabytes(2), ClientBodyBufferSize = ByteSize.Kilobytes(16), ClientBodyTimeout = Duration.Seconds(30), SendTimeout = Duration.Seconds(31),
        LimitRate = "$arg_rate", LimitRateAfter = ByteSize.Megabytes(1),
        AccessLog = new("/tmp/access.log", "json") { Buffer = ByteSize.Kilobytes(64), Flush = Duration.Seconds(5), If = "$inside" }, ErrorLog = new("/dev/stderr", "error"),
        Resolver = Resolver.Docker, ResolverTimeout = Duration.Seconds(4),
        LimitReq = [new("ask", 5), new("later", 5) { Delay = 2 }], LimitReqStatus = 429, LimitConn = [new("at", 10)], LimitConnStatus = 503,
        ErrorPages = [new([500, 502], "/50x.html") { Answer = "=503" }, new([404], "/404.html") { Answer = "=" }],
        Access = [new(true, "10.0.0.0/8"), new(false, "unix:"), new(false, "all")], AuthBasic = new("a \"realm\"", "/tls/users"), AuthRequest = "/auth", Satisfy = "any",
        RealIpFrom = ["10.0.0.0/8"], RealIpHeader = "X-Forwarded-For", RealIpRecursive = true, Expires = ["modified", "+1h"],
        Headers = [new("X-" + typeof(T).Name, Text.Literal("it's $5; {}")), new("X-Sometimes", "$host", Always: false)], ProxyHeaders = ProxyHeader.Forwarded,
        Extra = [Directive.Of("charset", "utf-8")],
        ExtraAfter = [Directive.Of("log_not_found", "off")],
    });
}
