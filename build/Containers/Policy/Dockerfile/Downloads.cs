using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What comes over the network.</summary>
static partial class DockerfilePolicies
{
    static readonly string[] Shells = ["sh", "bash", "dash", "ash", "zsh", "python", "python3", "perl", "ruby", "node"];

    static IEnumerable<Policy> Downloads =>
    [
        OfCommand("dockerfile-insecure-download", Severity.Error, "Checkov CKV2_DOCKER_2 and 3, CWE-295", "Anyone on the way can give the build other bytes.",
            "remove the option; add a missing authority to the trust store", c => c.Program == "curl" && c.Has("-k", "--insecure") || c.Program == "wget" && c.Has("--no-check-certificate")
                || c.Program == "git" && c.Arguments.Contains("http.sslVerify=false") || c.Program == "npm" && c.Arguments.Any(a => a is "strict-ssl=false" or "--strict-ssl=false"), "downloads without checking the certificate"),
        OfStep("dockerfile-tls-off", Severity.Error, "Checkov CKV2_DOCKER_5, 6 and 14, CWE-295", "Every connection of that program then trusts everybody.",
            "remove the variable; add a missing authority to the trust store", step => Assigned(step.Instruction).Where(TlsOff.Switches).Select(v => $"switches certificate checks off with {v.Key}={v.Value}").FirstOrDefault()),
        OfCommand("dockerfile-pipe-to-shell", Severity.Warning, "OpenSSF Scorecard Pinned-Dependencies (download then run), CIS Docker 4.11", "What runs is whatever the server sends on that day, even half of it.",
            "download, compare a checksum, then run", c => c.Source?.Program is "curl" or "wget" && Shells.Contains(c.Program) && !c.Has("-c", "-e"), "runs what it downloads unseen"),
        OfStep("dockerfile-add-checksum", Severity.Warning, "Docker build best practices, CIS Docker 4.11", "The server may send other bytes tomorrow.",
            "ADD --checksum=sha256:…", step => step.Instruction is Add { Checksum: null } add && add.Sources.FirstOrDefault(s => IsDownload(s.ToString())) is { } url ? $"downloads '{url}' without a checksum" : null),
        OfStep("dockerfile-add", Severity.Warning, "hadolint DL3020, CIS Docker 4.9, Checkov CKV_DOCKER_4", "ADD unpacks and downloads: what it does depends on the file.",
            "use COPY", step => step.Instruction is Add add && add.Sources.Any(IsPlainFile) ? "uses ADD for a file of the context" : null),
        Of("dockerfile-wget-and-curl", Severity.Note, "hadolint DL4001", "Two programs for one thing.",
            "use one of them", f => f.Shipped.SelectMany(s => TwoDownloaders(f, s)).Take(1)),
    ];

    static bool IsDownload(string source) => source.StartsWith("http://", StringComparison.Ordinal) || source.StartsWith("https://", StringComparison.Ordinal) && !source.EndsWith(".git", StringComparison.Ordinal) && !source.Contains(".git#", StringComparison.Ordinal) && !source.Contains(".git?", StringComparison.Ordinal);

    static bool IsPlainFile(Template source) => source.LiteralText is { } text && !text.Contains("://", StringComparison.Ordinal)
        && !text.StartsWith("git@", StringComparison.Ordinal) && !IsArchive(text);

    static bool IsArchive(string path) => path.EndsWith(".tar", StringComparison.Ordinal) || path.EndsWith(".tgz", StringComparison.Ordinal) || path.EndsWith(".tbz2", StringComparison.Ordinal)
        || path.EndsWith(".txz", StringComparison.Ordinal) || path.Contains(".tar.", StringComparison.Ordinal);

    static IEnumerable<Breach> TwoDownloaders(DockerfileSubject file, Stage stage)
    {
        var uses = file.Steps.Where(s => ReferenceEquals(s.Stage, stage)).SelectMany(s => s.Commands.Where(c => c.Program is "wget" or "curl").Select(c => (Step: s, c.Program))).ToArray();
        return uses.Where(u => u.Program != uses[0].Program).Select(u => u.Step.At($"uses {u.Program} after {uses[0].Program}")).Take(1);
    }

    /// <summary>The variables an instruction sets, as far as their values are known.</summary>
    static IEnumerable<KeyValuePair<string, string>> Assigned(Instruction instruction) => instruction switch
    {
        EnvInstruction env => env.Variables.Select(v => KeyValuePair.Create(v.Key, v.Value.ToString())),
        Arg { Default: { } value } arg => [KeyValuePair.Create(arg.Name.Value, value.ToString())],
        _ => [],
    };
}

/// <summary>Variables that switch certificate checks off.</summary>
static class TlsOff
{
    public static bool Switches(KeyValuePair<string, string> variable) => variable.Key switch
    {
        "NODE_TLS_REJECT_UNAUTHORIZED" or "PYTHONHTTPSVERIFY" => variable.Value == "0",
        "GIT_SSL_NO_VERIFY" => variable.Value is "1" or "true",
        "PIP_TRUSTED_HOST" => variable.Value.Length > 0,
        "NPM_CONFIG_STRICT_SSL" or "npm_config_strict_ssl" => variable.Value == "false",
        _ => false,
    };
}
