namespace ArgusAI.Contract;

/// <summary>The form a variable's value must have; <see cref="EnvironmentRules"/> checks it.</summary>
public enum ValueForm
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>, in any case; <c>1</c>/<c>0</c>, <c>yes</c>/<c>no</c>, <c>on</c>/<c>off</c> too.</summary>
    Boolean,

    /// <summary>DEBUG, INFO, WARNING, ERROR or CRITICAL.</summary>
    LogLevel,

    /// <summary>A Fernet key: 32 bytes, URL-safe base64 with padding (44 characters).</summary>
    FernetKey,

    /// <summary>A signing secret of at least 32 bytes (UTF-8).</summary>
    SigningSecret,

    /// <summary>See <see cref="DatabaseUrl"/>.</summary>
    DatabaseUrl,

    /// <summary>Comma-separated origins (<c>scheme://host[:port]</c>), no path.</summary>
    Origins,

    /// <summary>An absolute http or https URL.</summary>
    HttpUrl,

    /// <summary>An absolute ws or wss URL.</summary>
    WebSocketUrl,

    /// <summary>An IANA time zone.</summary>
    TimeZone,

    /// <summary>A TCP port, 1–65535.</summary>
    Port,

    /// <summary>A numeric user or group id.</summary>
    NumericId,

    /// <summary>An IPv4 or IPv6 address to bind to.</summary>
    Address,

    /// <summary>Comma-separated networks in CIDR form, or single addresses.</summary>
    Networks,
}

/// <summary>One environment variable of an image or of the compose file.</summary>
/// <param name="Name">Its name, <c>[A-Z][A-Z0-9_]*</c>.</param>
/// <param name="Form">What its value must look like.</param>
/// <param name="Meaning">One line for <c>.env.example</c> and the docs table.</param>
public sealed record EnvironmentVariable(string Name, ValueForm Form, string Meaning)
{
    /// <summary>The value used when unset or blank; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the service refuses to start without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value must never be shown. Every secret also has the form <see cref="FileName"/> (Q3).</summary>
    public bool Secret { get; init; }

    /// <summary>The value that stands in <c>.env.example</c> and is refused everywhere else; null when the variable may stay blank.</summary>
    public string? Placeholder { get; init; }

    /// <summary>A command line that prints a good value, for error messages; null when none is needed.</summary>
    public string? Generate { get; init; }

    /// <summary>The name of the variable that holds a path to read the value from, for Docker secrets; null unless <see cref="Secret"/>.</summary>
    public string? FileName => Secret ? Name + "_FILE" : null;

    /// <summary>The heading it stands under in <c>.env.example</c>.</summary>
    public required string Group { get; init; }
}
