using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArgusAI.Containers.Images;

namespace ArgusAI.Operations.Images;

/// <summary>A row of the table: files that are there for one reason.</summary>
/// <param name="Name">What people call them.</param>
/// <param name="Purpose">What they are for.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Files">How many there are.</param>
public sealed record PartSize(string Name, string Purpose, long Bytes, int Files);

/// <summary>A layer's share.</summary>
/// <param name="Step">The step of the Dockerfile that made it.</param>
/// <param name="Bytes">What the engine says it takes: its files, in some image stores rounded up to blocks.</param>
public sealed record LayerSize(string Step, long Bytes);

/// <summary>A file that has bytes.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="Bytes">How many.</param>
public sealed record FileSize(string Path, long Bytes);

/// <summary>What the files of an image are for: the size table, and the content of <c>artifacts/images/NAME.json</c>.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Id">The engine's id of what was measured.</param>
/// <param name="Bytes">The bytes of all files that a container sees, each file once.</param>
/// <param name="Budget">What they may be.</param>
/// <param name="Goal">What they are to be one day.</param>
/// <param name="Parts">The declared parts, the biggest first.</param>
/// <param name="Layers">The layers, the lowest first.</param>
/// <param name="Unexplained">Files that belong to no declared part, the biggest first.</param>
/// <param name="Declared">A hash of the parts and limits by which it was measured.</param>
public sealed record ImageReport(
    string Image, string Id, long Bytes, long Budget, long Goal,
    IReadOnlyList<PartSize> Parts, IReadOnlyList<LayerSize> Layers, IReadOnlyList<FileSize> Unexplained, string Declared)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The bytes of <see cref="Unexplained"/>.</summary>
    [JsonIgnore]
    public long UnexplainedBytes => Unexplained.Sum(f => f.Bytes);

    /// <summary>Says what the files are for.</summary>
    public static ImageReport Of(ImageInventory inventory, string id, IReadOnlyList<FileSize> files, IReadOnlyList<LayerSize> layers)
    {
        var byPart = files.ToLookup(f => inventory.PartOf(f.Path));
        return new ImageReport(inventory.Image.ToString(), id, files.Sum(f => f.Bytes), inventory.Budget, inventory.Goal,
            [.. inventory.Parts.Select(part => new PartSize(part.Name, part.Purpose, byPart[part].Sum(f => f.Bytes), byPart[part].Count()))
                .OrderByDescending(p => p.Bytes).ThenBy(p => p.Name, StringComparer.Ordinal)],
            layers,
            [.. byPart[null].OrderByDescending(f => f.Bytes).ThenBy(f => f.Path, StringComparer.Ordinal)],
            Declaration(inventory));
    }

    /// <summary>Whether measuring this image by these parts would give this report again.</summary>
    /// <param name="inventory">The parts, as they are declared now.</param>
    /// <param name="id">The engine's id of the image.</param>
    public bool Explains(ImageInventory inventory, string id) => Id == id && Declared == Declaration(inventory);

    /// <summary>As JSON, the names in snake case.</summary>
    public string Write() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is something else, such as the report of another version.</summary>
    public static ImageReport? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ImageReport>(json, Format) is { Image: not null, Id: not null, Parts: not null, Layers: not null, Unexplained: not null } report ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Declaration(ImageInventory inventory) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', inventory.Parts.Select(p => $"{p.Name}|{p.Purpose}|{string.Join('|', p.Paths)}").Append(FormattableString.Invariant($"{inventory.Budget} {inventory.Goal}"))))));
}
