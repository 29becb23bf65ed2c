using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>An OCI image layout in a tar file, put together as BuildKit does it: blobs first, <c>index.json</c> after them.</summary>
internal sealed class LayoutFile
{
    private readonly List<(string Name, byte[] Content)> entries = [];

    /// <summary>An image list of both platforms, each with a list of contents and provenance attached.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="content">What the images' only layer holds: another one makes another digest.</param>
    internal static void WriteRelease(string path, string content)
    {
        var layout = new LayoutFile();
        string amd64 = layout.Image("amd64", content), arm64 = layout.Image("arm64", content);
        layout.Write(path, layout.List(
            Of(amd64, "amd64"), Of(arm64, "arm64"),
            layout.Attestation(amd64, ("https://spdx.dev/Document", new { predicate = new { spdxVersion = "SPDX-2.3", name = content } }), ("https://slsa.dev/provenance/v0.2", new { })),
            layout.Attestation(arm64, ("https://spdx.dev/Document", new { predicate = new { spdxVersion = "SPDX-2.3", name = content } }))));
    }

    /// <summary>Adds a blob; returns its digest.</summary>
    internal string Blob(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!entries.Any(e => e.Name.EndsWith(hash, StringComparison.Ordinal))) entries.Add(($"blobs/sha256/{hash}", bytes));
        return "sha256:" + hash;
    }

    /// <summary>Adds an image; returns its manifest's digest.</summary>
    internal string Image(string architecture, params string[] layers)
    {
        var config = Json(new { architecture, os = "linux" });
        return Json(new { config = new { digest = config }, layers = layers.Select(l => new { digest = Blob(l) }) });
    }

    /// <summary>Adds statements about an image; returns how a list names them.</summary>
    internal JsonNode Attestation(string image, params (string Predicate, object Statement)[] statements) => JsonSerializer.SerializeToNode(new
    {
        digest = Json(new
        {
            layers = statements.Select(s => new { digest = Json(s.Statement), annotations = new Dictionary<string, string> { ["in-toto.io/predicate-type"] = s.Predicate } }),
        }),
        platform = new { architecture = "unknown", os = "unknown" },
        annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest", ["vnd.docker.reference.digest"] = image },
    })!;

    /// <summary>How a list names an image of a platform.</summary>
    internal static JsonNode Of(string image, string architecture) => JsonSerializer.SerializeToNode(new { digest = image, platform = new { architecture, os = "linux" } })!;

    /// <summary>Adds a list of platforms; returns its digest.</summary>
    internal string List(params JsonNode[] described) => Json(new { manifests = described });

    /// <summary>Writes the tar file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="top">The digest that the index names; null for an empty index.</param>
    /// <param name="layersLast">Whether the index and all documents stand before the layers, as other programs write it.</param>
    internal void Write(string path, string? top, bool layersLast = false)
    {
        var index = ("index.json", JsonSerializer.SerializeToUtf8Bytes(new { manifests = top is null ? [] : new[] { new { digest = top } } }));
        WriteTar(path, layersLast ? [index, .. entries.OrderBy(e => e.Content.Length)] : [.. entries, index]);
    }

    /// <summary>Writes any files into a tar file.</summary>
    internal static void WriteTar(string path, params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var file = File.Create(path);
        using var tar = new TarWriter(file, TarEntryFormat.Ustar);
        foreach (var (name, content) in files) tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
    }

    private string Json(object value) => Blob(JsonSerializer.Serialize(value));
}
