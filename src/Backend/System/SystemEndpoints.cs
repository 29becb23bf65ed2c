using System.Diagnostics;
using ArgusAI.Backend.Cameras;
using ArgusAI.Contract;
using Prometheus;
using Scalar.AspNetCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>The answer of <c>GET /</c>.</summary>
public sealed record Greeting(string Name, string Version, string Status);

/// <summary>The answer of liveness.</summary>
public sealed record Liveness(string Status, string Version, long UptimeSeconds, int CameraCount);

/// <summary>What needs no sign-in: greeting, health, metrics, the API's reference.</summary>
internal static class SystemEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        long started = ProcessStart();
        routes.MapGet("/", () => new Greeting(Product.Name, Product.Version, "running")).WithSummary("What this is");
        routes.MapGet(Routes.Liveness, (CameraSupervisor cameras) =>
                new Liveness("healthy", Product.Version, (long)Stopwatch.GetElapsedTime(started).TotalSeconds, cameras.Count))
            .WithSummary("Liveness: 200 while the process can answer");
        routes.MapGet(Routes.Readiness, (Readiness readiness) => readiness.Report is { Status: "healthy" } report
                ? Results.Json(report)
                : Results.Json(readiness.Report, statusCode: StatusCodes.Status503ServiceUnavailable))
            .Produces<ReadinessReport>().Produces<ReadinessReport>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Readiness: the last result of the background checks");
        routes.MapMetrics(Routes.Metrics).ExcludeFromDescription();
        routes.MapOpenApi(Routes.OpenApi);
        // Everything the page needs comes from here: a home without internet reads its documentation too.
        routes.MapScalarApiReference(Routes.Docs, o => o.WithTitle($"{Product.Name} API").WithOpenApiRoutePattern(Routes.OpenApi).DisableDefaultFonts());
    }

    // As a monotonic timestamp: later changes of the clock do not count as running time.
    private static long ProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        double seconds = (DateTime.UtcNow - process.StartTime.ToUniversalTime()).TotalSeconds;
        return Stopwatch.GetTimestamp() - (long)(Math.Max(0, seconds) * Stopwatch.Frequency);
    }
}
