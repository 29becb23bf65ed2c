using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What installing leaves behind in a layer of the image, and what it shares with other builds.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Caches =>
    [
        Leftover("dockerfile-apt-lists", "hadolint DL3009", "The package lists weigh tens of megabytes and are old at once.", "rm -rf /var/lib/apt/lists/* in the same RUN, or a cache mount",
            c => c.Calls("update", "apt-get", "apt"), (step, c) => step.HasCache("/var/lib/apt") || Removes(c, "/var/lib/apt"), "leaves the package lists of apt"),
        Leftover("dockerfile-apk-cache", "hadolint DL3019", "The package index stays in the layer.", "apk add --no-cache, or a cache mount",
            c => c.Calls("add", "apk") && !c.Has("--no-cache"), (step, c) => step.HasCache("/var/cache/apk") || step.HasCache("/etc/apk/cache") || Removes(c, "/var/cache/apk"), "leaves the index of apk"),
        Leftover("dockerfile-rpm-cache", "hadolint DL3032, DL3036, DL3040", "The packages' cache stays in the layer.", "dnf clean all (yum, zypper: the same) in the same RUN, or a cache mount",
            c => c.Calls("install", "yum", "dnf", "microdnf", "zypper"), (step, c) => step.HasCache("/var/cache") || Removes(c, "/var/cache") || c.Any(x => x.Calls("clean", "yum", "dnf", "microdnf", "zypper")), "leaves the packages' cache"),
        Leftover("dockerfile-pip-cache", "hadolint DL3042", "The wheels stay in the layer beside what is installed.", "pip install --no-cache-dir, or a cache mount",
            c => PipInstall(c) && !c.Has("--no-cache-dir"), (step, c) => step.HasCache("/root/.cache") || Removes(c, ".cache/pip") || step.Facts.Declares("PIP_NO_CACHE_DIR", step.Index), "leaves the cache of pip"),
        Leftover("dockerfile-yarn-cache", "hadolint DL3060", "The packages' archives stay in the layer beside what is installed.", "yarn cache clean in the same RUN, or a cache mount",
            c => c.Program == "yarn" && c.Operands.FirstOrDefault() is null or "install" or "add", (step, c) => step.Instruction is Run { Mounts: var mounts } && mounts.Any(m => m is Mount.CacheMount) || c.Any(x => x.Program == "yarn" && x.Arguments.Contains("cache")), "leaves the cache of yarn"),
        OfStep("dockerfile-cache-sharing", Severity.Warning, "Dockerfile reference (RUN --mount=type=cache), NuGet (locks directory on Linux)",
            "Builds at once, such as those of two platforms, get in each other's way: apt refuses while the other holds its lock, NuGet, whose locks lie elsewhere, reads what the other has only begun.", "sharing=locked; for NuGet a NUGET_SCRATCH in it will do", Unlocked),
    ];

    static string? Unlocked(Step step)
    {
        if (SharesCache(step, "/apt") && step.Commands.Any(c => c.Program is "apt-get" or "apt")) return "shares the cache of apt with builds that run at the same time";
        var hasLocks = step.Facts.Declares(NuGetLocks, step.Index) || step.Commands.Any(c => c.Words.Any(w => w.StartsWith(NuGetLocks + "=", StringComparison.Ordinal)));
        return SharesCache(step, "/.nuget") && !hasLocks && step.Commands.Any(Restores) ? "shares the packages of NuGet with builds that run at the same time, and not their locks" : null;
    }

    const string NuGetLocks = "NUGET_SCRATCH";

    static bool SharesCache(Step step, string folder) =>
        step.Instruction is Run { Mounts: var mounts } && mounts.Any(m => m is Mount.CacheMount { Sharing: CacheSharing.Shared } cache && cache.Target.ToString().Contains(folder, StringComparison.Ordinal));

    static bool Restores(ShellCommand command) =>
        command.Program == "dotnet" && command.Operands.FirstOrDefault() is "restore" or "build" or "publish" or "pack" or "test" && !command.Has("--no-restore");

    /// <summary>A policy about leftovers: only layers that are in the image count.</summary>
    static Policy<DockerfileSubject> Leftover(string id, string source, string why, string fix, Func<ShellCommand, bool> leaves, Func<Step, IReadOnlyList<ShellCommand>, bool> cleans, string message) =>
        OfStep(id, Severity.Warning, source, why, fix, step => step.Shipped && step.Commands.Any(leaves) && !cleans(step, step.Commands) ? message : null);

    static bool Removes(IReadOnlyList<ShellCommand> commands, string folder) =>
        commands.Any(c => c.Program is "rm" or "find" && c.Operands.Any(o => o.Contains(folder, StringComparison.Ordinal)));
}
