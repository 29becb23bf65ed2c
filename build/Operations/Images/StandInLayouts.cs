using System.Formats.Tar;
using System.Text.Json;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Stand-ins for a builder that does not see this engine's images: handed over as OCI layouts, folders that Buildx sends
/// like any other build context. Kept in the cache by the image's id.
/// </summary>
internal static class StandInLayouts
{
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
        var folder = Path.Combine(workspace.Cache, "base-images", "layouts", id.Replace(':', '-'));
        if (!Directory.Exists(folder))
        {
            console.Line($"Handing {image} over to the builder …");
            var partial = $"{folder}.{Environment.ProcessId}";
            try
            {
                Directory.CreateDirectory(partial);
                await SaveAsync(docker, image, partial, cancellation);
                Directory.Move(partial, folder);
            }
            finally
            {
                if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
            }
        }

        using var index = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "index.json"), cancellation));
        return $"{folder}@{index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()}";
    }

    private static async Task SaveAsync(DockerCli docker, string image, string folder, CancellationToken cancellation)
    {
        var archive = Path.Combine(folder, "image.tar");
        await docker.ReadAsync(["save", "--output", archive, image], "check the disk, then run the command again", cancellation);
        try
        {
            await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: true, cancellation);
        }
        catch (IOException failure)
        {
            throw Files.AtomicFile.Explain(folder, failure)!;
        }

        File.Delete(archive);
    }
}
