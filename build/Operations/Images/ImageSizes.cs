using System.Formats.Tar;
using System.Text.Json;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>
/// How big images are on disk, as the sum of their files. An engine's own number means compressed, unpacked or both,
/// depending on its image store.
/// </summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">Gives the folder where measured sizes are kept, by image id.</param>
public sealed class ImageSizes(DockerCli docker, Workspace workspace)
{
    private const string Fix = "build the image first: ./build.sh Containers";

    private string File => workspace[".nuke/temp/image-sizes.json"];

    /// <summary>Measures an image: the bytes of all files that a container sees.</summary>
    /// <param name="image">Its name.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The engine has no such image.</exception>
    public async Task<long> MeasureAsync(string image, CancellationToken cancellation = default)
    {
        var id = (await docker.ReadAsync(["image", "inspect", "--format", "{{.Id}}", image], Fix, cancellation)).Trim();
        var known = Read();
        if (known.TryGetValue(id, out long size)) return size;
        // Exported from a container that never runs; the command only has to be a word.
        var container = (await docker.ReadAsync(["create", "--network", "none", "--pull", "never", image, "argusai-size"], Fix, cancellation)).Trim();
        try
        {
            size = await ExportAsync(container, cancellation);
        }
        finally
        {
            await docker.RunAsync(["rm", "--force", "--volumes", container], CancellationToken.None);
        }

        known[id] = size;
        AtomicFile.Write(File, JsonSerializer.Serialize(known) + "\n");
        return size;
    }

    /// <summary>Prints a table of images and their sizes.</summary>
    /// <param name="images">Their names.</param>
    /// <param name="console">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">The engine lacks one.</exception>
    public async Task PrintAsync(IEnumerable<string> images, IAnsiConsole console, CancellationToken cancellation = default)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("Image").AddColumn(new TableColumn("Files").RightAligned());
        foreach (var image in images) table.AddRow(Markup.Escape(image), Megabytes(await MeasureAsync(image, cancellation)));
        console.Write(table);
    }

    /// <summary>Sums the files of a tar stream; a hard link has no bytes of its own.</summary>
    internal static async Task<long> SumAsync(Stream tar, CancellationToken cancellation)
    {
        long sum = 0;
        await using var reader = new TarReader(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile) sum += entry.Length;
        }

        // What follows the end mark is padding; unread, it would block the writer.
        await tar.CopyToAsync(Stream.Null, cancellation);
        return sum;
    }

    /// <summary>Decimal megabytes, as Docker prints them.</summary>
    internal static string Megabytes(long bytes) => FormattableString.Invariant($"{bytes / 1e6:0.0} MB");

    private async Task<long> ExportAsync(string container, CancellationToken cancellation)
    {
        long sum = 0;
        await docker.Command("export", container)
            .WithValidation(CommandResultValidation.ZeroExitCode)
            .WithStandardOutputPipe(PipeTarget.Create(async (stream, token) => sum = await SumAsync(stream, token)))
            .ExecuteAsync(cancellation);
        return sum;
    }

    private Dictionary<string, long> Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Dictionary<string, long>>(System.IO.File.ReadAllText(File)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
