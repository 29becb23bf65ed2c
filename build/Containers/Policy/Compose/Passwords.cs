using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>Passwords and keys in the file.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Passwords =>
    [
        Said("compose-plain-secret", Severity.Error, "KICS, OWASP Docker rule 12", "A secret in a committed file is known to all who ever see the file.",
            "take it from a variable or a secret file", s => SecretsOf(s).Where(v => v.Value is { IsLiteral: true, LiteralText.Length: > 0 }).Select(v => (v.At, $"holds the value of {v.Name} itself"))),
        Said("compose-default-secret", Severity.Error, "CWE-1392 (use of default credentials), decision D25", "A default in a committed file is a known password: whoever forgets to set it has that one.",
            "${NAME:?message}, or no default", s => SecretsOf(s).Where(v => v.Value?.Interpolations.Any(i => i.Fallback is Fallback.IfBlank or Fallback.IfUnset && i.Argument?.LiteralText is { Length: > 0 }) == true).Select(v => (v.At, $"has a default for {v.Name}"))),
        Said("compose-blank-secret", Severity.Error, "Compose specification, interpolation; decision D7", "Without the variable the secret is blank, with no more than a warning.",
            "${NAME:?message} where it is needed, ${NAME:-} where blank is right", s => SecretsOf(s).Where(v => v.Value?.Interpolations.Any(i => i.Fallback == Fallback.None) == true).Select(v => (v.At, $"may have a blank {v.Name}"))),
        Said("compose-url-password", Severity.Error, "CWE-798, OWASP Docker rule 12", "A password in a committed file is known to all who ever see the file.",
            "take it from a variable", s => s.Model.Environment.Where(v => v.Value is not null && Credentials.InUrl(v.Value.ToString())).Select(v => ($"environment.{v.Key}", $"has a password in the address in {v.Key}"))),
        Said("compose-secret-build-arg", Severity.Error, "Docker build check SecretsUsedInArgOrEnv, CIS Docker 4.10", "Build arguments stay in the image's history.",
            "build.secrets and RUN --mount=type=secret", s => s.Model.Build?.Args.Keys.Where(SecretName.Looks).Select(name => ($"build.args.{name}", $"builds with the secret {name} as an argument")) ?? []),
        Said("compose-secret-in-command", Severity.Error, "CWE-214, OWASP Docker rule 12", "A command line is shown by ps and docker inspect, and stands in the file.",
            "give it in a file, or a variable the program reads itself", s => When(CommandHoldsSecret(s.Model.Command) || CommandHoldsSecret(s.Model.Entrypoint), "command", "has a password on its command line")),
        Said("compose-no-password", Severity.Error, "CWE-306; the images' documentation", "Everyone who reaches the database is its master.",
            "set a password", s => s.Model.Environment.Where(v => IsOpen(v.Key, v.Value?.LiteralText)).Select(v => ($"environment.{v.Key}", $"lets everyone in with {v.Key}={v.Value}"))),
    ];

    static IEnumerable<(string At, string Name, Template? Value)> SecretsOf(ServiceSubject service) =>
        from variable in service.Model.Environment where SecretName.Looks(variable.Key) select ($"environment.{variable.Key}", variable.Key, variable.Value);

    static bool CommandHoldsSecret(Command? command)
    {
        var words = command switch
        {
            Command.ExecForm exec => exec.Arguments.Select(a => a.ToString()).ToArray(),
            Command.ShellForm shell => shell.Line.ToString().Split(' '),
            _ => [],
        };
        for (var i = 0; i < words.Length; i++)
            if (words[i] is "--requirepass" or "--password" or "--passwd" && i + 1 < words.Length && words[i + 1].Length > 0 && !words[i + 1].Contains('$', StringComparison.Ordinal)
                || words[i].StartsWith("--password=", StringComparison.Ordinal) && words[i].Length > 11 && !words[i].Contains('$', StringComparison.Ordinal)) return true;
        return false;
    }

    static bool IsOpen(string name, string? value) => name switch
    {
        "POSTGRES_HOST_AUTH_METHOD" => value == "trust",
        "MYSQL_ALLOW_EMPTY_PASSWORD" or "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD" or "MARIADB_ALLOW_EMPTY_PASSWORD" or "ALLOW_EMPTY_PASSWORD" => value is { Length: > 0 } and not ("no" or "false" or "0"),
        "xpack.security.enabled" => value == "false",
        _ => false,
    };
}
