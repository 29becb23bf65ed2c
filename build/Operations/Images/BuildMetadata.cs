using System.Text.Json;

namespace ArgusAI.Operations.Images;

/// <summary>What Buildx writes down of a build: <c>--metadata-file</c>.</summary>
internal static class BuildMetadata
{
    /// <summary>The digest of each target's image; empty when nothing was written.</summary>
    /// <remarks>Engines that keep images outside containerd's store know them by their configuration; their exporter names it as the image's digest, too.</remarks>
    internal static IReadOnlyDictionary<string, string> Read(string path)
    {
        if (!File.Exists(path)) return new Dictionary<string, string>();
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.EnumerateObject()
            .Where(t => t.Value.ValueKind == JsonValueKind.Object && t.Value.TryGetProperty("containerimage.digest", out _))
            .ToDictionary(t => t.Name, t => t.Value.GetProperty("containerimage.digest").GetString()!);
    }
}
