using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What layers hold twice or for nothing.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Layers =>
    [
        OfStep("dockerfile-deleted-later", Severity.Warning, "Docker build best practices, decision D17", "A layer keeps what a later layer deletes: the image is no smaller.",
            "RUN --mount=type=bind,from=… instead of COPY and rm", step => step.Shipped && step.Commands.Where(c => c.Program == "rm").SelectMany(c => c.Operands)
                .FirstOrDefault(path => path.TrimEnd('/', '*') is { Length: > 1 } plain && step.Facts.CopiedTo(In(step, plain), step.Index)) is { } path ? $"deletes '{path}', which an earlier layer keeps" : null),
        OfStep("dockerfile-chown-layer", Severity.Warning, "Docker build best practices (COPY --chown), decision D17", "Every file it touches is kept a second time.",
            "COPY --chown or --chmod", step => step.Shipped && step.Commands.Where(c => c.Program is "chown" or "chmod" && c.Has("-R", "--recursive")).SelectMany(c => c.Operands.Skip(1))
                .FirstOrDefault(path => step.Facts.CopiedBelow(In(step, path), step.Index)) is { } path ? $"changes the owner or mode of '{path}', which an earlier layer holds" : null),
        OfStep("dockerfile-cache-order", Severity.Note, "Docker build best practices (order of layers)", "Every change in the sources installs every package again.",
            "COPY the lock file first, install, then COPY the rest", step => step.Facts.BeginsWithWholeContext(step.Index) && step.Commands.FirstOrDefault(InstallsLocked) is { } command ? $"copies everything before {Short(command)}" : null),
        OfStep("dockerfile-copy-archive", Severity.Note, "hadolint DL3010", "The archive stays in a layer beside its content.",
            "ADD unpacks it", step => step.Shipped && step.Commands.FirstOrDefault(c => c.Program is "tar" or "unzip") is { } command
                && command.Arguments.Select(LastPart).OfType<string>().FirstOrDefault(name => IsArchive(name) && step.Facts.CopiedArchive(name, step.Index)) is { } archive ? $"copies '{archive}' and unpacks it" : null),
        OfStep("dockerfile-writable-code", Severity.Note, "OWASP Docker rule 8, decision D17", "The service can rewrite its own code: so can who breaks in.",
            "leave it to root, and --chmod it readable", step => step.Shipped && step.Instruction is Copy { Chown: { } owner } copy && step.Facts.LastUser is { } user and not ("0" or "root")
                && owner.ToString().Split(':')[0] == user && !IsHome(copy.Into.ToString()) ? $"gives '{copy.Into}' to the user that runs it" : null),
    ];

    /// <summary>A user's own folder is there to be written to.</summary>
    static bool IsHome(string path) => path.StartsWith("/home/", StringComparison.Ordinal) && path.TrimEnd('/').Count(c => c == '/') == 2;

    static string In(Step step, string path) => StageFacts.Absolute(step.Workdir ?? "", path);

    static bool InstallsLocked(ShellCommand c) => c.Program == "npm" && c.Operands.FirstOrDefault() is "ci" or "install" && !c.Operands.Skip(1).Any() || c.Calls("install", "yarn", "pnpm", "poetry", "bundle", "composer")
        || c.Calls("restore", "dotnet") || c.Program == "go" && c.Arguments.Contains("download") || PipInstall(c) && c.Has("-r", "--requirement");

    static bool CopiesAll(Instruction instruction) => instruction is Copy { From: CopySource.Context } copy && copy.Paths.Any(p => p.LiteralText is { } path && StageFacts.IsWholeContext(path));
}
