using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What layers hold twice or for nothing.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Layers =>
    [
        OfStep("dockerfile-deleted-later", Severity.Warning, "Docker build best practices, decision D17", "A layer keeps what a later layer deletes: the image is no smaller.",
            "RUN --mount=type=bind,from=… instead of COPY and rm", step => !step.Shipped ? null : step.Commands.Where(c => c.Program == "rm").SelectMany(c => c.Operands)
                .FirstOrDefault(path => Copied(step).Any(into => Same(path, into))) is { } path ? $"deletes '{path}', which an earlier layer keeps" : null),
        OfStep("dockerfile-chown-layer", Severity.Warning, "Docker build best practices (COPY --chown), decision D17", "Every file it touches is kept a second time.",
            "COPY --chown or --chmod", step => !step.Shipped ? null : step.Commands.Where(c => c.Program is "chown" or "chmod" && c.Has("-R", "--recursive")).SelectMany(c => c.Operands.Skip(1))
                .FirstOrDefault(path => Copied(step).Any(into => Below(into, Absolute(step, path)))) is { } path ? $"changes the owner or mode of '{path}', which an earlier layer holds" : null),
        OfStep("dockerfile-cache-order", Severity.Note, "Docker build best practices (order of layers)", "Every change in the sources installs every package again.",
            "COPY the lock file first, install, then COPY the rest", step => step.Commands.FirstOrDefault(InstallsLocked) is { } command && step.Before.Any(CopiesAll) && !CopiesPart(step) ? $"copies everything before {Short(command)}" : null),
        OfStep("dockerfile-copy-archive", Severity.Note, "hadolint DL3010", "The archive stays in a layer beside its content.",
            "ADD unpacks it", step => step.Shipped && step.Commands.FirstOrDefault(c => c.Program is "tar" or "unzip") is { } command
                && step.Before.OfType<Copy>().Where(c => c.From is CopySource.Context).SelectMany(c => c.Paths).Select(p => LastPart(p.LiteralText)).OfType<string>().FirstOrDefault(name => IsArchive(name) && command.Arguments.Any(a => a.EndsWith(name, StringComparison.Ordinal))) is { } archive
                ? $"copies '{archive}' and unpacks it" : null),
        OfStep("dockerfile-writable-code", Severity.Note, "OWASP Docker rule 8, decision D17", "The service can rewrite its own code: so can who breaks in.",
            "leave it to root, and --chmod it readable", step => step.Shipped && step.Instruction is Copy { Chown: { } owner } copy && step.Stage.Instructions.OfType<User>().LastOrDefault() is { } user
                && user.Name.ToString().Split(':')[0] is var name && name is not ("0" or "root") && owner.ToString().Split(':')[0] == name ? $"gives '{copy.Into}' to the user that runs it" : null),
    ];

    /// <summary>Where the copies before it went, absolute.</summary>
    static IEnumerable<string> Copied(Step step)
    {
        for (var i = 0; i < step.Index; i++)
            if (step.Stage.Instructions[i] is Copy { Into.LiteralText: { } into }) yield return Absolute(step, into, i);
    }

    static bool Same(string path, string into) => path.TrimEnd('/', '*') is { Length: > 1 } plain && Absolute(null, plain) == into;

    static bool Below(string path, string folder) => folder.Length > 1 && (path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>A path of the container without a trailing slash; a relative one stands below the last WORKDIR.</summary>
    static string Absolute(Step? step, string path, int? at = null)
    {
        if (!path.StartsWith('/') && step is not null)
            path = (step.Stage.Instructions.Take(at ?? step.Index).OfType<Workdir>().LastOrDefault()?.Path.LiteralText ?? "") + "/" + (path is "." or "./" ? "" : path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }

    static bool InstallsLocked(ShellCommand c) => c.Program == "npm" && c.Operands.FirstOrDefault() is "ci" or "install" && !c.Operands.Skip(1).Any() || c.Calls("install", "yarn", "pnpm", "poetry", "bundle", "composer")
        || c.Calls("restore", "dotnet") || c.Program == "go" && c.Arguments.Contains("download") || PipInstall(c) && c.Has("-r", "--requirement");

    static bool CopiesAll(Instruction instruction) => instruction is Copy { From: CopySource.Context } copy && copy.Paths.Any(p => IsWholeContext(p.LiteralText));

    /// <summary>Whether a COPY of single files comes first, so that it is only the order of two installs.</summary>
    static bool CopiesPart(Step step) => step.Before.TakeWhile(i => !CopiesAll(i)).Any(i => i is Run);

    static bool IsWholeContext(string? path) => path is "." or "./" or "/" or "*" or "./*";
}
