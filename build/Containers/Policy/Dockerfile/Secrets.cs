using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>Passwords and keys in the image or its history.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Secrets =>
    [
        OfStep("dockerfile-secret", Severity.Error, "Docker build check SecretsUsedInArgOrEnv, CIS Docker 4.10, OWASP Docker rule 12", "ARG and ENV stay in the image's history.",
            "use RUN --mount=type=secret", step => Declared(step.Instruction).FirstOrDefault(SecretName.Looks) is { } name ? $"keeps the secret {name} in the image's history" : null),
        OfCommand("dockerfile-secret-in-run", Severity.Error, "CIS Docker 4.10, CWE-798", "The command is in the image's history for all to read.",
            "use RUN --mount=type=secret", c => c.Arguments.Any(HoldsSecret), "holds a secret"),
        OfStep("dockerfile-ca-variable", Severity.Warning, "OpenSSL, SSL_CTX_load_verify_locations; decision D34", "OpenSSL takes its trusted authorities from there: with a server's certificate in it every outgoing TLS connection fails.",
            "use another name for the server's certificate", step => step.Shipped && step.Instruction is EnvInstruction env && env.Variables.FirstOrDefault(v => CaVariable.IsMisused(v.Key, v.Value)) is { Key: { } name } entry ? $"sets {name} to '{entry.Value}'" : null),
    ];

    static IEnumerable<string> Declared(Instruction instruction) => instruction switch
    {
        Arg arg => [arg.Name.Value],
        EnvInstruction env => env.Variables.Keys,
        OnBuild { Instruction: var inner } => Declared(inner),
        _ => [],
    };

    static bool HoldsSecret(string word)
    {
        if (Credentials.InUrl(word)) return true;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 2 && word.StartsWith("--", StringComparison.Ordinal) && equals < word.Length - 1 && !word.AsSpan(equals).Contains('$')
                && SecretName.Looks(word[2..equals].Replace('-', '_'))
            || word.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase) && !word.Contains('$', StringComparison.Ordinal);
    }
}

/// <summary>Passwords in addresses.</summary>
static class Credentials
{
    /// <summary>Whether the text holds <c>scheme://user:password@</c> with the password itself, no variable.</summary>
    public static bool InUrl(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1) return false;
        var rest = text.AsSpan(scheme + 3);
        var end = rest.IndexOfAny("/?# ");
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        var colon = at < 0 ? -1 : authority[..at].IndexOf(':');
        return colon >= 0 && colon < at - 1 && !authority[(colon + 1)..at].Contains('$');
    }
}

/// <summary>The variables that tell OpenSSL whom to trust.</summary>
static class CaVariable
{
    static readonly string[] Bundles = ["ca-", "ca_", "cacert", "ca-bundle", "/etc/ssl/certs", "/etc/pki", "/run/secrets/ca", "root", "trust"];

    public static bool Is(string name) => name is "SSL_CERT_FILE" or "SSL_CERT_DIR";

    /// <summary>Whether a value other than a bundle of authorities is given to one of them.</summary>
    public static bool IsMisused(string name, Template? value) => Is(name)
        && (value?.LiteralText is not { } text || text.Length > 0 && !Bundles.Any(b => text.Contains(b, StringComparison.OrdinalIgnoreCase)));
}
