using ArgusAI.Containers.DotEnv;

namespace ArgusAI.Containers.Reviews;

/// <summary>A dotenv file under review.</summary>
sealed record DotEnvSubject(string File, DotEnvFile Model)
{
    static readonly string[] Marks = ["example", "sample", "template", "dist", "default"];

    /// <summary>Whether it is there to be copied, and so is in the repository for all to read.</summary>
    public bool IsExample { get; } = Marks.Any(m => File[(File.LastIndexOf('/') + 1)..].Contains(m, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a dotenv file should keep.</summary>
static class DotEnvPolicies
{
    static readonly string[] KeyMarks = ["sk-", "sk_live_", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AKIA", "AIza", "eyJ", "-----BEGIN", "npm_", "dckr_pat_"];
    static readonly HashSet<string> WellKnown = new(StringComparer.OrdinalIgnoreCase) { "password", "passw0rd", "admin", "root", "secret", "changeme", "postgres", "mysql", "mariadb", "redis", "guest", "test", "123456", "12345678", "qwerty", "letmein" };
    static readonly string[] Placeholders = ["your", "change", "replace", "example", "here", "xxx", "todo", "<", "placeholder", "dummy", "insert", "..."];

    public static IEnumerable<Policy> All =>
    [
        Of("dotenv-duplicate", Severity.Warning, "dotenv-linter DuplicatedKey", "Only the last one counts: a change in the first does nothing.",
            "remove one of them", f => f.Model.Assignments.GroupBy(a => a.Name).SelectMany(g => g.Skip(1)).Select(a => At(a, $"{a.Name} is set before"))),
        OfEach("dotenv-lower-case", Severity.Note, "dotenv-linter LowercaseKey, POSIX Environment Variables", "Programs look for upper-case names, and shells keep the others to themselves.",
            "write it in upper case", (_, a) => a.Name.Value.Any(char.IsAsciiLetterLower) && !a.Name.Value.Any(char.IsAsciiLetterUpper) ? $"{a.Name} is in lower case" : null),
        OfEach("dotenv-committed-secret", Severity.Error, "CWE-798, OWASP Docker rule 12", "The file is in the repository: the key is everybody's.",
            "leave it blank, and make the key anew", (f, a) => f.IsExample && IsRealSecret(a) ? $"{a.Name} looks like a real key" : null),
        OfEach("dotenv-known-password", Severity.Error, "CWE-1392 (use of default credentials), decision D25", "It is among the first an attacker tries.",
            "generate one: openssl rand -hex 24", (_, a) => SecretName.Looks(a.Name.Value) && a.Value.LiteralText is { } text && WellKnown.Contains(text) ? $"{a.Name} has a password that everybody knows" : null),
        OfEach("dotenv-url-password", Severity.Error, "CWE-798, decision D25", "The file is in the repository: the password is everybody's.",
            "leave it blank, or name the variable that holds it", (f, a) => f.IsExample && Credentials.InUrl(a.Value.ToString()) ? $"{a.Name} has a password in its address" : null),
        OfEach("dotenv-browser-address", Severity.Error, "decisions D10 to D12", "A name without a dot is known inside the project's network only: no browser can resolve it.",
            "the address people use, or blank for the page's own origin", (_, a) => BrowserVariable.Is(a.Name.Value) && Addresses.Host(Addresses.Default(a.Value)) is { Length: > 0 } host && host != "localhost" && !host.Contains('.', StringComparison.Ordinal) && !host.Contains(':', StringComparison.Ordinal) ? $"{a.Name} sends browsers to '{host}'" : null),
        OfEach("dotenv-ca-variable", Severity.Warning, "OpenSSL, SSL_CTX_load_verify_locations; decision D34", "OpenSSL takes its trusted authorities from there: with a server's certificate in it outgoing TLS connections fail.",
            "use a name of your own for the server's certificate", (_, a) => CaVariable.IsMisused(a.Name.Value, a.Value) ? $"{a.Name} is '{a.Value}'" : null),
        OfEach("dotenv-tls-off", Severity.Error, "CWE-295", "Every connection of that program then trusts everybody.",
            "remove the variable; add a missing authority to the trust store", (_, a) => a.Value.LiteralText is { } text && TlsOff.Switches(KeyValuePair.Create(a.Name.Value, text)) ? $"{a.Name}={text} switches certificate checks off" : null),
    ];

    static Policy<DotEnvSubject> Of(string id, Severity severity, string source, string why, string fix, Func<DotEnvSubject, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    static Policy<DotEnvSubject> OfEach(string id, Severity severity, string source, string why, string fix, Func<DotEnvSubject, Assignment, string?> check) =>
        Of(id, severity, source, why, fix, file => from variable in file.Model.Assignments let message = check(file, variable) where message is not null select At(variable, message));

    static Breach At(Assignment variable, string message) => new(variable.Name.Value, message, variable.Position.Value);

    static bool IsRealSecret(Assignment variable)
    {
        if (variable.Value.LiteralText is not { Length: >= 16 } text || Placeholders.Any(p => text.Contains(p, StringComparison.OrdinalIgnoreCase))) return false;
        if (KeyMarks.Any(m => text.StartsWith(m, StringComparison.Ordinal))) return true;
        return SecretName.Looks(variable.Name.Value) && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetter) && text.Distinct().Count() >= 10;
    }
}
