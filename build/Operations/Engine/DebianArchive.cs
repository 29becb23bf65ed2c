using System.Text;
using ArgusAI.Operations.Files;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>
/// Downloads packages of another Debian release through this machine's mirror, with an apt configuration and state of its
/// own below the cache: the machine's sources, preferences and package lists are read, never changed.
/// </summary>
/// <param name="Release">The other release, such as <c>trixie</c>.</param>
/// <param name="Folder">Where the configuration, lists and packages are kept.</param>
public sealed record DebianArchive(string Release, string Folder)
{
    /// <summary>What to do when the mirror fails.</summary>
    public const string MirrorFix = "check that the apt mirror in /etc/apt can be reached (apt-get update), then run the command again";

    /// <summary>The downloaded packages.</summary>
    public string Packages => Path.Combine(Folder, "packages");

    /// <summary>The apt sources, in deb822 form; also what mmdebstrap takes.</summary>
    public string Sources => Path.Combine(Folder, "etc", "debian.sources");

    private IReadOnlyList<string> Options =>
    [
        "-o", $"Dir::State::lists={Folder}/lists",
        "-o", $"Dir::Cache={Folder}",
        "-o", $"Dir::Etc::sourcelist={Sources}",
        "-o", "Dir::Etc::sourceparts=/dev/null",
        "-o", "Dir::Etc::preferences=/dev/null",
        "-o", "Dir::Etc::preferencesparts=/dev/null",
        // The cache is often in a home folder that apt's own download user cannot enter.
        "-o", "APT::Sandbox::User=root",
        "-o", "Acquire::Languages=none",
    ];

    /// <summary>The archive of a release, on the mirror of this machine.</summary>
    /// <exception cref="OperationException">The machine's mirror is unknown.</exception>
    public static DebianArchive For(HostSystem system, string release, Workspace workspace)
    {
        var archive = new DebianArchive(release, Path.Combine(workspace.Cache, "apt", release));
        foreach (var folder in (string[])["etc", "lists/partial", "archives/partial", "packages"]) Directory.CreateDirectory(Path.Combine(archive.Folder, folder));
        var sources = AptSources.ForRelease(AptSources.Read(system.Root), system.Codename, release);
        if (!File.Exists(archive.Sources) || File.ReadAllText(archive.Sources) != sources) AtomicFile.Write(archive.Sources, sources);
        return archive;
    }

    /// <summary>Downloads the newest versions; what is there already is not fetched again.</summary>
    /// <returns>The packages' paths, in the order of the names.</returns>
    /// <exception cref="OperationException">The mirror fails, or lacks one of them.</exception>
    public async Task<IReadOnlyList<string>> DownloadAsync(string what, IReadOnlyList<string> names, IAnsiConsole console, CancellationToken cancellation)
    {
        await new LongCommand($"Reading the package lists of Debian {Release}", "apt-get", [.. Options, "update"]) { Fix = MirrorFix }.RunAsync(console, cancellation);
        await new LongCommand($"Downloading {what}", "apt-get", [.. Options, "download", .. names]) { Fix = MirrorFix, Folder = Packages }.RunAsync(console, cancellation);
        // Lines are: 'URI' file size checksum. Asked from a folder without packages: apt leaves out what is there already.
        var uris = await Cli.Wrap("apt-get").WithArguments([.. Options, "download", "--print-uris", .. names]).WithWorkingDirectory(Folder)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
        var files = uris.StandardOutput.Split('\n').Select(line => line.Split(' ')).Where(parts => parts.Length >= 3).Select(parts => parts[1]).ToList();
        return
        [
            .. names.Select(name => files.FirstOrDefault(f => f.StartsWith(name + "_", StringComparison.Ordinal)) is { } file && File.Exists(Path.Combine(Packages, file))
                ? Path.Combine(Packages, file)
                : throw new OperationException($"the mirror did not give the package '{name}' of Debian {Release}", MirrorFix)),
        ];
    }
}
