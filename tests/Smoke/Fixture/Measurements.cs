using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Smoke.Fixture;

/// <summary>Notes what was measured beside the tests in <c>artifacts/measurements.json</c>; nothing passes or fails by it.</summary>
public static class Measurements
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Adds or replaces one value, with the time of its taking.</summary>
    /// <param name="name">What was measured, with its unit, e.g. <c>up_to_healthy_seconds</c>.</param>
    /// <param name="value">The value.</param>
    public static void Note(string name, double value)
    {
        var file = Path.Combine(Repository.Root, "artifacts", "measurements.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var all = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsObject() : [];
        all[name] = new JsonObject { ["value"] = Math.Round(value, 3), ["at"] = DateTime.UtcNow.ToString("O") };
        File.WriteAllText(file + ".new", all.ToJsonString(Indented) + "\n");
        File.Move(file + ".new", file, overwrite: true);
        Progress.Say($"measured {name} = {value:F2}");
    }
}
