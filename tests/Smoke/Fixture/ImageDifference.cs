using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using ArgusAI.Operations.Images;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What differs between two builds of an image, file by file: what somebody who mends it needs to see.</summary>
public static class ImageDifference
{
    /// <summary>The differences of one platform, a line each; none when both are the same image.</summary>
    /// <param name="first">One build.</param>
    /// <param name="second">The other.</param>
    /// <param name="platform">Such as <c>linux/amd64</c>.</param>
    public static IReadOnlyList<string> Of(OciArchive first, OciArchive second, string platform)
    {
        PlatformImage a = first.Images.Single(i => i.Platform == platform), b = second.Images.Single(i => i.Platform == platform);
        if (a.Digest == b.Digest) return [];
        var lines = new List<string> { $"{platform}: {a.Digest} is not {b.Digest}" };
        if (a.Config != b.Config) lines.Add($"configuration:\n- {first.Text(a.Config)}\n+ {second.Text(b.Config)}");
        if (a.Layers.Count != b.Layers.Count) lines.Add($"{a.Layers.Count} layers, then {b.Layers.Count}");
        foreach (var (number, (one, other)) in a.Layers.Zip(b.Layers).Index().Where(l => l.Item.First != l.Item.Second))
            lines.AddRange(Layer(number, first.Blob(one, Files), second.Blob(other, Files)));
        return lines;
    }

    private static IEnumerable<string> Layer(int number, Dictionary<string, string> one, Dictionary<string, string> other)
    {
        var changed = one.Keys.Union(other.Keys).Order(StringComparer.Ordinal).Where(p => one.GetValueOrDefault(p) != other.GetValueOrDefault(p)).ToList();
        yield return changed.Count > 0 ? $"layer {number}: {changed.Count} paths" : $"layer {number}: the same files in another archive";
        foreach (var path in changed.Take(40)) yield return $"  {path}\n    - {one.GetValueOrDefault(path, "not there")}\n    + {other.GetValueOrDefault(path, "not there")}";
    }

    private static Dictionary<string, string> Files(Stream layer)
    {
        using var unzipped = new GZipStream(layer, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var files = new Dictionary<string, string>();
        while (tar.GetNextEntry() is { } entry)
        {
            var content = entry.DataStream is { } data ? Convert.ToHexStringLower(SHA256.HashData(data))[..16] : entry.LinkName;
            files["/" + entry.Name.TrimStart('.', '/')] = FormattableString.Invariant($"{entry.EntryType} {Convert.ToString((int)entry.Mode, 8)} {entry.Uid}:{entry.Gid} {entry.ModificationTime:u} {entry.Length} {content}");
        }

        return files;
    }
}
