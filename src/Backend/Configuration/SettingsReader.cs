using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArgusAI.Backend.Push;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Configuration;

/// <summary>Reads <see cref="BackendSettings"/> from an environment and collects everything that is wrong with it.</summary>
public sealed class SettingsReader
{
    private readonly StartOptions _start;
    private readonly Dictionary<string, string> _values = [];
    private readonly List<ConfigurationProblem> _problems = [];

    private SettingsReader(StartOptions start) => _start = start;

    /// <summary>Reads an environment. Blank means unset; a secret may stand in a file that <c>NAME_FILE</c> names.</summary>
    /// <returns>The settings, or null with at least one problem. No problem holds a secret's value.</returns>
    public static (BackendSettings? Settings, IReadOnlyList<ConfigurationProblem> Problems) Read(StartOptions start, Func<string, string?> environment)
    {
        var reader = new SettingsReader(start);
        foreach (var variable in BackendEnvironment.All) reader.Take(variable, environment);
        var unread = reader._problems.Select(p => p.Name).ToHashSet();
        reader._problems.AddRange(EnvironmentRules.CheckAll(BackendEnvironment.All, reader._values.GetValueOrDefault)
            .Where(p => !unread.Contains(p.Name)));
        reader.CheckVapid();
        var certificate = reader.Certificate();
        return (reader._problems.Count > 0 ? null : reader.Build(certificate), reader._problems);
    }

    private void Take(EnvironmentVariable variable, Func<string, string?> environment)
    {
        string? value = Set(environment(variable.Name));
        if (variable.FileName is { } fileName && Set(environment(fileName)) is { } path)
        {
            if (value is not null)
                _problems.Add(new(variable.Name, $"is set twice: directly and through {fileName}", $"keep one of {variable.Name} and {fileName}"));
            value = FromFile(variable, fileName, path);
        }

        if (value is not null) _values[variable.Name] = value;
    }

    private string? FromFile(EnvironmentVariable variable, string fileName, string path)
    {
        try
        {
            string text = File.ReadAllText(_start.Resolve(path)).Trim();
            if (text.Length > 0 || !variable.Required) return Set(text);
            _problems.Add(new(variable.Name, $"the file that {fileName} names is empty", variable.Generate is { } g ? $"fill it with: {g}" : "write the value into it"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new(variable.Name, $"{fileName} names {path}, which cannot be read ({(e is UnauthorizedAccessException ? "permission denied" : "not there")})",
                $"create the file, readable for user {DataLayout.UserId}, or unset {fileName}"));
        }

        return null;
    }

    private void CheckVapid()
    {
        if (Optional(BackendEnvironment.VapidPublicKey) is not { } known || Optional(BackendEnvironment.VapidPrivateKey) is not { } hidden || VapidKeys.AreAPair(known, hidden)) return;
        _problems.Add(new(BackendEnvironment.VapidPrivateKey.Name, $"is not the private key of {BackendEnvironment.VapidPublicKey.Name}, or one of both is no P-256 key in URL-safe base64",
            "make a new pair: npx web-push generate-vapid-keys"));
    }

    private X509Certificate2? Certificate()
    {
        if (EnvironmentRules.ParseBoolean(Value(BackendEnvironment.SslEnabled)) != true) return null;
        string certificate = _start.Resolve(Value(BackendEnvironment.SslCertFile)), key = _start.Resolve(Value(BackendEnvironment.SslKeyFile));
        var missing = new[] { (BackendEnvironment.SslCertFile, certificate), (BackendEnvironment.SslKeyFile, key) }.Where(f => !File.Exists(f.Item2)).ToList();
        foreach (var (variable, path) in missing)
            _problems.Add(new(variable.Name, $"SSL_ENABLED is true and {path} is not there", "run ./build.sh Certs, or mount a certificate (deploy/compose/backend-tls.yml)"));
        if (missing.Count > 0) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (UnauthorizedAccessException)
        {
            _problems.Add(new(BackendEnvironment.SslKeyFile.Name, $"{certificate} or {key} may not be read by this user", $"make both readable for user {DataLayout.UserId}"));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException)
        {
            _problems.Add(new(BackendEnvironment.SslCertFile.Name, "the certificate and its key cannot be used: not PEM, or they do not belong together", "run ./build.sh Certs, or put a matching pair there"));
        }

        return null;
    }

    private BackendSettings Build(X509Certificate2? certificate)
    {
        _ = DatabaseUrl.TryParse(Value(BackendEnvironment.DatabaseUrl), out var url, out _);
        return new()
        {
            Start = _start,
            Database = url,
            PostgresUser = Value(BackendEnvironment.PostgresUser),
            PostgresPassword = Optional(BackendEnvironment.PostgresPassword),
            PostgresDb = Value(BackendEnvironment.PostgresDb),
            EncryptionKey = Value(BackendEnvironment.EncryptionKey),
            EncryptionKeyPrevious = Optional(BackendEnvironment.EncryptionKeyPrevious),
            JwtSecretKey = Value(BackendEnvironment.JwtSecretKey),
            AdminPassword = Optional(BackendEnvironment.AdminPassword),
            Debug = EnvironmentRules.ParseBoolean(Value(BackendEnvironment.Debug)) == true,
            LogLevel = Level(Value(BackendEnvironment.LogLevel)),
            CorsOrigins = List(BackendEnvironment.CorsOrigins),
            TrustedProxies = [.. List(BackendEnvironment.TrustedProxies).Select(n => EnvironmentRules.ParseNetwork(n)!.Value)],
            TracesEndpoint = Optional(BackendEnvironment.TracesEndpoint) is { } collector ? new Uri(collector) : null,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(Value(BackendEnvironment.TimeZone)),
            Certificate = certificate,
            Providers = [.. Providers()],
            ProviderServers = ProviderServers(),
            Vapid = Optional(BackendEnvironment.VapidPublicKey) is { } known && Optional(BackendEnvironment.VapidPrivateKey) is { } hidden ? new(known, hidden, Value(BackendEnvironment.VapidSubject)) : null,
        };
    }

    private IEnumerable<ProviderSettings> Providers()
    {
        const string key = "_API_KEY";
        foreach (var variable in BackendEnvironment.AiProviders.Where(v => v.Name.EndsWith(key, StringComparison.Ordinal)))
        {
            string prefix = variable.Name[..^key.Length];
            if (Optional(variable) is { } secret) yield return new(prefix.ToLowerInvariant(), secret);
        }
    }

    private Dictionary<string, Uri> ProviderServers()
    {
        const string baseUrl = "_BASE_URL";
        return BackendEnvironment.AiProviders.Where(v => v.Name.EndsWith(baseUrl, StringComparison.Ordinal) && Optional(v) is not null)
            .ToDictionary(v => v.Name[..^baseUrl.Length].ToLowerInvariant(), v => new Uri(Optional(v)!));
    }

    private string Value(EnvironmentVariable variable) => Optional(variable) ?? variable.Default ?? "";

    private string[] List(EnvironmentVariable variable) => Value(variable).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string? Optional(EnvironmentVariable variable) => _values.GetValueOrDefault(variable.Name);

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static LogLevel Level(string value) => value.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };
}
