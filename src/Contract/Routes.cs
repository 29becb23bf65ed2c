namespace ArgusAI.Contract;

/// <summary>The backend's paths that others rely on: nginx, the frontend's proxy, the probes and the tests.</summary>
public static class Routes
{
    /// <summary>Liveness: 200 while the process can answer.</summary>
    public const string Liveness = "/health";

    /// <summary>Readiness: 200 healthy, 503 unhealthy; reads the last background result only.</summary>
    public const string Readiness = "/api/v1/system/health";

    /// <summary>Prometheus text; nginx answers 404 for it (Q4).</summary>
    public const string Metrics = "/metrics";

    /// <summary>The API reference page.</summary>
    public const string Docs = "/docs";

    /// <summary>OpenAPI 3.1.</summary>
    public const string OpenApi = "/openapi.json";

    /// <summary>Everything REST lies below.</summary>
    public const string Api = "/api/";

    /// <summary>Live messages; with a suffix, live video.</summary>
    public const string WebSocket = "/ws";

    /// <summary>Live video of one camera.</summary>
    public const string VideoStream = "/ws/stream/{camera_id}";

    /// <summary>nginx's own health answer (D33).</summary>
    public const string NginxHealth = "/nginx-health";
}
