using System.Diagnostics;
using System.Runtime.CompilerServices;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ArgusAI.Backend.Observability;

/// <summary>
/// Traces to an OpenTelemetry collector (OTLP over HTTP), when one is named. Spans hold routes, ids and outcomes: no query,
/// no header and no body, and of an address that is called only the server.
/// </summary>
internal static class Traces
{
    /// <summary>The service's name in the collector.</summary>
    public const string Service = "argusai-backend";

    // A collector that hangs must not hold up the end of the process, which has 3 s in all.
    private const int ExportTimeout = 700;

    /// <summary>Adds them. Without an endpoint nothing of OpenTelemetry is loaded.</summary>
    public static void AddTraces(this IServiceCollection services, BackendSettings settings)
    {
        if (settings.TracesEndpoint is { } collector) Add(services, collector);
    }

    // A method of its own: its types' assemblies are loaded when it is compiled, which is when it is first called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(IServiceCollection services, Uri collector) => services.AddOpenTelemetry()
        .ConfigureResource(r => r.Clear().AddService(Service, serviceVersion: Product.Version))
        .WithTracing(tracing => tracing
            .AddSource(Activities.Name)
            .AddAspNetCoreInstrumentation(o =>
            {
                o.Filter = http => !IsProbe(http.Request.Path);
                o.EnrichWithHttpResponse = (activity, _) => Strip(activity);
                o.EnrichWithException = (activity, _) => Strip(activity);
            })
            .AddHttpClientInstrumentation(o =>
            {
                // The address of a push service is a secret in itself.
                o.EnrichWithHttpRequestMessage = (activity, request) => activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority));
                o.EnrichWithHttpResponseMessage = (activity, _) => Strip(activity);
            })
            .AddOtlpExporter(o =>
            {
                o.Protocol = OtlpExportProtocol.HttpProtobuf;
                o.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/traces");
                o.TimeoutMilliseconds = ExportTimeout;
            }));

    private static bool IsProbe(PathString path) => path.Value is Routes.Liveness or Routes.Readiness or Routes.Metrics;

    private static void Strip(Activity activity) => activity.SetTag("url.query", null).SetTag("user_agent.original", null);
}
