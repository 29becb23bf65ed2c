using ArgusAI.Containers;
using System.Formats.Tar;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ArgusAI.Containers.Images;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Measures images and prints what each megabyte is for. Measured are the files, unpacked: an engine's own number means
/// compressed, unpacked or both, depending on its image store.
/// </summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">Gives the folder of the reports, which are also the memory of the last build.</param>
public sealed class ImageReports(DockerCli docker, Workspace workspace)
{
    private const string Fix = "build the image first: ./build.sh Containers";
    // Less than what the table shows.
    private const long Shown = 50_000;
    private const int NamedFiles = 3;
    private const int StepLength = 60;

    /// <summary>Measures an image; nothing of it is started.</summary>
    /// <param name="inventory">The image and its parts.</param>
    /// <param name="platform">Which one of its platforms; the engine's own when null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The engine has no such image.</exception>
    public async Task<ImageReport> MeasureAsync(ImageInventory inventory, Platform? platform = null, CancellationToken cancellation = default)
    {
        var image = inventory.Image.ToString();
        var id = await IdAsync(image, cancellation);
        // The engine tells the layers of its own platform only.
        return ImageReport.Of(inventory, id, await FilesAsync(image, platform, cancellation), platform is null ? await LayersAsync(image, cancellation) : []);
    }

    /// <summary>Prints a table for each image, with the change against what stood here at the last build, and keeps it as the new one.</summary>
    /// <param name="inventories">The images and their parts.</param>
    /// <param name="console">Where to.</param>
    /// <param name="platforms">The platforms they were built for; the engine's own when null or empty.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The engine lacks one.</exception>
    public async Task PrintAsync(IEnumerable<ImageInventory> inventories, IAnsiConsole console, IReadOnlyList<Platform>? platforms = null, CancellationToken cancellation = default)
    {
        IReadOnlyList<Platform?> measured = platforms is { Count: > 0 } ? [.. platforms] : [null];
        foreach (var (inventory, platform) in inventories.SelectMany(i => measured.Select(p => (i, p))))
        {
            var file = FileOf(inventory, platform);
            var last = File.Exists(file) ? ImageReport.Read(await File.ReadAllTextAsync(file, cancellation)) : null;
            // The same image and the same parts: what was measured still holds, and `Up` is not delayed.
            var report = last is not null && last.Explains(inventory, await IdAsync(inventory.Image.ToString(), cancellation)) ? last : await MeasureAsync(inventory, platform, cancellation);
            if (platform is not null) console.Line($"{platform}:", new Style(decoration: Decoration.Bold));
            Print(report, last, console);
            foreach (var part in inventory.Parts.Where(p => p.WhenMissing is not null && report.Parts.First(r => r.Name == p.Name).Files == 0))
                console.Warn($"{inventory.Image}{(platform is null ? "" : $" for {platform}")} is without {part.Name}: {part.WhenMissing}");
            if (report != last) AtomicFile.Write(file, report.Write());
        }
    }

    /// <summary>Where the report of an image lies.</summary>
    public string FileOf(ImageInventory inventory, Platform? platform = null) =>
        Path.Combine(workspace.Artifacts, "images", $"{Path.GetFileName(inventory.Image.Name)}{(platform is null ? "" : "." + platform.Value.Replace('/', '-'))}.json");

    internal static void Print(ImageReport report, ImageReport? last, IAnsiConsole console)
    {
        var before = last?.Parts.ToDictionary(p => p.Name, p => p.Bytes);
        string Change(string part, long bytes) => before is null ? "" : Difference(bytes - before.GetValueOrDefault(part));
        var table = new Table().Border(TableBorder.Simple).AddColumn("Part").AddColumn("What it is for")
            .AddColumn(new TableColumn("MB").RightAligned()).AddColumn(new TableColumn("Change").RightAligned());
        foreach (var part in report.Parts.Where(p => p.Files > 0)) table.AddRow(Escape(part.Name), Escape(part.Purpose), Megabytes(part.Bytes), Change(part.Name, part.Bytes));
        foreach (var gone in before?.Keys.Where(name => !report.Parts.Any(p => p.Name == name && p.Files > 0) && before[name] > 0) ?? [])
            table.AddRow(Escape(gone), "is gone", Megabytes(0), Difference(-before![gone]));
        table.AddRow("Unexplained", Escape(Names(report.Unexplained)), Megabytes(report.UnexplainedBytes), last is null ? "" : Difference(report.UnexplainedBytes - last.UnexplainedBytes));
        table.AddRow("Total", $"of {Megabytes(report.Budget)} MB{(report.Goal < report.Budget ? $" (later {Megabytes(report.Goal)})" : "")}", Megabytes(report.Bytes), last is null ? "" : Difference(report.Bytes - last.Bytes));

        var layers = new Table().Border(TableBorder.Simple).AddColumn("Layer, the lowest first").AddColumn(new TableColumn("MB").RightAligned());
        foreach (var layer in report.Layers.Where(l => l.Bytes >= Shown)) layers.AddRow(Escape(Shorten(layer.Step)), Megabytes(layer.Bytes));

        console.Line(last switch
        {
            null => $"{report.Image}: the first build that was measured here",
            _ when last.Id == report.Id => $"{report.Image}: the same image as at the last build",
            _ => $"{report.Image}: changed since the last build",
        });
        console.Write(table);
        if (report.Layers.Count > 0) console.Write(layers);
        if (report.Bytes > report.Budget) console.Warn($"{report.Image} is {Megabytes(report.Bytes - report.Budget)} MB over its budget");
    }

    // Exported from a container that never runs (the command only has to be a word): far faster than `docker save`, which
    // packs every layer anew.
    private async Task<IReadOnlyList<FileSize>> FilesAsync(string image, Platform? platform, CancellationToken cancellation)
    {
        var container = (await docker.ReadAsync(["create", "--network", "none", "--pull", "never", .. platform is null ? (string[])[] : ["--platform", platform.Value], image, "argusai-size"], Fix, cancellation)).Trim();
        try
        {
            IReadOnlyList<FileSize>? files = null;
            var errors = new StringBuilder();
            // A stream that ends early is no error of its own: what the program says about it is what people need.
            async Task Read(Stream stream, CancellationToken token)
            {
                try
                {
                    files = await ReadAsync(stream, token);
                }
                catch (Exception broken) when (broken is EndOfStreamException or InvalidDataException)
                {
                    errors.Append(broken.Message);
                }
            }

            var result = await docker.Command("export", container)
                .WithStandardOutputPipe(PipeTarget.Create(Read))
                .WithStandardErrorPipe(PipeTarget.ToDelegate(line => errors.Insert(0, line + "\n")))
                .ExecuteAsync(cancellation);
            return result.ExitCode == 0 && files is not null ? files
                : throw new OperationException($"exporting the files of {image} failed with code {result.ExitCode}: {errors.ToString().Trim()}", "run the command again; the engine's log says more");
        }
        finally
        {
            await docker.RunAsync(["rm", "--force", "--volumes", container], CancellationToken.None);
        }
    }

    /// <summary>The files of a tar stream that have bytes; a hard link has none of its own.</summary>
    internal static async Task<IReadOnlyList<FileSize>> ReadAsync(Stream tar, CancellationToken cancellation)
    {
        var files = new List<FileSize>();
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Length > 0)
                files.Add(new FileSize("/" + (entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name), entry.Length));
        }

        // What follows the end mark is padding; unread, it would block the writer.
        await tar.CopyToAsync(Stream.Null, cancellation);
        return files;
    }

    private async Task<IReadOnlyList<LayerSize>> LayersAsync(string image, CancellationToken cancellation)
    {
        var history = await docker.ReadAsync(["history", "--no-trunc", "--human=false", "--format", "{{json .}}", image], Fix, cancellation);
        return [.. history.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(Layer)];
    }

    private static LayerSize Layer(string line)
    {
        using var step = JsonDocument.Parse(line);
        return new LayerSize(step.RootElement.GetProperty("CreatedBy").GetString()!, long.Parse(step.RootElement.GetProperty("Size").GetString()!, CultureInfo.InvariantCulture));
    }

    private async Task<string> IdAsync(string image, CancellationToken cancellation) =>
        (await docker.ReadAsync(["image", "inspect", "--format", "{{.Id}}", image], Fix, cancellation)).Trim();

    private static string Names(IReadOnlyList<FileSize> files) => files.Count == 0
        ? "every file belongs to a part above"
        : string.Join(", ", files.Take(NamedFiles).Select(f => f.Path)) + (files.Count > NamedFiles ? $" and {files.Count - NamedFiles} more" : "");

    /// <summary>Decimal megabytes, as Docker counts them.</summary>
    internal static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Difference(long bytes) => Math.Abs(bytes) < Shown ? "=" : (bytes / 1e6).ToString("+0.0;-0.0", CultureInfo.InvariantCulture);

    private static string Shorten(string step) => step.Replace(" # buildkit", "", StringComparison.Ordinal).Shorten(StepLength);

    private static string Escape(string text) => Markup.Escape(text);
}
