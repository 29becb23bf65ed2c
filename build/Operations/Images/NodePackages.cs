using System.Formats.Tar;
using System.IO.Compression;
using ArgusAI.Operations.Engine;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Node and npm for the Node stand-in, from the npm registry that this machine's npm is set to.</summary>
public static class NodePackages
{
    /// <summary>Makes a folder with <c>node/package</c> and <c>npm/package</c>, unless it is there.</summary>
    /// <param name="folder">The folder; named after both versions and the architecture.</param>
    /// <param name="node">Node's version.</param>
    /// <param name="npm">npm's version.</param>
    /// <param name="architecture">Docker's name of it: <c>amd64</c> or <c>arm64</c>.</param>
    /// <param name="console">Told of progress.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is no npm, or its registry fails or lacks a version.</exception>
    public static async Task EnsureAsync(string folder, string node, string npm, string architecture, IAnsiConsole console, CancellationToken cancellation)
    {
        if (Directory.Exists(folder)) return;
        var temporary = $"{folder}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(temporary);
            var binary = $"node-linux-{(architecture == "amd64" ? "x64" : architecture)}";
            await new LongCommand($"Downloading Node {node} and npm {npm}", "npm", ["pack", "--silent", $"{binary}@{node}", $"npm@{npm}"])
            {
                Folder = temporary,
                Fix = "install npm (package nodejs or npm) and check that `npm view npm version` works, then run the command again",
            }.RunAsync(console, cancellation);
            await UnpackAsync(temporary, $"{binary}-{node}.tgz", "node", cancellation);
            await UnpackAsync(temporary, $"npm-{npm}.tgz", "npm", cancellation);
            Directory.Move(temporary, folder);
        }
        catch (IOException failure)
        {
            throw new OperationException($"unpacking Node into '{folder}' failed: {failure.Message}", "check the disk, then run the command again", failure);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task UnpackAsync(string folder, string archive, string name, CancellationToken cancellation)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        await using (var file = File.OpenRead(Path.Combine(folder, archive)))
        await using (var zipped = new GZipStream(file, CompressionMode.Decompress))
        {
            await TarFile.ExtractToDirectoryAsync(zipped, target, overwriteFiles: true, cancellation);
        }

        File.Delete(Path.Combine(folder, archive));
        // C headers: 60 MB that every build would hand over for nothing.
        if (Directory.Exists(Path.Combine(target, "package/include"))) Directory.Delete(Path.Combine(target, "package/include"), recursive: true);
    }
}
