using System.Text.Json;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Builds the application images with <c>docker buildx bake</c> and loads them into the engine: all of them, or none.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone.</param>
/// <param name="console">Shows the progress.</param>
public sealed class ImageBuild(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    /// <summary>Builds; less than a second when nothing changed, and then no image gets a new id.</summary>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="settings">Platforms, builder, caches, certificates; the defaults when null.</param>
    /// <param name="targets">The bake file's targets; its default group when null.</param>
    /// <param name="lists">Whether the engine in use keeps lists of platforms, where that is known: <see cref="Engine.EngineFacts.KeepsLists"/>.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="OperationException">It failed, and the last images are still there under their names; the message holds the failed step's last lines.</exception>
    public async Task<BuildSummary> RunAsync(BaseImageSource source, BuildSettings? settings = null, IReadOnlyList<string>? targets = null, bool? lists = null, CancellationToken cancellation = default)
    {
        settings ??= new BuildSettings();
        targets ??= BakeTargets.Default(workspace);
        var chosen = await ImageOutput.ForAsync(docker, settings, lists, cancellation);
        var bake = new Bake(docker, workspace, console);
        using var folder = new TemporaryFolder(workspace);
        BuildSummary summary;
        if (chosen.Archives)
        {
            summary = await bake.RunAsync(Title, source, settings.Builder, [.. await CommonAsync(source, settings, targets, cancellation), .. chosen.Into(folder.Path, targets)], cancellation: cancellation);
            foreach (var target in targets) await LoadAsync(ImageOutput.Archive(folder.Path, target), cancellation);
            await RemoveReplacedAsync(cancellation);
        }
        else
        {
            // Under names of this build's own: BuildKit moves names also when what follows fails, and one target's before the other's end.
            var names = targets.ToDictionary(t => t, t => $"{Unfinished}{t}:{ProcessTable.NewMark()}");
            var last = IdsAsync(targets, cancellation);
            var metadata = Path.Combine(folder.Path, "metadata.json");
            bool replaced;
            try
            {
                summary = await bake.RunAsync(Title, source, settings.Builder, [.. names.SelectMany(n => new[] { "--set", $"{n.Key}.tags={n.Value}" }), "--set", $"*.output={chosen.Value}", "--metadata-file", metadata, .. await CommonAsync(source, settings, targets, cancellation)], cancellation: cancellation);
                replaced = !BakeTargets.Built(metadata, targets).Zip(await last, (built, id) => built.Contains(id)).All(same => same);
                if (replaced) await Task.WhenAll(names.Select(n => docker.ReadAsync(["tag", n.Value, BakeTargets.Tag(workspace, n.Key)], "run the command again", cancellation)));
            }
            finally
            {
                await docker.RunAsync(["image", "rm", .. names.Values], CancellationToken.None);
            }

            if (replaced) await RemoveReplacedAsync(cancellation);
        }

        console.Good($"images built in {summary.Duration.TotalSeconds:0.0} s ({summary.Cached} of {summary.Steps} steps from the cache)");
        return summary;
    }

    private const string Title = "Building the images";
    private const string Unfinished = "argusai.local/unfinished/";

    private async Task<IEnumerable<string>> CommonAsync(BaseImageSource source, BuildSettings settings, IReadOnlyList<string> targets, CancellationToken cancellation) =>
    [
        // Attestations give every cached rebuild a new image id, and compose would recreate its containers.
        "--provenance=false",
        .. await settings.ArgumentsAsync(docker, workspace, console, source, targets, cancellation),
        .. targets,
    ];

    // What has the names now; blank for a name that nothing has. One that is missing makes the exit code 1 and no line.
    private async Task<IReadOnlyList<string>> IdsAsync(IReadOnlyList<string> targets, CancellationToken cancellation)
    {
        IReadOnlyList<string> tags = [.. targets.Select(t => BakeTargets.Tag(workspace, t))];
        var lines = (await docker.RunAsync(["image", "inspect", "--format", "{{.Id}} {{json .RepoTags}}", .. tags], cancellation)).StandardOutput.Split('\n');
        return [.. tags.Select(tag => lines.FirstOrDefault(l => l.Contains($"\"{tag}\"", StringComparison.Ordinal))?.Split(' ')[0] ?? "")];
    }

    private async Task LoadAsync(string archive, CancellationToken cancellation) =>
        await docker.ReadAsync(["load", "--quiet", "--input", archive], "check the engine's disk (docker system df), then run the command again", cancellation);

    // What carried the names before has none now, and what a killed build left has a name that no build uses. An image that a
    // container uses is not removed: the next build does it.
    private async Task RemoveReplacedAsync(CancellationToken cancellation)
    {
        var nameless = await ListAsync(["--quiet", "--no-trunc", "--filter", "dangling=true", "--filter", $"label=org.opencontainers.image.source={Contract.Product.SourceUrl}"], cancellation);
        var unfinished = await ListAsync(["--format", "{{.Repository}}:{{.Tag}}", "--filter", $"reference={Unfinished}*"], cancellation);
        IReadOnlyList<string> left = [.. nameless, .. unfinished.Where(name => ProcessTable.IsAbandoned(name.Split(':')[^1]))];
        if (left.Count > 0) await docker.RunAsync(["image", "rm", .. left], cancellation);
    }

    private async Task<IEnumerable<string>> ListAsync(IEnumerable<string> options, CancellationToken cancellation) =>
        (await docker.RunAsync(["image", "ls", .. options], cancellation)).StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct();
}

/// <summary>The targets of the project's bake file.</summary>
internal static class BakeTargets
{
    /// <summary>The images that are built when none is named.</summary>
    internal static IReadOnlyList<string> Default(Workspace workspace) =>
        Read(workspace, root => (IReadOnlyList<string>)[.. root.GetProperty("group").GetProperty("default").GetProperty("targets").EnumerateArray().Select(t => t.GetString()!)]);

    /// <summary>An image's name with its tag.</summary>
    internal static string Tag(Workspace workspace, string target) =>
        Read(workspace, root => root.GetProperty("target").GetProperty(target).GetProperty("tags")[0].GetString()!);

    /// <summary>The ids each target's image may have, as Buildx wrote them down: the containerd store names an image by its manifest, the older one by its configuration.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Built(string metadata, IReadOnlyList<string> targets)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(metadata));
        return [.. targets.Select(t => Ids(document.RootElement.GetProperty(t)))];

        static IReadOnlyList<string> Ids(JsonElement target) =>
            [.. target.EnumerateObject().Where(p => p.Name is "containerimage.digest" or "containerimage.config.digest").Select(p => p.Value.GetString()!)];
    }

    /// <summary>The images from outside that a target starts from where stand-ins take their place: reference and stand-in.</summary>
    internal static IReadOnlyList<(string Reference, string StandIn)> StandIns(Workspace workspace, string target) =>
        Read(workspace, root => (IReadOnlyList<(string, string)>)[.. root.GetProperty("target").GetProperty(target).GetProperty("contexts").EnumerateObject()
            .Select(c => (c.Name, c.Value.GetString()!.Replace("docker-image://", "", StringComparison.Ordinal)))], Bake.StandInOverlay);

    private static T Read<T>(Workspace workspace, Func<JsonElement, T> read, string file = Bake.File)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(workspace[file]));
        return read(document.RootElement);
    }
}
