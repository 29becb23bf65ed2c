using ArgusAI.Containers;
using ArgusAI.Contract;

namespace ArgusAI.Stack.Tests.Decisions;

internal static class NginxDecisions
{
    private static readonly string[] Forwarded = ["Host", "X-Real-IP", "X-Forwarded-For", "X-Forwarded-Proto"];

    public static IReadOnlyList<Decision> All { get; } =
    [
        new("D27b", "a name that is unknown at start, or changes later, is found", d =>
            !d.Nginx.Contains("resolver 127.0.0.11", StringComparison.Ordinal) ? "no resolver"
            : Each(d, l => l.Contains("proxy_pass http://$", StringComparison.Ordinal), "passes to a fixed name")),
        new("D29", "TLS as today: no deprecated listen, IPv6, protective headers", d =>
            d.Nginx.Contains("ssl http2", StringComparison.Ordinal) ? "listen … http2 is deprecated"
            : new[] { "http2 on;", "listen [::]:443 ssl", "listen [::]:80", "Strict-Transport-Security", "nosniff", "X-Frame-Options", "Referrer-Policy" }
                .FirstOrDefault(part => !d.Nginx.Contains(part, StringComparison.Ordinal)) is { } missing ? $"'{missing}' is missing" : null),
        new("D30", "every backend location can become a WebSocket, others keep their connection", d =>
            d.Nginx.Contains("Connection \"upgrade\"", StringComparison.Ordinal) ? "the Connection header is fixed"
            : Each(d, l => l.Contains("proxy_set_header Upgrade $http_upgrade", StringComparison.Ordinal) && l.Contains("proxy_set_header Connection $connection_upgrade", StringComparison.Ordinal), "cannot become a WebSocket")),
        new("D30b", "only sockets may be silent for long", d => d.Proxied.Select(l =>
        {
            var wanted = l.Path.Contains(Routes.WebSocket, StringComparison.Ordinal) ? Limits.WebSocketIdle : Limits.RequestTimeout;
            return l.Content.Contains($"proxy_read_timeout {Duration.From(wanted)};", StringComparison.Ordinal) ? null : $"{l.Path} does not wait {wanted}";
        }).FirstOrDefault(p => p is not null)),
        new("D31", "no location loses a forwarded header", d => Forwarded
            .Select(header => Each(d, l => l.Contains($"proxy_set_header {header} ", StringComparison.Ordinal), $"loses {header}")).FirstOrDefault(p => p is not null)),
        new("D32", "uploads as large as the backend takes", d =>
            d.Nginx.Contains($"client_max_body_size {new ByteSize(Limits.Upload)};", StringComparison.Ordinal) ? null : "bodies over 1 MB are refused"),
        new("D33b", "nginx answers for itself, and runs as any user", d =>
            !d.Locations.Any(l => l.Path.Contains(Routes.NginxHealth, StringComparison.Ordinal)) ? $"no {Routes.NginxHealth}"
            : d.Nginx.Contains("pid /tmp/", StringComparison.Ordinal) ? null : "its pid file needs root"),
        new("Q4", "/metrics is not for the world", d =>
            d.Locations.Any(l => l.Path == Routes.Metrics && l.Content.Contains("return 404;", StringComparison.Ordinal)) ? null : "/metrics is passed on"),
        new("NFR17", "the logs go where `docker logs` shows them", d =>
            d.Nginx.Contains("access_log /dev/stdout json;", StringComparison.Ordinal) && d.Nginx.Contains("error_log /dev/stderr", StringComparison.Ordinal) ? null : "logs go into files of the container"),
    ];

    private static string? Each(Delivery delivery, Func<string, bool> isRight, string what) =>
        delivery.Proxied.Where(l => !isRight(l.Content)).Select(l => $"{l.Path} {what}").FirstOrDefault();
}
