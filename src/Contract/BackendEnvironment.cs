namespace ArgusAI.Contract;

/// <summary>Every variable the backend reads. Blank means unset.</summary>
public static class BackendEnvironment
{
    private const string Required = "Required";
    private const string Database = "Database";
    private const string Application = "Application";
    private const string Tls = "HTTPS in the backend itself (deploy/compose/backend-tls.yml)";
    private const string Ai = "AI descriptions (optional)";
    private const string Push = "Push notifications (optional, both keys or neither)";

    /// <summary>Encrypts camera passwords and API keys at rest.</summary>
    public static EnvironmentVariable EncryptionKey { get; } = new("ENCRYPTION_KEY", ValueForm.FernetKey, "Encrypts camera passwords and provider keys in the database (a Fernet key).")
    {
        Group = Required, Required = true, Secret = true, Placeholder = "your-fernet-key-here",
        Generate = "openssl rand -base64 32 | tr '+/' '-_'",
    };

    /// <summary>Read-only fallback while <see cref="EncryptionKey"/> is rotated.</summary>
    public static EnvironmentVariable EncryptionKeyPrevious { get; } = new("ENCRYPTION_KEY_PREVIOUS", ValueForm.FernetKey, "The key before a rotation: still decrypts, never encrypts.")
    {
        Group = Application, Secret = true, Generate = EncryptionKey.Generate,
    };

    /// <summary>Signs access tokens.</summary>
    public static EnvironmentVariable JwtSecretKey { get; } = new("JWT_SECRET_KEY", ValueForm.SigningSecret, "Signs sign-in tokens; at least 32 bytes.")
    {
        Group = Required, Required = true, Secret = true, Placeholder = "your-jwt-secret-here",
        Generate = "openssl rand -hex 32",
    };

    /// <summary>Which database to use (D22).</summary>
    public static EnvironmentVariable DatabaseUrl { get; } = new("DATABASE_URL", ValueForm.DatabaseUrl, "auto, sqlite, postgres, sqlite:///relative, sqlite:////absolute or postgresql://user:password@host:port/db. auto uses PostgreSQL when its profile runs, else SQLite.")
    {
        Group = Database, Default = "auto", Secret = true,
    };

    /// <summary>The PostgreSQL role; read by <c>DATABASE_URL=auto</c> and by the postgres service.</summary>
    public static EnvironmentVariable PostgresUser { get; } = new("POSTGRES_USER", ValueForm.Text, "The PostgreSQL role of the postgres profile.") { Group = Database, Default = "argusai" };

    /// <summary>The PostgreSQL password: no default (D25).</summary>
    public static EnvironmentVariable PostgresPassword { get; } = new("POSTGRES_PASSWORD", ValueForm.Text, "Its password. No default: the postgres profile refuses to start without one.")
    {
        Group = Database, Secret = true, Generate = "openssl rand -hex 24",
    };

    /// <summary>The PostgreSQL database name.</summary>
    public static EnvironmentVariable PostgresDb { get; } = new("POSTGRES_DB", ValueForm.Text, "Its database.") { Group = Database, Default = "argusai" };

    /// <summary>Development conveniences: detailed problems. Never on in production.</summary>
    public static EnvironmentVariable Debug { get; } = new("DEBUG", ValueForm.Boolean, "Detailed error answers.") { Group = Application, Default = "false" };

    /// <summary>The least severe log level that is written.</summary>
    public static EnvironmentVariable LogLevel { get; } = new("LOG_LEVEL", ValueForm.LogLevel, "DEBUG, INFO, WARNING, ERROR or CRITICAL.") { Group = Application, Default = "INFO" };

    /// <summary>Origins a browser may call the API from.</summary>
    public static EnvironmentVariable CorsOrigins { get; } = new("CORS_ORIGINS", ValueForm.Origins, "Comma-separated origins that may call the API from a browser.") { Group = Application, Default = "http://localhost:3000,https://localhost" };

    /// <summary>Whose <c>X-Forwarded-*</c> headers count (Q4).</summary>
    public static EnvironmentVariable TrustedProxies { get; } = new("TRUSTED_PROXIES", ValueForm.Networks, "Comma-separated networks whose X-Forwarded-For and -Proto headers are believed, for example that of nginx. Blank: nobody's.") { Group = Application };

    /// <summary>Where traces go.</summary>
    public static EnvironmentVariable TracesEndpoint { get; } = new("OTEL_EXPORTER_OTLP_ENDPOINT", ValueForm.HttpUrl, "An OpenTelemetry collector (OTLP over HTTP) that gets traces. Blank: none are made.") { Group = Application };

    /// <summary>The first administrator's password, first start only.</summary>
    public static EnvironmentVariable AdminPassword { get; } = new("ADMIN_PASSWORD", ValueForm.Text, "The administrator's password at the first start; blank: one is generated into the data volume.") { Group = Application, Secret = true };

    /// <summary>The time zone of camera schedules.</summary>
    public static EnvironmentVariable TimeZone { get; } = new("TZ", ValueForm.TimeZone, "Time zone of camera schedules, e.g. Europe/Berlin.") { Group = Application, Default = "UTC" };

    /// <summary>Whether the backend itself serves HTTPS on 8443.</summary>
    public static EnvironmentVariable SslEnabled { get; } = new("SSL_ENABLED", ValueForm.Boolean, "Serve HTTPS on port 8443 as well.") { Group = Tls, Default = "false" };

    /// <summary>The server certificate. Never interpolated by its bare name in compose (D34).</summary>
    public static EnvironmentVariable SslCertFile { get; } = new("SSL_CERT_FILE", ValueForm.Text, "The server certificate, PEM.") { Group = Tls, Default = "data/certs/cert.pem" };

    /// <summary>The server certificate's key.</summary>
    public static EnvironmentVariable SslKeyFile { get; } = new("SSL_KEY_FILE", ValueForm.Text, "Its private key, PEM.") { Group = Tls, Default = "data/certs/key.pem" };

    /// <summary>AI providers' keys and base URLs, in the epic's order.</summary>
    public static IReadOnlyList<EnvironmentVariable> AiProviders { get; } =
    [
        .. Provider("OPENAI", "OpenAI"),
        .. Provider("XAI", "xAI Grok"),
        .. Provider("ANTHROPIC", "Anthropic"),
        .. Provider("GOOGLE_AI", "Google AI"),
    ];

    /// <summary>The Web Push private key.</summary>
    public static EnvironmentVariable VapidPrivateKey { get; } = new("VAPID_PRIVATE_KEY", ValueForm.Text, "Web Push private key; `./build.sh Env` makes the pair.") { Group = Push, Secret = true };

    /// <summary>The Web Push public key; sent to browsers, so not a secret.</summary>
    public static EnvironmentVariable VapidPublicKey { get; } = new("VAPID_PUBLIC_KEY", ValueForm.Text, "Web Push public key.") { Group = Push };

    /// <summary>Whom push services may write to; part of every VAPID token (RFC 8292).</summary>
    public static EnvironmentVariable VapidSubject { get; } = new("VAPID_SUBJECT", ValueForm.Text, "A mailto: or https: address that push services may use to reach you.") { Group = Push, Default = Product.SourceUrl };

    /// <summary>All of them, in the order of <c>.env.example</c>.</summary>
    public static IReadOnlyList<EnvironmentVariable> All { get; } =
    [
        EncryptionKey, JwtSecretKey,
        DatabaseUrl, PostgresUser, PostgresPassword, PostgresDb,
        AdminPassword, TimeZone, LogLevel, Debug, CorsOrigins, TrustedProxies, TracesEndpoint, EncryptionKeyPrevious,
        SslEnabled, SslCertFile, SslKeyFile,
        .. AiProviders,
        VapidPrivateKey, VapidPublicKey, VapidSubject,
    ];

    private static EnvironmentVariable[] Provider(string prefix, string name) =>
    [
        new($"{prefix}_API_KEY", ValueForm.Text, $"{name} API key.") { Group = Ai, Secret = true },
        new($"{prefix}_BASE_URL", ValueForm.HttpUrl, $"{name} base URL, for a self-hosted or test server.") { Group = Ai },
    ];
}
