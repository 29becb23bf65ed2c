namespace ArgusAI.Contract;

/// <summary>How a container port is reached from the host.</summary>
public enum Exposure
{
    /// <summary>Not published on the host at all.</summary>
    Internal,

    /// <summary>Published on <see cref="HostEnvironment.Bind"/>: loopback unless the user says otherwise (D35).</summary>
    Bound,

    /// <summary>Published on all interfaces.</summary>
    Public,
}

/// <summary>A port that a service listens on inside its container.</summary>
/// <param name="Number">The TCP port, 1–65535.</param>
/// <param name="Service">The compose service that listens.</param>
/// <param name="Purpose">What is spoken there, for the docs table.</param>
/// <param name="Exposure">How the host reaches it.</param>
/// <param name="HostPort">The variable that moves the published port, or null where it is not published.</param>
public sealed record ServicePort(int Number, string Service, string Purpose, Exposure Exposure, EnvironmentVariable? HostPort = null);

/// <summary>Every port of the stack.</summary>
public static class Ports
{
    /// <summary>The backend's HTTP port.</summary>
    public static ServicePort Backend { get; } = new(8000, Services.Backend, "HTTP API and WebSocket", Exposure.Bound, HostEnvironment.BackendPort);

    /// <summary>The backend's HTTPS port, open only with <c>SSL_ENABLED=true</c> (D34).</summary>
    public static ServicePort BackendTls { get; } = new(8443, Services.Backend, "HTTPS, only with SSL_ENABLED=true", Exposure.Internal);

    /// <summary>The frontend's port; with nothing configured, the only one a browser needs.</summary>
    public static ServicePort Frontend { get; } = new(3000, Services.Frontend, "web interface, proxies the API", Exposure.Bound, HostEnvironment.FrontendPort);

    /// <summary>nginx, plain HTTP: redirects to HTTPS.</summary>
    public static ServicePort Http { get; } = new(80, Services.Nginx, "redirect to HTTPS", Exposure.Public, HostEnvironment.HttpPort);

    /// <summary>nginx, HTTPS.</summary>
    public static ServicePort Https { get; } = new(443, Services.Nginx, "HTTPS", Exposure.Public, HostEnvironment.HttpsPort);

    /// <summary>PostgreSQL: reached through its socket, never published.</summary>
    public static ServicePort Postgres { get; } = new(5432, Services.Postgres, "PostgreSQL", Exposure.Internal);

    /// <summary>All of them, in the order of the docs table.</summary>
    public static IReadOnlyList<ServicePort> All { get; } = [Backend, BackendTls, Frontend, Http, Https, Postgres];
}

/// <summary>The compose services' names.</summary>
public static class Services
{
    /// <summary>The API, motion detection and events.</summary>
    public const string Backend = "backend";

    /// <summary>The web interface.</summary>
    public const string Frontend = "frontend";

    /// <summary>The optional database, profile <see cref="Profiles.Postgres"/>.</summary>
    public const string Postgres = "postgres";

    /// <summary>The optional TLS front, profile <see cref="Profiles.Ssl"/>.</summary>
    public const string Nginx = "nginx";
}

/// <summary>The profiles: each is a NUKE profile (<c>.nuke/parameters.NAME.json</c>); the first two are compose profiles too.</summary>
public static class Profiles
{
    /// <summary>Adds PostgreSQL and moves the backend onto it (D22).</summary>
    public const string Postgres = "postgres";

    /// <summary>Adds nginx with TLS (D27–D33).</summary>
    public const string Ssl = "ssl";

    /// <summary>Adds the overlay for a USB camera (D2); not a compose profile.</summary>
    public const string Usb = "usb";
}
