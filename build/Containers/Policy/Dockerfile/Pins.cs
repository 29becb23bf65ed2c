namespace ArgusAI.Containers.Reviews;

/// <summary>Whether what is installed has a version.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Pins =>
    [
        OfCommand("dockerfile-apt-pin", Severity.Note, "hadolint DL3008", "Another day, another version: a build cannot be repeated.",
            "name=version, or a snapshot of the archive", c => c.Program is "apt-get" or "apt" && Installed(c).Any(p => Loose(p, '=', '/')), "installs packages without a version"),
        OfCommand("dockerfile-apk-pin", Severity.Note, "hadolint DL3018", "Another day, another version: a build cannot be repeated.",
            "name=version or name~version", c => c.Program == "apk" && WithoutVirtual(c).Any(p => Loose(p, '=', '~', '<', '>', '@')), "installs packages without a version"),
        OfCommand("dockerfile-rpm-pin", Severity.Note, "hadolint DL3033, DL3037, DL3041", "Another day, another version: a build cannot be repeated.",
            "name-version", c => c.Program is "yum" or "dnf" or "microdnf" or "zypper" && Installed(c).Any(p => Loose(p, '=', '<', '>') && !HasRpmVersion(p)), "installs packages without a version"),
        OfCommand("dockerfile-pip-pin", Severity.Warning, "hadolint DL3013, OpenSSF Scorecard Pinned-Dependencies", "Another day, another version: a build cannot be repeated.",
            "name==version, or -r with a locked file", c => PipInstall(c) && !c.Has("-r", "--requirement", "-c", "--constraint") && PipPackages(c).Any(p => LoosePython(p)), "installs packages without a version"),
        OfCommand("dockerfile-npm-pin", Severity.Warning, "hadolint DL3016, KICS", "Another day, another version: a build cannot be repeated.",
            "name@version", c => c.Program == "npm" && c.Operands.FirstOrDefault() is "install" or "i" or "add" && c.Operands.Skip(1).Any(LooseNode), "installs packages without a version"),
        OfCommand("dockerfile-gem-pin", Severity.Warning, "hadolint DL3028", "Another day, another version: a build cannot be repeated.",
            "gem install name:version", c => c.Calls("install", "gem") && !c.Has("-v", "--version") && c.After("install").Any(p => Loose(p, ':')), "installs gems without a version"),
        OfCommand("dockerfile-go-pin", Severity.Warning, "hadolint DL3062", "Another day, another version: a build cannot be repeated.",
            "go install path@version", c => c.Calls("install", "go") && c.After("install").Any(p => p.Contains('.', StringComparison.Ordinal) && p[0] is not ('.' or '/') && (!p.Contains('@', StringComparison.Ordinal) || p.EndsWith("@latest", StringComparison.Ordinal))), "installs a program without a version"),
    ];

    /// <summary>Whether a package's name stands alone; variables and files may hold the version.</summary>
    static bool Loose(string package, params ReadOnlySpan<char> marks) =>
        package.AsSpan().IndexOfAny(marks) < 0 && !package.Contains('$', StringComparison.Ordinal) && !IsFile(package);

    static bool IsFile(string word) => word.StartsWith('/') || word.StartsWith('.') || word.Contains("://", StringComparison.Ordinal)
        || word.EndsWith(".deb", StringComparison.Ordinal) || word.EndsWith(".rpm", StringComparison.Ordinal) || word.EndsWith(".apk", StringComparison.Ordinal)
        || word.EndsWith(".whl", StringComparison.Ordinal) || word.EndsWith(".gem", StringComparison.Ordinal) || word.EndsWith(".tgz", StringComparison.Ordinal) || word.Contains(".tar.", StringComparison.Ordinal);

    static bool HasRpmVersion(string package) => package.LastIndexOf('-') is var dash && dash > 0 && dash < package.Length - 1 && char.IsAsciiDigit(package[dash + 1]);

    /// <summary>The word after <c>--virtual</c> is a name of the user's own.</summary>
    static IEnumerable<string> WithoutVirtual(ShellCommand command)
    {
        var words = command.Arguments.SkipWhile(a => a != "add").Skip(1).ToArray();
        return words.Where((word, i) => !word.StartsWith('-') && (i == 0 || words[i - 1] is not ("-t" or "--virtual" or "--repository" or "-X")));
    }

    static bool PipInstall(ShellCommand c) => c.Calls("install", "pip", "pip3") || c.Program.StartsWith("python", StringComparison.Ordinal) && c.Arguments.Contains("pip") && c.Arguments.Contains("install");

    static readonly string[] PipValued = ["-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--cache-dir", "--timeout", "--retries", "--trusted-host", "--platform", "--python-version", "-e", "--editable"];

    static IEnumerable<string> PipPackages(ShellCommand command)
    {
        var words = command.Arguments.SkipWhile(a => a != "install").Skip(1).ToArray();
        return words.Where((word, i) => !word.StartsWith('-') && (i == 0 || !PipValued.Contains(words[i - 1])));
    }

    static bool LoosePython(string package) => !package.Contains("==", StringComparison.Ordinal) && !package.Contains(" @ ", StringComparison.Ordinal)
        && !package.Contains('$', StringComparison.Ordinal) && !package.Contains('/', StringComparison.Ordinal) && !IsFile(package);

    static bool LooseNode(string package) => package.LastIndexOf('@') <= 0 ? !package.Contains('$', StringComparison.Ordinal) && !package.Contains(':', StringComparison.Ordinal) && !IsFile(package)
        : package.EndsWith("@latest", StringComparison.Ordinal);
}
