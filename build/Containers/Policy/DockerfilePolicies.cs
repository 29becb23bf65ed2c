using System.Text.RegularExpressions;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a Dockerfile should keep.</summary>
static partial class DockerfilePolicies
{
    public static IEnumerable<Policy> All =>
    [
        Of("dockerfile-untagged", Severity.Warning, "hadolint DL3006", "An image without a tag is whatever was pushed last.",
            "name a tag or a digest", f => Images(f, image => image is { Tag: null, Digest: null }, "has neither tag nor digest")),
        Of("dockerfile-latest", Severity.Warning, "hadolint DL3007", "The tag latest moves: two builds of one commit differ.",
            "name a version", f => Images(f, image => image is { Tag: "latest", Digest: null }, "has the tag latest")),
        Of("dockerfile-root", Severity.Error, "hadolint DL3002, CIS Docker 4.1, OWASP Docker rule 2", "A process that runs as root in a container is root for every file that is mounted.",
            "end with USER and a number", RunsAsRoot),
        Of("dockerfile-recommends", Severity.Note, "hadolint DL3015", "Recommended packages are dead weight and attack surface.",
            "add --no-install-recommends", f => Commands(f, Installs(), NoRecommends(), "installs recommended packages too")),
        Of("dockerfile-apt", Severity.Warning, "hadolint DL3027", "apt is for people: its output and options may change.",
            "use apt-get", f => Commands(f, Apt(), null, "calls apt")),
        Of("dockerfile-sudo", Severity.Error, "hadolint DL3004", "sudo passes no signals and brings a setuid program into the image.",
            "use USER", f => Commands(f, Sudo(), null, "calls sudo")),
        Of("dockerfile-shell-form", Severity.Warning, "hadolint DL3025, Docker build check JSONArgsRecommended", "The shell is process 1 then, and passes no signals on.",
            "use the list form", f => Each(f, (i, _) => i is Cmd { Command: Command.ShellForm } or Entrypoint { Command: Command.ShellForm }, "starts through a shell")),
        Of("dockerfile-no-healthcheck", Severity.Warning, "CIS Docker 4.6", "Without a probe a hung process looks like a working one.",
            "add HEALTHCHECK", f => Lineage(f).Any(i => i is Health) ? [] : [new(f.Final.Name, $"stage '{f.Final.Name}' has no HEALTHCHECK", f.Final.Position.Value)]),
        Of("dockerfile-add", Severity.Warning, "hadolint DL3020, CIS Docker 4.9", "ADD unpacks and downloads: what it does depends on the file.",
            "use COPY", f => Each(f, (i, _) => i is Add add && add.Sources.Any(IsPlainFile), "uses ADD for a file of the context")),
        Of("dockerfile-secret", Severity.Error, "Docker build check SecretsUsedInArgOrEnv, CIS Docker 4.10", "ARG and ENV stay in the image's history.",
            "use RUN --mount=type=secret", f => Each(f, (i, _) => SecretNames(i).Any(), "keeps a secret in the image's history")),
        Of("dockerfile-relative-workdir", Severity.Warning, "hadolint DL3000, Docker build check WorkdirRelativePath", "A relative WORKDIR depends on the base image.",
            "begin it with /", RelativeWorkdir),
        Of("dockerfile-ssh", Severity.Warning, "CIS Docker 5.6", "A shell server in a container is a second way in.",
            "use docker exec", f => Each(f, (i, _) => i is Expose { Port: { IsFixed: true, Value.First: 22 } }, "exposes port 22")),
    ];

    static Policy<Dockerfile> Of(string id, Severity severity, string source, string why, string fix, Func<Dockerfile, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    static IEnumerable<Breach> Images(Dockerfile file, Func<ImageRef, bool> bad, string message)
    {
        foreach (var stage in file.Stages)
        {
            if (stage.Base is StageBase.Image { Reference: var image } && bad(image))
                yield return new($"{stage.Name}", $"'{image}' {message}", stage.Position.Value);
            for (var i = 0; i < stage.Instructions.Count; i++)
                if (stage.Instructions[i] is Copy { From: CopySource.FromImage { Image: var source } } copy && bad(source))
                    yield return new($"{stage.Name}[{i}]", $"'{source}' {message}", copy.Position.Value);
        }
    }

    static IEnumerable<Breach> Each(Dockerfile file, Func<Instruction, Stage, bool> bad, string message)
    {
        foreach (var stage in file.Stages)
            for (var i = 0; i < stage.Instructions.Count; i++)
                if (bad(stage.Instructions[i], stage))
                    yield return new($"{stage.Name}[{i}]", $"stage '{stage.Name}' {message}", stage.Instructions[i].Position.Value);
    }

    static IEnumerable<Breach> Commands(Dockerfile file, Regex bad, Regex? unless, string message) => Each(file, (instruction, _) =>
        instruction is Run run && Lines(run).Any(line => bad.IsMatch(line) && unless?.IsMatch(line) != true), message);

    /// <summary>The single commands of a RUN: continued lines joined, lists cut.</summary>
    static IEnumerable<string> Lines(Run run) => Separators().Split(
        (run.Script ?? string.Join(' ', run.Arguments)).Replace("\\\n", " ", StringComparison.Ordinal)).Select(line => line.Trim());

    static IEnumerable<Instruction> Lineage(Dockerfile file) => Dockerfile.Lineage(file.Final).SelectMany(s => s.Instructions);

    static IEnumerable<Breach> RunsAsRoot(Dockerfile file)
    {
        var user = Lineage(file).OfType<User>().LastOrDefault();
        var name = user?.Name.ToString().Split(':')[0];
        if (name is null or "0" or "root")
            yield return new(file.Final.Name, $"stage '{file.Final.Name}' runs as root", user?.Position.Value ?? file.Final.Position.Value);
    }

    static bool IsPlainFile(Template source) => source.LiteralText is { } text && !text.Contains("://", StringComparison.Ordinal)
        && !text.StartsWith("git@", StringComparison.Ordinal) && !Archive().IsMatch(text);

    static IEnumerable<string> SecretNames(Instruction instruction) => (instruction switch
    {
        Arg arg => [arg.Name.Value],
        EnvInstruction env => env.Variables.Keys,
        _ => (IEnumerable<string>)[],
    }).Where(SecretName.Looks);

    static IEnumerable<Breach> RelativeWorkdir(Dockerfile file) => Each(file, (instruction, stage) =>
        instruction is Workdir { Path.LiteralText: { } path } && !path.StartsWith('/')
        && stage.Instructions.TakeWhile(i => i != instruction).All(i => i is not Workdir), "has a relative WORKDIR");

    [GeneratedRegex(@"\bapt-get\b.*\binstall\b")]
    private static partial Regex Installs();
    [GeneratedRegex(@"--no-install-recommends|APT::Install-Recommends=(0|false)", RegexOptions.IgnoreCase)]
    private static partial Regex NoRecommends();
    [GeneratedRegex(@"(^|\s)apt\s+(-\S+\s+)*(install|update|upgrade|remove)\b")]
    private static partial Regex Apt();
    [GeneratedRegex(@"(^|\s)sudo\s")]
    private static partial Regex Sudo();
    [GeneratedRegex(@"&&|\|\||[;|\n]")]
    private static partial Regex Separators();
    [GeneratedRegex(@"\.(tar|tgz|tbz2|txz|tar\.(gz|bz2|xz|zst))$")]
    private static partial Regex Archive();
}

/// <summary>Names that mean a secret.</summary>
static partial class SecretName
{
    public static bool Looks(string name) => Words().IsMatch(name) && !NotSecret().IsMatch(name);

    [GeneratedRegex(@"(^|_)(PASSWORD|PASSWD|PASS|SECRET|TOKEN|APIKEY|API_KEY|PRIVATE_KEY|SECRET_KEY|ENCRYPTION_KEY|CREDENTIALS?)(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    // A path to the secret, or something about it, is not the secret.
    [GeneratedRegex(@"_(FILE|PATH|DIR|URL|ID|NAME|LENGTH|TTL)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotSecret();
}
