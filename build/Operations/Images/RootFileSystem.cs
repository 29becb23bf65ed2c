using ArgusAI.Operations.Engine;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>The root file system of the Debian stand-in: mmdebstrap's <c>minbase</c>, kept in the cache as a tar file.</summary>
public static class RootFileSystem
{
    /// <summary>Debian's release, that of the official image.</summary>
    public const string Release = "trixie";

    /// <summary>The options that decide its content; part of the recipe's key.</summary>
    public static IReadOnlyList<string> Options { get; } =
    [
        "--variant=minbase",
        "--format=tar",
        "--aptopt=Acquire::Languages \"none\"",
        "--dpkgopt=force-unsafe-io",
        // As in the official slim image: no manuals, no translations, of the documentation only the licences.
        "--dpkgopt=path-exclude=/usr/share/man/*",
        "--dpkgopt=path-exclude=/usr/share/locale/*",
        "--dpkgopt=path-exclude=/usr/share/doc/*",
        "--dpkgopt=path-include=/usr/share/doc/*/copyright",
    ];

    /// <summary>Makes <c>rootfs-ARCHITECTURE.tar</c> in a folder, unless it is there. For another architecture its programs run emulated, which takes minutes.</summary>
    /// <param name="folder">The folder; named after the recipe's key.</param>
    /// <param name="sources">The apt sources, deb822, that the image keeps.</param>
    /// <param name="architecture">Docker's (and Debian's) name of it.</param>
    /// <param name="console">Told of progress.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The mirror fails, or the disk is full.</exception>
    public static async Task EnsureAsync(string folder, string sources, string architecture, IAnsiConsole console, CancellationToken cancellation)
    {
        var tar = Path.Combine(folder, $"rootfs-{architecture}.tar");
        if (File.Exists(tar)) return;
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $".rootfs-{architecture}-{Environment.ProcessId}.tar");
        try
        {
            await new LongCommand($"Building a Debian {Release} root file system ({architecture})", "mmdebstrap", [.. Options, $"--architectures={architecture}", Release, partial, sources])
            {
                Fix = DebianArchive.MirrorFix,
                // Times inside the tar file: the same packages give the same bytes, and with them the same image layer.
                Environment = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = "1704067200" },
            }.RunAsync(console, cancellation);
            File.Move(partial, tar, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
