using System.Formats.Tar;
using System.Text.Json;

namespace ArgusAI.Operations.Images;

/// <summary>An image of one platform in an OCI archive.</summary>
/// <param name="Platform">Such as <c>linux/amd64</c>.</param>
/// <param name="Digest">Its manifest's digest: equal for equal images.</param>
/// <param name="Layers">The digests of its layers, the lowest first.</param>
/// <param name="Config">The digest of its configuration.</param>
public sealed record PlatformImage(string Platform, string Digest, IReadOnlyList<string> Layers, string Config);

/// <summary>A statement about an image that is attached to it.</summary>
/// <param name="Platform">The platform of the image it is about.</param>
/// <param name="Predicate">The in-toto predicate type, such as <c>https://spdx.dev/Document</c>.</param>
/// <param name="Digest">The digest of the statement's blob.</param>
public sealed record Attestation(string Platform, string Predicate, string Digest);

/// <summary>An OCI image layout in a tar file, as <c>--output type=oci</c> writes it.</summary>
public sealed class OciArchive
{
    /// <summary>SPDX, as BuildKit attaches it.</summary>
    public const string Spdx = "https://spdx.dev/Document";

    /// <summary>The start of the predicate types of SLSA provenance.</summary>
    public const string Provenance = "https://slsa.dev/provenance/";

    private readonly string path;

    private OciArchive(string path, string digest, IReadOnlyList<PlatformImage> images, IReadOnlyList<Attestation> attestations) =>
        (this.path, Digest, Images, Attestations) = (path, digest, images, attestations);

    /// <summary>The digest of the whole: the list of platforms, or the only image.</summary>
    public string Digest { get; }

    /// <summary>The image of each platform.</summary>
    public IReadOnlyList<PlatformImage> Images { get; }

    /// <summary>What is attached.</summary>
    public IReadOnlyList<Attestation> Attestations { get; }

    /// <summary>Reads the manifests of an archive; layers stay where they are.</summary>
    /// <param name="path">The tar file.</param>
    /// <exception cref="OperationException">It is no such archive, or only half of one.</exception>
    public static OciArchive Read(string path)
    {
        try
        {
            var contents = Contents(path);
            using var index = JsonDocument.Parse(contents["index.json"] ?? "");
            var digest = index.RootElement.GetProperty("manifests")[0].GetProperty("digest").GetString()!;
            var top = Document(contents, digest);
            if (!top.TryGetProperty("manifests", out var listed)) return new(path, digest, [Image(contents, digest, null)], []);

            var all = listed.EnumerateArray().ToList();
            var images = all.Where(m => !IsAttestation(m)).Select(m => Image(contents, m.GetProperty("digest").GetString()!, m.GetProperty("platform"))).ToList();
            var attestations = all.Where(IsAttestation).SelectMany(m => Statements(contents, m, images)).ToList();
            return new(path, digest, images, attestations);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or FormatException or JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new OperationException($"'{path}' is no whole OCI archive: {broken.Message}", "make it again: ./build.sh Containers --export FOLDER", broken);
        }
    }

    /// <summary>Hands the content of one blob to a reader.</summary>
    /// <param name="digest">Its digest.</param>
    /// <param name="read">Reads it; the stream ends with the blob.</param>
    /// <exception cref="KeyNotFoundException">It is not in the archive.</exception>
    public T Blob<T>(string digest, Func<Stream, T> read)
    {
        using var file = File.OpenRead(path);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name == Name(digest) && entry.DataStream is { } content) return read(content);
        }

        throw new KeyNotFoundException($"{digest} is not in {path}");
    }

    /// <summary>The text of a small blob: a manifest, a configuration, a statement.</summary>
    public string Text(string digest) => Blob(digest, stream => new StreamReader(stream).ReadToEnd());

    // By name, the text of what is JSON and small: manifests, configurations, statements. Layers are neither, and have none.
    private static Dictionary<string, string?> Contents(string path)
    {
        const int Largest = 64_000_000;
        var found = new Dictionary<string, string?>();
        using var file = File.OpenRead(path);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            // The reader skips content without noticing that it is not there.
            if (entry.DataOffset + entry.Length > file.Length) throw new InvalidDataException($"it ends inside {entry.Name}");
            found[entry.Name] = entry.Length <= Largest && entry.DataStream is { } content && content.ReadByte() == '{' ? "{" + new StreamReader(content).ReadToEnd() : null;
        }

        return found;
    }

    private static PlatformImage Image(Dictionary<string, string?> contents, string digest, JsonElement? platform)
    {
        var manifest = Document(contents, digest);
        var config = manifest.GetProperty("config").GetProperty("digest").GetString()!;
        IReadOnlyList<string> layers = [.. manifest.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("digest").GetString()!)];
        return layers.Append(config).FirstOrDefault(blob => !contents.ContainsKey(Name(blob))) is { } missing
            ? throw new InvalidDataException($"{missing} is not in it")
            : new(PlatformOf(platform ?? Document(contents, config)), digest, layers, config);
    }

    private static IEnumerable<Attestation> Statements(Dictionary<string, string?> contents, JsonElement described, IReadOnlyList<PlatformImage> images)
    {
        var about = described.GetProperty("annotations").GetProperty("vnd.docker.reference.digest").GetString();
        foreach (var layer in Document(contents, described.GetProperty("digest").GetString()!).GetProperty("layers").EnumerateArray())
            yield return new(images.First(i => i.Digest == about).Platform, layer.GetProperty("annotations").GetProperty("in-toto.io/predicate-type").GetString()!, layer.GetProperty("digest").GetString()!);
    }

    private static bool IsAttestation(JsonElement manifest) =>
        manifest.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty("vnd.docker.reference.type", out var type) && type.GetString() == "attestation-manifest";

    private static string PlatformOf(JsonElement platform) => $"{platform.GetProperty("os").GetString()}/{platform.GetProperty("architecture").GetString()}";

    private static JsonElement Document(Dictionary<string, string?> contents, string digest)
    {
        using var document = JsonDocument.Parse(contents[Name(digest)] ?? "");
        return document.RootElement.Clone();
    }

    private static string Name(string digest) => "blobs/" + digest.Replace(':', '/');
}
