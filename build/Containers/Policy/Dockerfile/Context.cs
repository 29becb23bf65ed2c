using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What of the build context gets into the image, and where.</summary>
static partial class DockerfilePolicies
{
    /// <summary>Files that hold keys and passwords, each with what the usual name would be in a context.</summary>
    static readonly string[] Keys = ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".env", ".npmrc", ".netrc", ".pypirc", ".pgpass", ".git-credentials", ".htpasswd", "credentials", "secrets.json", "kubeconfig"];

    /// <summary>What must never get into an image.</summary>
    static readonly string[] Private = [".env", ".git/config"];

    static IEnumerable<Policy> Context =>
    [
        Of("dockerfile-copy-all", Severity.Warning, "Docker build best practices (.dockerignore), decision D18", "Everything in the folder gets into the image: .env, keys, data, .git.",
            "add a .dockerignore that allows only what is needed", f => f.Ignore is { Patterns.Count: > 0 } ? [] : f.Steps.Where(s => CopiesAll(s.Instruction)).Select(s => s.At("copies the whole context, and there is no .dockerignore"))),
        Of("dockerfile-ignore-gap", Severity.Warning, "OWASP Docker rule 12, Docker build best practices", "What the .dockerignore lets through gets into the image.",
            "ignore it, or begin with * and allow what is needed", f => f.Ignore is not { Patterns.Count: > 0 } ignore ? [] : from step in f.Steps where CopiesAll(step.Instruction)
                let gaps = Private.Where(p => !ignore.IsIgnored(p)).ToArray() where gaps.Length > 0 select step.At($"copies the whole context, and the .dockerignore lets {string.Join(" and ", gaps.Select(g => g.Split('/')[0]))} through")),
        OfStep("dockerfile-secret-file", Severity.Error, "CIS Docker 4.10, OWASP Docker rule 12", "Who has the image has the key, even if a later layer deletes it.",
            "RUN --mount=type=secret, or a mount when it runs", step => step.Instruction is Copy { From: CopySource.Context } copy && copy.Paths.Select(p => p.LiteralText).OfType<string>().FirstOrDefault(IsKey) is { } key ? $"copies '{key}'" : null),
        Of("dockerfile-copy-ignored", Severity.Error, "Docker build check CopyIgnoredFile", "The build does not find it.",
            "take it out of the .dockerignore", f => f.Ignore is null ? [] : from step in f.Steps
                let path = step.Instruction is Copy { From: CopySource.Context } copy ? copy.Paths.Select(p => p.LiteralText).OfType<string>().FirstOrDefault(p => IsKeptBack(f.Ignore, p)) : null
                where path is not null select step.At($"copies '{path}', which the .dockerignore keeps back")),
        OfStep("dockerfile-relative-workdir", Severity.Warning, "hadolint DL3000, Docker build check WorkdirRelativePath, Checkov CKV_DOCKER_10", "A relative WORKDIR depends on the base image.",
            "begin it with /", step => step.Instruction is Workdir { Path.LiteralText: { } path } && !path.StartsWith('/') && step.Workdir is null && step.Stage.Base is not StageBase.Parent ? "has a relative WORKDIR" : null),
        OfStep("dockerfile-relative-copy", Severity.Warning, "hadolint DL3045", "Where it goes depends on the base image.",
            "set WORKDIR before, or copy to an absolute path", step => step.Instruction is Copy { Into.LiteralText: { } into } && !into.StartsWith('/') && step.Workdir is null && step.Stage.Base is not StageBase.Parent ? $"copies to the relative '{into}' before any WORKDIR" : null),
    ];

    static bool IsKey(string path) => LastPart(path) is { } name && (Keys.Contains(name) || name.EndsWith(".key", StringComparison.Ordinal) || name.EndsWith(".p12", StringComparison.Ordinal)
        || name.EndsWith(".pfx", StringComparison.Ordinal) || name.EndsWith(".jks", StringComparison.Ordinal) || name.EndsWith("key.pem", StringComparison.Ordinal) || name.StartsWith(".env.", StringComparison.Ordinal) && name is not (".env.example" or ".env.sample" or ".env.template" or ".env.dist"));

    /// <summary>Whether a plain path is ignored, and nothing below it is allowed again.</summary>
    static bool IsKeptBack(DockerIgnore ignore, string path)
    {
        var clean = PathPattern.Clean(path);
        return clean.Length > 0 && clean.AsSpan().IndexOfAny('*', '?', '[') < 0 && ignore.IsIgnored(clean)
            && !ignore.Patterns.Any(p => p.Allow && (p.Path.AsSpan().IndexOfAny('*', '?', '[') >= 0 || PathPattern.Clean(p.Path).StartsWith(clean + "/", StringComparison.Ordinal)));
    }
}
