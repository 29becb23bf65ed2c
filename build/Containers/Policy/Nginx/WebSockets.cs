namespace ArgusAI.Containers.Reviews;

/// <summary>WebSockets.</summary>
static partial class NginxPolicies
{
    static IEnumerable<Policy> WebSockets =>
    [
        OfEach("nginx-websocket-connection", Severity.Warning, "nginx documentation, WebSocket proxying; decision D30", "Requests that ask for no WebSocket then lose their keep-alive, and some upstreams refuse them.",
            "map $http_upgrade $connection_upgrade { default upgrade; '' ''; } and Connection $connection_upgrade", "proxy_set_header", p => p.Self.Arguments is [var name, var value] && Is(name, "Connection") && Is(value, "upgrade") ? "asks for an upgrade at every request" : null),
        OfEach("nginx-websocket-version", Severity.Error, "nginx documentation, WebSocket proxying; decision D30", "The upgrade is a part of HTTP 1.1, and nginx speaks 1.0 to upstreams unless told otherwise.",
            "proxy_http_version 1.1", "proxy_set_header", p => IsUpgrade(p) && p.Around!.Value("proxy_http_version") is null or "1.0" ? "passes on WebSockets over HTTP 1.0" : null),
        OfEach("nginx-websocket-timeout", Severity.Note, "nginx documentation, WebSocket proxying", "A socket that is silent for 60 seconds is cut.",
            "proxy_read_timeout, longer than the pause between two pings", "proxy_set_header", p => IsUpgrade(p) && p.Around!.Value("proxy_read_timeout") is null ? "cuts silent WebSockets after a minute" : null),
        OfEach("nginx-websocket-missing", Severity.Warning, "nginx documentation, WebSocket proxying; decision D30", "The handshake arrives as an ordinary request: no socket opens.",
            "proxy_set_header Upgrade and Connection, proxy_http_version 1.1", "proxy_pass", p => p.Around is { Self.Name: "location" } location && IsSocketPath(location) && !location.Headers("proxy_set_header").Contains("Upgrade") ? "passes WebSockets on without Upgrade" : null),
    ];

    static bool IsUpgrade(Place header) => Is(header.Argument, "Upgrade") && header.Self.Arguments is [_, { Length: > 0 }];

    static bool IsSocketPath(Place location) => location.Self.Arguments.Count > 0 && location.Self.Arguments[^1].TrimEnd('/', '$').TrimStart('^') is "/ws" or "/wss" or "/websocket" or "/socket.io" or "/sockjs-node" or "/cable";
}
