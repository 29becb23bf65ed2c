using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>An image as it goes out.</summary>
/// <param name="Name">Its name with its tag.</param>
/// <param name="Path">The OCI archive.</param>
/// <param name="Archive">What is in it.</param>
public sealed record ReleasedImage(string Name, string Path, OciArchive Archive);

/// <summary>
/// Images for others: with the commit's time in the place of the build's, so that anybody who builds the commit gets the
/// same bytes, and with SBOM and provenance attached. What is pushed is the archive that was made, byte for byte.
/// </summary>
/// <param name="docker">The command line; its sign-ins count.</param>
/// <param name="workspace">The clone.</param>
/// <param name="console">Shows the progress.</param>
public sealed class ImageRelease(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    /// <summary>The pin file's key of BuildKit's SBOM generator.</summary>
    public const string Generator = "sbom-scanner";

    // Docker Hub says the same of an image that a first push will make as of one that is closed.
    private const string NotThereOrClosed = "repository does not exist or may require authorization: server message: insufficient_scope";

    /// <summary>The folder that archives go to (<c>--export</c>), seen from where the command was typed; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether they are pushed.</summary>
    public bool Push { get; init; }

    /// <summary>The registry and the path that their names begin with (<c>--registry</c>), such as <c>ghcr.io/me</c>; null for those of the bake file.</summary>
    public string? Registry { get; init; }

    /// <summary>The images from outside that a release needs, by their keys in the pin file.</summary>
    public IReadOnlyList<string> Needs => Wanted ? [Generator] : [];

    private bool Wanted => Push || Folder is not null;

    /// <summary>Exports and pushes, as asked; nothing when neither was.</summary>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="settings">Platforms, builder, caches, certificates.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The export failed, or the registry refused.</exception>
    public async Task RunAsync(BaseImageSource source, BuildSettings settings, CancellationToken cancellation = default)
    {
        if (!Wanted) return;
        using var temporary = Folder is null ? new TemporaryFolder(workspace) : null;
        var images = await ExportAsync(source, settings, Folder is null ? temporary!.Path : Path.GetFullPath(Folder, CalledFrom), cancellation);
        foreach (var image in images)
        {
            console.Good($"{image.Name}: {image.Archive.Digest}{(Folder is null ? "" : $"  {image.Path}")}");
            foreach (var platform in image.Archive.Images)
                console.Line($"  {platform.Platform}  {platform.Digest}  attached: {string.Join(", ", image.Archive.Attestations.Where(a => a.Platform == platform.Platform).Select(a => a.Predicate).Order(StringComparer.Ordinal))}");
        }

        if (Push) await PushAsync(images, cancellation);
    }

    /// <summary>Writes an OCI archive of each image, and its SBOM of each platform beside it; all of them, or none.</summary>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="settings">Platforms, builder, caches, certificates.</param>
    /// <param name="folder">Where to; what is there under other names stays.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The build or the export failed: the folder is as it was.</exception>
    public async Task<IReadOnlyList<ReleasedImage>> ExportAsync(BaseImageSource source, BuildSettings settings, string folder, CancellationToken cancellation = default)
    {
        var targets = BakeTargets.Default(workspace);
        var commit = await SourceCommit.ReadAsync(workspace, console, apart: folder, cancellation: cancellation);
        var generator = PinFile.Load(workspace)[Generator];
        try
        {
            using var partial = new TemporaryFolder(folder, ".partial-");
            IReadOnlyList<string> arguments =
            [
                .. targets.SelectMany(t => new[] { "--set", $"{t}.tags={Name(t)}", "--set", $"{t}.output=type=oci,dest={ImageOutput.Archive(partial.Path, t)},rewrite-timestamp=true" }),
                "--set", "*.attest=type=provenance,mode=max",
                "--set", $"*.attest=type=sbom,generator={(source.StandIns ? generator.StandIn : generator.Pinned)}",
                .. commit.Labels.SelectMany(l => new[] { "--set", $"*.labels.{l.Key}={l.Value}" }),
                .. await settings.ArgumentsAsync(docker, workspace, console, source, targets, cancellation),
                .. targets,
            ];
            await new Bake(docker, workspace, console).RunAsync("Exporting the images", source, settings.Builder, arguments, commit.Variables, cancellation);
            // All are read before the first one takes its place.
            var archives = targets.ToDictionary(t => t, t => OciArchive.Read(ImageOutput.Archive(partial.Path, t)));
            return [.. targets.Select(t => Keep(archives[t], ImageOutput.Archive(partial.Path, t), folder, Name(t)))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Explain(folder, failure)!;
        }
    }

    /// <summary>Pushes archives: every platform, SBOM and provenance with them.</summary>
    /// <param name="images">What <see cref="ExportAsync"/> wrote, named for the registry.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The registry refuses or does not answer; the message says which images it has already.</exception>
    public async Task PushAsync(IReadOnlyList<ReleasedImage> images, CancellationToken cancellation = default)
    {
        var pushed = new List<string>();
        foreach (var image in images)
        {
            await using var name = await BorrowedName.TakeAsync(docker, image.Name, cancellation);
            await docker.ReadAsync(["load", "--quiet", "--input", image.Path], "check the engine's disk (docker system df), then run the command again", cancellation);
            try
            {
                await new LongCommand($"Pushing {image.Name}", docker.Executable, ["push", image.Name]) { Environment = docker.Environment, Fix = "" }.RunAsync(console, cancellation);
            }
            catch (OperationException refused)
            {
                var there = pushed.Count > 0 ? $"\nPushed before it: {string.Join(", ", pushed)}" : "\nNothing was pushed.";
                throw new OperationException(refused.Message.Split("\n  Fix:")[0] + there, Named(BuildFailure.Fix(refused.Message), image.Name), refused);
            }

            pushed.Add(image.Name);
            console.Good($"pushed {image.Name}@{image.Archive.Digest}");
        }
    }

    /// <summary>Whether what was asked for can work: told before a build of minutes.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">It is no such name, the registry does not answer or wants a sign-in, or the engine cannot hold what is pushed.</exception>
    public async Task CheckAsync(CancellationToken cancellation = default)
    {
        if (!Push)
        {
            if (Registry is not null) _ = Name(BakeTargets.Default(workspace)[0]);
            return;
        }

        if (Registry is null) throw new OperationException("--push needs to know where to", "add --registry HOST/NAME, such as --registry ghcr.io/me");
        foreach (var target in BakeTargets.Default(workspace))
        {
            var name = Name(target);
            var asked = await docker.RunAsync(["buildx", "imagetools", "inspect", name], cancellation);
            var answer = asked.StandardError.Trim().Split('\n')[^1];
            // An image that is not there yet is what a first push meets.
            if (asked.ExitCode == 0 || answer.EndsWith(": not found", StringComparison.OrdinalIgnoreCase)) continue;
            if (!answer.Contains(NotThereOrClosed, StringComparison.OrdinalIgnoreCase))
                throw new OperationException($"{name} cannot be pushed: {answer}", Named(BuildFailure.Fix(answer), name));
            console.Warn($"{name} is not there yet, or closed. If the push is refused, {Named(BuildFailure.Fix(answer), name)}");
        }

        if (!await ImageOutput.KeepsListsAsync(docker, cancellation))
            throw new OperationException("this engine's image store cannot hold what is pushed (several platforms, SBOM and provenance)", "switch it to containerd's store (\"features\": {\"containerd-snapshotter\": true} in daemon.json), or write archives with --export FOLDER and push those with skopeo, crane or oras");
    }

    /// <summary>An image's name in a registry: the bake file's, with another beginning.</summary>
    internal string Name(string target)
    {
        var given = BakeTargets.Tag(workspace, target);
        if (Registry is null) return given;
        var place = Registry.TrimEnd('/');
        var name = $"{place}/{given[(given.LastIndexOf('/') + 1)..]}";
        return place.Contains('/', StringComparison.Ordinal) && Containers.ImageRef.TryParse(name, null, out var parsed) && parsed.Registry is not null
            ? name
            : throw new OperationException($"--registry '{Registry}' does not begin an image's name", "write HOST[:PORT]/NAME in lower case, such as ghcr.io/me or localhost:5000/argusai");
    }

    private static string CalledFrom => Environment.GetEnvironmentVariable("ARGUSAI_CALLED_FROM") ?? Directory.GetCurrentDirectory();

    private static string Named(string fix, string name) => fix.Replace("HOST", name.Split('/')[0], StringComparison.Ordinal);

    private static ReleasedImage Keep(OciArchive archive, string written, string folder, string name)
    {
        var file = Path.GetFileName(name[..name.LastIndexOf(':')]);
        foreach (var sbom in archive.Attestations.Where(a => a.Predicate == OciArchive.Spdx))
            AtomicFile.Write(Path.Combine(folder, $"{file}.{sbom.Platform.Replace('/', '-')}.spdx.json"), Predicate(archive.Text(sbom.Digest)));
        var path = Path.Combine(folder, $"{file}.oci.tar");
        File.Move(written, path, overwrite: true);
        return new ReleasedImage(name, path, OciArchive.Read(path));
    }

    private static string Predicate(string statement)
    {
        using var document = System.Text.Json.JsonDocument.Parse(statement);
        return document.RootElement.GetProperty("predicate").GetRawText() + "\n";
    }
}
