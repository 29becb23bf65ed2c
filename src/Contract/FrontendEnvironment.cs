namespace ArgusAI.Contract;

/// <summary>What the frontend reads when its container starts (never at build, D10–D12).</summary>
public static class FrontendEnvironment
{
    private const string Group = "Frontend (optional)";

    /// <summary>Where the frontend's own server sends <c>/api/*</c> and <c>/ws*</c>.</summary>
    public static EnvironmentVariable BackendUrl { get; } = new("BACKEND_URL", ValueForm.HttpUrl, "Where the frontend's own server reaches the backend.") { Group = Group, Default = "http://backend:8000" };

    /// <summary>What the browser calls; empty means the origin that served the page.</summary>
    public static EnvironmentVariable ApiUrl { get; } = new("NEXT_PUBLIC_API_URL", ValueForm.HttpUrl, "What the browser calls; empty: the page's own origin.") { Group = Group };

    /// <summary>The same for WebSockets; empty means derived from the API's address.</summary>
    public static EnvironmentVariable WebSocketUrl { get; } = new("NEXT_PUBLIC_WS_URL", ValueForm.WebSocketUrl, "The same for WebSockets; empty: derived.") { Group = Group };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EnvironmentVariable> All { get; } = [BackendUrl, ApiUrl, WebSocketUrl];
}

/// <summary>What only the compose files read: how the stack sits on this host.</summary>
public static class HostEnvironment
{
    private const string Group = "This host (optional)";

    /// <summary>The address the backend's and the frontend's ports are published on (D35).</summary>
    public static EnvironmentVariable Bind { get; } = new("ARGUSAI_BIND", ValueForm.Address, "Address the backend and frontend ports are published on; 0.0.0.0 opens them to the network.") { Group = Group, Default = "127.0.0.1" };

    /// <summary>Moves the backend's published port.</summary>
    public static EnvironmentVariable BackendPort { get; } = HostPort("ARGUSAI_BACKEND_PORT", "backend", "8000");

    /// <summary>Moves the frontend's published port.</summary>
    public static EnvironmentVariable FrontendPort { get; } = HostPort("ARGUSAI_FRONTEND_PORT", "frontend", "3000");

    /// <summary>Moves nginx's published HTTP port.</summary>
    public static EnvironmentVariable HttpPort { get; } = HostPort("ARGUSAI_HTTP_PORT", "nginx HTTP", "80");

    /// <summary>Moves nginx's published HTTPS port.</summary>
    public static EnvironmentVariable HttpsPort { get; } = HostPort("ARGUSAI_HTTPS_PORT", "nginx HTTPS", "443");

    /// <summary>The owner of <c>data/certs/key.pem</c>: nginx runs as it (D33).</summary>
    public static EnvironmentVariable CertsUid { get; } = new("ARGUSAI_CERTS_UID", ValueForm.NumericId, "Owner of data/certs/key.pem; nginx runs as this user.") { Group = Group, Default = "1000" };

    /// <summary>The group that owns <c>/dev/video*</c> (D2).</summary>
    public static EnvironmentVariable VideoGid { get; } = new("ARGUSAI_VIDEO_GID", ValueForm.NumericId, "Group that owns /dev/video0, for deploy/compose/usb.yml.") { Group = Group, Default = "44" };

    /// <summary>Moves the backend's published HTTPS port, which only <c>deploy/compose/backend-tls.yml</c> publishes (D34).</summary>
    public static EnvironmentVariable BackendTlsPort { get; } = HostPort("ARGUSAI_BACKEND_TLS_PORT", "backend HTTPS", "8443");

    /// <summary>More certificate authorities for network steps of image builds, where a proxy inspects TLS.</summary>
    public static EnvironmentVariable CaBundle { get; } = new("ARGUSAI_CA_BUNDLE", ValueForm.Text, "PEM file of the authorities that image builds trust besides their own, behind a TLS-inspecting proxy.") { Group = Group, Default = "/dev/null" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<EnvironmentVariable> All { get; } = [Bind, BackendPort, FrontendPort, HttpPort, HttpsPort, BackendTlsPort, CertsUid, VideoGid, CaBundle];

    private static EnvironmentVariable HostPort(string name, string what, string number) =>
        new(name, ValueForm.Port, $"Published {what} port.") { Group = Group, Default = number };
}
