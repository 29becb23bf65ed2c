namespace ArgusAI.Containers.Reviews;

/// <summary>How packages of the system are installed.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Packages =>
    [
        OfCommand("dockerfile-recommends", Severity.Note, "hadolint DL3015, CIS Docker 4.3", "Recommended packages are dead weight and attack surface.",
            "add --no-install-recommends", c => c.Calls("install", "apt-get") && !c.Has("--no-install-recommends") && !c.Arguments.Any(a => a is "APT::Install-Recommends=0" or "APT::Install-Recommends=false"), "installs recommended packages too"),
        OfCommand("dockerfile-apt", Severity.Warning, "hadolint DL3027, Checkov CKV_DOCKER_9", "apt is for people: its output and options may change.",
            "use apt-get", c => c.Program == "apt" && c.Arguments.Any(a => a is "install" or "update" or "upgrade" or "remove" or "full-upgrade"), "calls apt"),
        OfCommand("dockerfile-apt-yes", Severity.Error, "hadolint DL3014", "Nobody can answer in a build: without -y it ends.",
            "add -y", c => c.Calls("install", "apt-get") && !c.Has("-y", "--yes", "--assume-yes", "--force-yes") && !QuietTwice(c) && !Simulates(c), "asks before it installs"),
        OfCommand("dockerfile-rpm-yes", Severity.Error, "hadolint DL3030, DL3034, DL3038", "Nobody can answer in a build: it ends.",
            "add -y (zypper: -n before install)", c => c.Calls("install", "yum", "dnf", "microdnf") && !c.Has("-y", "--assumeyes") || c.Calls("install", "zypper") && !c.Has("-n", "--non-interactive", "-y", "--no-confirm"), "asks before it installs"),
        OfStep("dockerfile-update-alone", Severity.Warning, "CIS Docker 4.7, Checkov CKV_DOCKER_5, Docker build best practices", "The cached list grows old: a later install fetches versions that are gone, or old holes.",
            "update and install in one RUN", UpdateAlone),
        OfCommand("dockerfile-system-upgrade", Severity.Warning, "hadolint DL3005, DL3017, DL3035", "A release upgrade in a layer doubles files, and makes the base image's version a lie.",
            "take a newer base image", c => c.Calls("dist-upgrade", "apt-get", "zypper") || c.Calls("full-upgrade", "apt", "apt-get") || c.Calls("upgrade", "apk") || c.Calls("dup", "zypper"), "upgrades the whole system"),
        Of("dockerfile-dev-packages", Severity.Warning, "CIS Docker 4.3, Docker build best practices", "Compilers and headers weigh hundreds of megabytes and help an intruder.",
            "build in a stage of its own and copy the result, or remove them in the same RUN", DevelopmentPackages),
        OfCommand("dockerfile-unverified-packages", Severity.Error, "CIS Docker 4.11, Checkov CKV2_DOCKER_7 to 10", "A package whose signature is not checked can come from anyone on the way.",
            "remove the option, and add the repository's key", c => c.Program is "apt-get" or "apt" or "apk" or "yum" or "dnf" or "microdnf" or "zypper" or "rpm" or "pip" or "pip3" && c.Has("--allow-unauthenticated", "--force-yes", "--allow-untrusted", "--nogpgcheck", "--no-gpg-checks", "--nosignature", "--trusted-host"), "installs what nobody signed"),
        OfCommand("dockerfile-npm-production", Severity.Warning, "npm 8 documentation, config production and only", "The options are deprecated, and newer npm versions do not know them any more.",
            "use --omit=dev", c => c.Program == "npm" && c.Arguments.Any(a => a is "--production" or "--only=production" or "--only=prod" or "--only"), "uses a deprecated npm option"),
        OfCommand("dockerfile-npm-install", Severity.Warning, "npm documentation, npm ci; OpenSSF Scorecard Pinned-Dependencies", "npm install may change the lock file: two builds of one commit differ.",
            "use npm ci", c => c.Program == "npm" && c.Operands.FirstOrDefault() is "install" or "i" && !c.Operands.Skip(1).Any() && !c.Has("-g", "--global"), "installs past the lock file"),
    ];

    /// <summary>apt-get's <c>-qq</c> means yes too.</summary>
    static bool QuietTwice(ShellCommand command) => command.Arguments.Any(a => a.StartsWith("-qq", StringComparison.Ordinal) || a == "-q=2");

    /// <summary>Installs nothing, or only fetches: it asks nobody.</summary>
    static bool Simulates(ShellCommand command) => command.Has("-s", "--simulate", "--just-print", "--dry-run", "--recon", "--no-act", "--print-uris");

    static string? UpdateAlone(Step step)
    {
        var updates = step.Commands.Any(c => c.Calls("update", "apt-get", "apt", "apk") || c.Calls("makecache", "yum", "dnf"));
        var alone = step.Commands.All(c => c.Calls("update", "apt-get", "apt", "apk", "yum", "dnf") || c.Calls("makecache", "yum", "dnf") || c.Calls("upgrade", "apt-get", "apt") || c.Program is "rm" or "set" or "echo");
        return updates && alone && !step.HasCache("/var/lib/apt") && !step.HasCache("/var/cache/apk") ? "updates the package list in a layer of its own" : null;
    }

    static IEnumerable<Breach> DevelopmentPackages(DockerfileSubject file) =>
        from step in file.ShippedSteps
        let removed = step.Commands.Any(c => c.Calls("purge", "apt-get") || c.Calls("remove", "apt-get", "yum", "dnf") || c.Calls("autoremove", "apt-get") || c.Calls("del", "apk"))
        where !removed
        let package = step.Commands.SelectMany(Installed).FirstOrDefault(IsForBuilding)
        where package is not null
        select step.At($"ships '{package}', which is for building");

    /// <summary>The packages a command installs.</summary>
    static IEnumerable<string> Installed(ShellCommand command) => command.Program switch
    {
        "apt-get" or "apt" or "yum" or "dnf" or "microdnf" or "zypper" => command.After("install"),
        "apk" => command.After("add"),
        _ => [],
    };

    static bool IsForBuilding(string package) => package.Split('=', '~')[0] is var name
        && (name is "build-essential" or "build-base" or "gcc" or "g++" or "clang" or "make" or "cmake" or "alpine-sdk" or "gcc-c++" or "rustc" or "golang"
            || name.EndsWith("-dev", StringComparison.Ordinal) || name.EndsWith("-devel", StringComparison.Ordinal));
}
