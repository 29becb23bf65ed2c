using System.Security.Cryptography.X509Certificates;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Configuration;

/// <summary>The whole environment table, read and checked once at start; nothing reads the environment after it.</summary>
public sealed record BackendSettings
{
    /// <summary>Where this process runs.</summary>
    public required StartOptions Start { get; init; }

    /// <summary><c>DATABASE_URL</c>.</summary>
    public required DatabaseUrl Database { get; init; }

    /// <summary><c>POSTGRES_USER</c>.</summary>
    public required string PostgresUser { get; init; }

    /// <summary><c>POSTGRES_PASSWORD</c>.</summary>
    public string? PostgresPassword { get; init; }

    /// <summary><c>POSTGRES_DB</c>.</summary>
    public required string PostgresDb { get; init; }

    /// <summary><c>ENCRYPTION_KEY</c>, a Fernet key.</summary>
    public required string EncryptionKey { get; init; }

    /// <summary><c>ENCRYPTION_KEY_PREVIOUS</c>: decrypts, never encrypts.</summary>
    public string? EncryptionKeyPrevious { get; init; }

    /// <summary><c>JWT_SECRET_KEY</c>, at least 32 bytes.</summary>
    public required string JwtSecretKey { get; init; }

    /// <summary><c>ADMIN_PASSWORD</c>, used at the first start only.</summary>
    public string? AdminPassword { get; init; }

    /// <summary><c>DEBUG</c>: error answers name the exception.</summary>
    public bool Debug { get; init; }

    /// <summary><c>LOG_LEVEL</c>.</summary>
    public LogLevel LogLevel { get; init; }

    /// <summary><c>CORS_ORIGINS</c>.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary><c>TRUSTED_PROXIES</c>.</summary>
    public required IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; }

    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; null: no traces.</summary>
    public Uri? TracesEndpoint { get; init; }

    /// <summary><c>TZ</c>.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The certificate of <c>SSL_CERT_FILE</c> with its key; null without <c>SSL_ENABLED</c>.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The AI providers that have a key, in the order of the environment table.</summary>
    public required IReadOnlyList<ProviderSettings> Providers { get; init; }

    /// <summary>The AI providers' servers that are not their own, by provider; also for one whose key is entered later.</summary>
    public IReadOnlyDictionary<string, Uri> ProviderServers { get; init; } = new Dictionary<string, Uri>();

    /// <summary><c>VAPID_PUBLIC_KEY</c>, <c>VAPID_PRIVATE_KEY</c> and <c>VAPID_SUBJECT</c>; null when push is off.</summary>
    public VapidSettings? Vapid { get; init; }
}

/// <summary>One AI provider with a key.</summary>
/// <param name="Name"><c>openai</c>, <c>xai</c>, <c>anthropic</c> or <c>google_ai</c>.</param>
/// <param name="ApiKey">Its key. Never print it.</param>
public sealed record ProviderSettings(string Name, string ApiKey)
{
    /// <summary>Says which provider, never the key.</summary>
    public override string ToString() => Name;
}

/// <summary>Who this service is to push services (RFC 8292).</summary>
/// <param name="PublicKey">URL-safe base64; sent to browsers.</param>
/// <param name="PrivateKey">URL-safe base64. Never print it.</param>
/// <param name="Subject">A mailto: or https: address.</param>
public sealed record VapidSettings(string PublicKey, string PrivateKey, string Subject)
{
    /// <summary>Says whose, never the key.</summary>
    public override string ToString() => Subject;
}
