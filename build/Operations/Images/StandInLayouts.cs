using System.Formats.Tar;
using System.Text.Json;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Stand-ins for a builder that does not see this engine's images: handed over as OCI layouts, folders that Buildx sends
/// like any other build context. Kept in the cache by the image's id; what no build used for a week is removed when another is made.
/// </summary>
internal static class StandInLayouts
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>What bake is told: the layout of each image from outside, for each target that starts from it.</summary>
    /// <exception cref="OperationException">The engine lacks a stand-in, or the disk is full.</exception>
    internal static async Task<IReadOnlyList<string>> ArgumentsAsync(DockerCli docker, Workspace workspace, IAnsiConsole console, IReadOnlyList<string> targets, CancellationToken cancellation)
    {
        var arguments = new List<string>();
        foreach (var target in targets)
        {
            foreach (var (reference, standIn) in BakeTargets.StandIns(workspace, target))
                arguments.AddRange(["--set", $"{target}.contexts.{reference}=oci-layout://{await EnsureAsync(docker, workspace, console, standIn, cancellation)}"]);
        }

        return arguments;
    }

    private static async Task<string> EnsureAsync(DockerCli docker, Workspace workspace, IAnsiConsole console, string image, CancellationToken cancellation)
    {
        var id = (await docker.ReadAsync(["image", "inspect", "--format", "{{.Id}}", image], "./build.sh BaseImages --base-images debian", cancellation)).Trim();
        var layouts = Path.Combine(workspace.Cache, "base-images", "layouts");
        var folder = Path.Combine(layouts, id.Replace(':', '-'));
        if (!Directory.Exists(folder))
        {
            // A stand-in built anew leaves its former layout, as large as an image.
            foreach (var old in Directory.CreateDirectory(layouts).GetDirectories().Where(d => DateTime.UtcNow - d.LastWriteTimeUtc > Kept)) old.Delete(recursive: true);
            using var partial = new TemporaryFolder(layouts, "partial-");
            Directory.Move(await SaveAsync(docker, image, partial.Path, console, cancellation), folder);
        }

        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index.json"), cancellation));
        return $"{folder}@{index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()}";
    }

    private static async Task<string> SaveAsync(DockerCli docker, string image, string temporary, IAnsiConsole console, CancellationToken cancellation)
    {
        var archive = Path.Combine(temporary, "image.tar");
        await new LongCommand($"Handing {image} over to the builder", docker.Executable, ["save", "--output", archive, image]) { Environment = docker.Environment, Fix = "check the disk, then run the command again" }.RunAsync(console, cancellation);
        var folder = Directory.CreateDirectory(Path.Combine(temporary, "layout")).FullName;
        try
        {
            await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true, cancellation);
        }
        catch (IOException failure)
        {
            throw Files.AtomicFile.Explain(folder, failure)!;
        }

        return folder;
    }
}
