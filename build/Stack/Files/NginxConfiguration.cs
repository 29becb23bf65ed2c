using ArgusAI.Containers;
using ArgusAI.Containers.Nginx;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary><see cref="StackFiles.Nginx"/> (D27–D33, Q4).</summary>
internal static class NginxConfiguration
{
    private const string LogName = "json";

    /// <summary>The configuration.</summary>
    public static NginxConfig Config { get; } = new()
    {
        Header = StackFiles.Header("TLS in front of the stack (compose profile ssl). Mounted read-only; runs as any user, writes to /tmp only."),
        Pid = "/tmp/nginx.pid",
        ErrorLog = new("/dev/stderr"),
        Http = new Http
        {
            TempFolder = "/tmp",
            Resolver = Resolver.Docker,
            LogFormats = [LogFormat.Json(LogName, LogFields, "status", "body_bytes_sent", "request_time")],
            AccessLog = new("/dev/stdout", LogName),
            Maps = [Map.ConnectionUpgrade with { Comment = "A request that asks for a WebSocket gets one; every other keeps its connection alive." }],
            ClientMaxBodySize = new ByteSize(Limits.Upload),
            // As the outermost proxy: what a client says about itself is not passed on (Q4).
            ProxyHeaders = [.. ProxyHeader.Forwarded.Select(h => h.Name == "X-Forwarded-For" ? h with { Value = "$remote_addr" } : h)],
            Servers = [Plain, Secure],
            Why = new()
            {
                ["resolver"] = "Docker's own. With a variable in proxy_pass the name is asked for again: a restarted container is found.",
                ["client_max_body_size"] = "As the backend's own limit; nginx's 1 MB would refuse a restore.",
            },
        },
    };

    private static Entries<Text> LogFields => new()
    {
        ["timestamp"] = "$time_iso8601",
        ["client_ip"] = "$remote_addr",
        ["method"] = "$request_method",
        ["path"] = "$uri",
        ["status"] = "$status",
        ["body_bytes_sent"] = "$body_bytes_sent",
        ["request_time"] = "$request_time",
        ["user_agent"] = "$http_user_agent",
    };

    private static Server Plain => new()
    {
        Comment = "HTTP: the health check, and a redirect for everything else.",
        Listen = Listen.Everywhere(Ports.Http.Number, @default: true),
        Locations =
        [
            new Location(Routes.NginxHealth, Match.Exact) { Return = new Return(200, "ok\n"), DefaultType = "text/plain", AccessLog = AccessLog.Off },
            new Location("/") { Return = new Return(301, "https://$host$request_uri") },
        ],
    };

    private static Server Secure => new()
    {
        Listen = Listen.Everywhere(Ports.Https.Number, ssl: true, @default: true),
        Http2 = true,
        Tls = Tls.MozillaIntermediate($"{NginxService.Certificates}/{DataLayout.CertificateFile}", $"{NginxService.Certificates}/{DataLayout.KeyFile}"),
        Headers =
        [
            new("Strict-Transport-Security", "max-age=31536000"),
            new("X-Content-Type-Options", "nosniff"),
            new("X-Frame-Options", "SAMEORIGIN"),
            new("Referrer-Policy", "strict-origin-when-cross-origin"),
        ],
        Locations =
        [
            new Location(Routes.Metrics) { Return = new Return(404), Comment = "Not for the world: behind Docker's proxy every client can look like a private address." },
            To(new Location(Routes.Api), Ports.Backend, Limits.RequestTimeout),
            To(new Location(Routes.WebSocket, Match.Exact) { Comment = "Sockets may be silent for long; ordinary requests may not." }, Ports.Backend, Limits.WebSocketIdle),
            To(new Location(Routes.WebSocket + "/"), Ports.Backend, Limits.WebSocketIdle),
            To(new Location(Routes.Docs), Ports.Backend, Limits.RequestTimeout),
            To(new Location(Routes.OpenApi, Match.Exact), Ports.Backend, Limits.RequestTimeout),
            To(new Location(Routes.Liveness, Match.Exact), Ports.Backend, Limits.RequestTimeout),
            To(new Location("/"), Ports.Frontend, Limits.RequestTimeout),
        ],
    };

    /// <summary>A location that passes on, able to become a WebSocket (D30).</summary>
    private static Location To(Location location, ServicePort port, TimeSpan silence) => location with
    {
        Set = new() { [$"${port.Service}"] = $"{port.Service}:{port.Number}" },
        Proxy = new Proxy($"http://${port.Service}") { ReadTimeout = Duration.From(silence), SendTimeout = Duration.From(silence), ConnectTimeout = Duration.Seconds(5) },
        ProxyHeaders = [new("Upgrade", "$http_upgrade"), new("Connection", Map.ConnectionUpgrade.Variable)],
    };
}
