using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>Packages of the machine's own distribution that a step needs. A name may list alternatives: <c>a|b</c>.</summary>
public static class HostPackages
{
    /// <summary>
    /// What the tests run on the host: FFmpeg and OpenCV's GTK for the backend in process, a real PostgreSQL server, real
    /// surveillance footage (<c>vtest.avi</c>), a browser, a shell linter, and what a small image with another C library is made with.
    /// </summary>
    public static IReadOnlyList<string> ForTests { get; } = ["ffmpeg", "libgtk-3-0|libgtk-3-0t64", "postgresql", "opencv-doc", "chromium", "shellcheck", "patchelf", "musl-tools"];

    /// <summary>What the smoke tests run besides: a second engine with a network of its own, and programs of another platform.</summary>
    public static IReadOnlyList<string> ForSmokeTests => [.. ForTests, .. ForEmulation, "iproute2", "iptables"];

    /// <summary>What <c>Lint</c> runs on scripts.</summary>
    public static IReadOnlyList<string> ForLinting { get; } = ["shellcheck"];

    /// <summary>What the base images of <c>--base-images debian</c> are built with.</summary>
    public static IReadOnlyList<string> ForBaseImages { get; } = ["mmdebstrap"];

    /// <summary>What runs programs of another platform: base images of it are built so, and its images started.</summary>
    public static IReadOnlyList<string> ForEmulation { get; } = ["qemu-user-static", "binfmt-support", "arch-test"];

    /// <summary>Installs what is missing; a few milliseconds when nothing is. On a system without dpkg it only says what to install.</summary>
    /// <param name="names">Names, or alternatives separated by <c>|</c>, of which the first that the archive knows is taken.</param>
    /// <param name="install">Whether the user allowed it (<c>--install-engine</c>).</param>
    /// <param name="console">Told of progress.</param>
    /// <param name="system">This machine; read when null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">Something is missing and may not or cannot be installed; the fix is the command.</exception>
    public static async Task EnsureAsync(IEnumerable<string> names, bool install, IAnsiConsole console, HostSystem? system = null, CancellationToken cancellation = default)
    {
        var wanted = names.ToList();
        system ??= HostSystem.Read();
        if (await InstalledAsync(wanted, system.Root, cancellation) is not { } installed)
        {
            console.Warn($"This is no Debian or Ubuntu system: make sure that it has {string.Join(", ", wanted)}");
            return;
        }

        var missing = wanted.Where(name => !Alternatives(name).Any(installed.Contains)).ToList();
        if (missing.Count == 0) return;
        var first = missing.Select(name => Alternatives(name)[0]).ToList();
        var command = $"sudo apt-get install -y --no-install-recommends {string.Join(' ', first)}";
        if (!install) throw new OperationException($"missing on this machine: {string.Join(", ", first)}", $"run again with --install-engine, or: {command}");
        if (!system.IsRoot) throw new OperationException($"installing {string.Join(", ", first)} needs root", command);
        await InstallAsync(missing, command, console, cancellation);
    }

    /// <summary>Which of the names, alternatives counted one by one, are installed below a root folder; null on a system without dpkg.</summary>
    public static async Task<IReadOnlySet<string>?> InstalledAsync(IEnumerable<string> names, string root = "/", CancellationToken cancellation = default)
    {
        try
        {
            // Exit code 1 means that one of the names is unknown; the others are listed all the same.
            var result = await Cli.Wrap("dpkg-query").WithArguments([$"--admindir={Path.Combine(root, "var/lib/dpkg")}", "-W", "-f", "${Package} ${db:Status-Abbrev}\n", .. names.SelectMany(Alternatives)])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
            return ParseStatus(result.StandardOutput);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads dpkg-query's lines of name and state: <c>ii</c> is installed, <c>rc</c> is removed with its settings left.</summary>
    internal static IReadOnlySet<string> ParseStatus(string output) => output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is [_, ['i' or 'h', 'i', ..]])
        .Select(words => words[0])
        .ToHashSet();

    private static async Task InstallAsync(IReadOnlyList<string> missing, string command, IAnsiConsole console, CancellationToken cancellation)
    {
        async Task<List<string>> Choose()
        {
            var names = new List<string>();
            foreach (var name in missing) names.Add(await KnownAsync(Alternatives(name), cancellation));
            return names;
        }

        async Task Install() => await Apt($"Installing {string.Join(", ", missing)}", ["install", "-y", "--no-install-recommends", .. await Choose()], command).RunAsync(console, cancellation);

        try
        {
            await Install();
        }
        catch (OperationException)
        {
            // A fresh machine has no package lists, an old one has stale ones: both look like this.
            await Apt("Reading the package lists", ["update"], DebianArchive.MirrorFix).RunAsync(console, cancellation);
            await Install();
        }

        console.Good($"installed {string.Join(", ", missing)}");
    }

    private static LongCommand Apt(string title, IReadOnlyList<string> arguments, string fix) =>
        new(title, "apt-get", ["-o", "DPkg::Lock::Timeout=300", .. arguments]) { Fix = fix, Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" } };

    private static async Task<string> KnownAsync(string[] alternatives, CancellationToken cancellation)
    {
        if (alternatives.Length == 1) return alternatives[0];
        foreach (var name in alternatives)
        {
            var shown = await Cli.Wrap("apt-cache").WithArguments(["show", "--no-all-versions", name]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
            if (shown.ExitCode == 0 && shown.StandardOutput.StartsWith("Package:", StringComparison.Ordinal)) return name;
        }

        return alternatives[0];
    }

    private static string[] Alternatives(string name) => name.Split('|');
}
