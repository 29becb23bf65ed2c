using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using ArgusAI.Operations.Processes;
using CliWrap;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A path in a layer, as its archive has it.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Type">File, folder, link.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Owner">The user's number.</param>
/// <param name="Length">Bytes; 0 of everything but a file.</param>
/// <param name="Text">Its text, where it is small enough to be one.</param>
public sealed record LayerEntry(string Path, TarEntryType Type, UnixFileMode Mode, int Owner, long Length, string Text)
{
    /// <summary>Path, owner and mode, for a message.</summary>
    public override string ToString() => $"{Path} (uid {Owner}, mode {Convert.ToString((int)Mode, 8)})";
}

/// <summary>
/// The layers of an image, each as it is shipped: what a later layer hides is still in them. Read from <c>docker save</c>,
/// an OCI layout whose blobs come before the documents that say which of them are layers.
/// </summary>
/// <param name="Step">The step of the Dockerfile that made it.</param>
/// <param name="Entries">What it holds.</param>
public sealed record ImageLayer(string Step, IReadOnlyList<LayerEntry> Entries)
{
    private const int HeaderLength = 512;
    private const int LargestText = 300_000;
    private static readonly Dictionary<string, IReadOnlyList<ImageLayer>> Known = [];
    private static readonly byte[] Gzip = [0x1f, 0x8b];

    /// <summary>The layers of an image, the lowest first; nothing of it is started.</summary>
    public static async Task<IReadOnlyList<ImageLayer>> Of(string image)
    {
        if (Known.TryGetValue(image, out var known)) return known;
        IReadOnlyList<ImageLayer> layers = [];
        await new DockerCli().Command("image", "save", image).WithValidation(CommandResultValidation.ZeroExitCode)
            .WithStandardOutputPipe(PipeTarget.Create(async (stream, _) => layers = await Read(stream)))
            .ExecuteAsync(TestContext.Current.CancellationToken);
        return Known[image] = layers;
    }

    private static async Task<IReadOnlyList<ImageLayer>> Read(Stream saved)
    {
        var (layers, documents) = (new Dictionary<string, IReadOnlyList<LayerEntry>>(), new Dictionary<string, byte[]>());
        await using var tar = new TarReader(saved, leaveOpen: true);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.DataStream is null) continue;
            var pipe = PipeReader.Create(entry.DataStream, new StreamPipeReaderOptions(bufferSize: 1 << 16, leaveOpen: true));
            var start = (await pipe.ReadAtLeastAsync(HeaderLength)).Buffer;
            var head = start.Slice(0, Math.Min(start.Length, HeaderLength)).ToArray();
            pipe.AdvanceTo(start.Start);
            await using var data = pipe.AsStream(leaveOpen: true);
            if (head is [(byte)'{' or (byte)'[', ..]) documents[entry.Name] = await Bytes(data);
            else if (head.AsSpan().StartsWith(Gzip)) layers[entry.Name] = await Contents(new GZipStream(data, CompressionMode.Decompress));
            else layers[entry.Name] = await Contents(data);
        }
        await saved.CopyToAsync(Stream.Null);

        using var manifest = JsonDocument.Parse(documents["manifest.json"]);
        using var config = JsonDocument.Parse(documents[manifest.RootElement[0].GetProperty("Config").GetString()!]);
        var steps = config.RootElement.GetProperty("history").EnumerateArray().Where(h => !h.TryGetProperty("empty_layer", out _)).Select(h => h.GetProperty("created_by").GetString()!);
        return [.. manifest.RootElement[0].GetProperty("Layers").EnumerateArray().Zip(steps, (layer, step) => new ImageLayer(step, layers[layer.GetString()!]))];
    }

    private static async Task<IReadOnlyList<LayerEntry>> Contents(Stream layer)
    {
        var entries = new List<LayerEntry>();
        await using var tar = new TarReader(layer);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            bool file = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
            var text = file && entry is { DataStream: { } data, Length: < LargestText } ? await new StreamReader(data).ReadToEndAsync() : "";
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            entries.Add(new("/" + path.Trim('/'), entry.EntryType, entry.Mode, entry.Uid, file ? entry.Length : 0, text));
        }
        return entries;
    }

    private static async Task<byte[]> Bytes(Stream data)
    {
        using var copy = new MemoryStream();
        await data.CopyToAsync(copy);
        return copy.ToArray();
    }
}
