using System.Formats.Tar;
using System.IO.Compression;
using ArgusAI.Operations.Engine;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Node and npm for the Node stand-in, from the npm registry that this machine's npm is set to.</summary>
public static class NodePackages
{
    /// <summary>Makes a folder with <c>node-ARCHITECTURE/package</c> and <c>npm/package</c>, as far as they are not there.</summary>
    /// <param name="folder">The folder; named after both versions.</param>
    /// <param name="node">Node's version.</param>
    /// <param name="npm">npm's version.</param>
    /// <param name="architectures">Docker's names of them: <c>amd64</c>, <c>arm64</c>.</param>
    /// <param name="console">Told of progress.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is no npm, or its registry fails or lacks a version.</exception>
    public static async Task EnsureAsync(string folder, string node, string npm, IReadOnlyList<string> architectures, IAnsiConsole console, CancellationToken cancellation)
    {
        foreach (var architecture in architectures)
            await EnsureAsync(Path.Combine(folder, $"node-{architecture}"), $"node-linux-{(architecture == "amd64" ? "x64" : architecture)}", node, console, cancellation);
        await EnsureAsync(Path.Combine(folder, "npm"), "npm", npm, console, cancellation);
    }

    private static async Task EnsureAsync(string folder, string package, string version, IAnsiConsole console, CancellationToken cancellation)
    {
        if (Directory.Exists(folder)) return;
        var temporary = $"{folder}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(temporary);
            await new LongCommand($"Downloading {package} {version}", "npm", ["pack", "--silent", $"{package}@{version}"])
            {
                Folder = temporary,
                Fix = "install npm (package nodejs or npm) and check that `npm view npm version` works, then run the command again",
            }.RunAsync(console, cancellation);
            await UnpackAsync(temporary, $"{package}-{version}.tgz", cancellation);
            Directory.Move(temporary, folder);
        }
        catch (IOException failure)
        {
            throw new OperationException($"unpacking {package} into '{folder}' failed: {failure.Message}", "check the disk, then run the command again", failure);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task UnpackAsync(string target, string archive, CancellationToken cancellation)
    {
        await using (var file = File.OpenRead(Path.Combine(target, archive)))
        await using (var zipped = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(zipped, target, overwriteFiles: true, cancellation);
        }

        File.Delete(Path.Combine(target, archive));
        // C headers: 60 MB that every build would hand over for nothing.
        if (Directory.Exists(Path.Combine(target, "package/include"))) Directory.Delete(Path.Combine(target, "package/include"), recursive: true);
    }
}
