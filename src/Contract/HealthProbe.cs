namespace ArgusAI.Contract;

/// <summary>How a service is asked whether it is well: renders the image's HEALTHCHECK, compose's and the smoke tests' wait.</summary>
/// <param name="Port">The port asked, on 127.0.0.1: <c>localhost</c> may resolve to an address nobody listens on (D6).</param>
/// <param name="Path">The path; 200 means healthy.</param>
public sealed record HealthProbe(int Port, string Path)
{
    /// <summary>Between two probes once the service has been healthy.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two probes during <see cref="StartPeriod"/> (D8): needs Engine 25.</summary>
    public TimeSpan StartInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The interval where the engine knows no start interval.</summary>
    public TimeSpan IntervalOnOldEngines { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After which a probe counts as failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>During which failures do not count.</summary>
    public TimeSpan StartPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Failures in a row that make a service unhealthy.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The URL that is asked inside the container.</summary>
    public string Url => $"http://127.0.0.1:{Port}{Path}";

    /// <summary>The backend: readiness. Its start period covers the 60 s wait for PostgreSQL.</summary>
    public static HealthProbe Backend { get; } = new(Ports.Backend.Number, Routes.Readiness) { StartPeriod = TimeSpan.FromSeconds(90) };

    /// <summary>The frontend: its home page.</summary>
    public static HealthProbe Frontend { get; } = new(Ports.Frontend.Number, "/");

    /// <summary>nginx: its own answer, no upstream asked.</summary>
    public static HealthProbe Nginx { get; } = new(Ports.Http.Number, Routes.NginxHealth);
}

/// <summary>What the services may use, and how long they may take to stop.</summary>
public static class Limits
{
    /// <summary>The backend's memory limit in bytes (NFR4: below 1 GB).</summary>
    public const long BackendMemory = 1000L * 1024 * 1024;

    /// <summary>The frontend's memory limit in bytes (NFR4: below 512 MB).</summary>
    public const long FrontendMemory = 500L * 1024 * 1024;

    /// <summary>The largest upload in bytes, in nginx and in the backend (D32).</summary>
    public const long Upload = 50L * 1024 * 1024;

    /// <summary>How long the engine waits after SIGTERM before it kills.</summary>
    public static TimeSpan StopGracePeriod { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nginx keeps a silent WebSocket; the backend pings every 30 s.</summary>
    public static TimeSpan WebSocketIdle { get; } = TimeSpan.FromHours(1);

    /// <summary>How long nginx waits for an ordinary answer.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(60);
}
