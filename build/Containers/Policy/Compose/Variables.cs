namespace ArgusAI.Containers.Reviews;

/// <summary>A service's environment.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Variables =>
    [
        Said("compose-blank-variable", Severity.Note, "Compose specification, interpolation", "Without the variable the value is blank, with no more than a warning.",
            "${NAME:-default} or ${NAME:?message}", s => s.Model.Environment.Where(v => !SecretName.Looks(v.Key) && v.Value?.Interpolations.Any(i => i.Fallback == Fallback.None && i.Name.Value != "COMPOSE_PROJECT_NAME") == true).Select(v => ($"environment.{v.Key}", $"may have a blank {v.Key}"))),
        Said("compose-ca-variable", Severity.Warning, "OpenSSL, SSL_CTX_load_verify_locations; decision D34", "OpenSSL takes its trusted authorities from there, and the caller's shell may have set it for itself: outgoing TLS connections fail.",
            "use a name of your own for the server's certificate", s => s.Model.Environment.Where(v => CaVariable.IsMisused(v.Key, v.Value) || v.Value?.Interpolations.Any(i => CaVariable.Is(i.Name.Value)) == true).Select(v => ($"environment.{v.Key}", $"takes {v.Key} from '{v.Value?.ToString() ?? "the caller"}'"))),
        Said("compose-tls-off", Severity.Error, "CWE-295, Checkov CKV2_DOCKER_5 and 6", "Every connection of that program then trusts everybody.",
            "remove the variable; add a missing authority to the trust store", s => s.Model.Environment.Where(v => v.Value?.LiteralText is { } text && TlsOff.Switches(KeyValuePair.Create(v.Key, text))).Select(v => ($"environment.{v.Key}", $"switches certificate checks off with {v.Key}={v.Value}"))),
        Said("compose-debug", Severity.Note, "CWE-489", "Debug modes show an attacker the inside, and some run what he sends.",
            "off unless a variable says otherwise: ${DEBUG:-false}", s => s.Model.Environment.Where(v => IsDebug(v.Key, v.Value?.LiteralText)).Select(v => ($"environment.{v.Key}", $"runs with {v.Key}={v.Value}"))),
    ];

    static bool IsDebug(string name, string? value) => name switch
    {
        "DEBUG" or "FLASK_DEBUG" or "DJANGO_DEBUG" or "APP_DEBUG" => value is "1" or "true" or "True" or "on" or "yes",
        "NODE_ENV" or "RAILS_ENV" or "FLASK_ENV" or "APP_ENV" => value == "development",
        "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT" => value == "Development",
        _ => false,
    };
}
