using System.Diagnostics;
using System.Text.RegularExpressions;
using ArgusAI.Backend.Observability;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Http;

/// <summary>Gives every request an id (the caller's <c>X-Request-ID</c> when it is a sane one), logs it and counts it.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    private const string Header = "X-Request-ID";

    // Asked every few seconds by probes: worth a line only when someone debugs.
    private static readonly HashSet<string> Quiet = [Routes.Liveness, Routes.Readiness, Routes.Metrics];

    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        string given = context.Request.Headers[Header].ToString();
        string id = SaneId().IsMatch(given) ? given : Guid.NewGuid().ToString("N");
        context.TraceIdentifier = id;
        context.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            http.Response.Headers[Header] = http.TraceIdentifier;
            return Task.CompletedTask;
        }, context);

        long start = Stopwatch.GetTimestamp();
        using (log.BeginScope(KeyValuePair.Create(JsonLines.RequestId, id)))
        {
            // The path never holds the query: it may carry a token.
            string path = context.Request.Path;
            try
            {
                await next(context);
            }
            finally
            {
                var time = Stopwatch.GetElapsedTime(start);
                int status = context.Response.StatusCode;
                Meters.Request(context, status, time);
                log.Log(Quiet.Contains(path) ? LogLevel.Debug : LogLevel.Information,
                    "{Method} {Path} {StatusCode} in {ResponseTimeMs} ms from {ClientIp}",
                    context.Request.Method, path, status, Math.Round(time.TotalMilliseconds, 2), ClientAddress.Of(context));
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex SaneId();
}
