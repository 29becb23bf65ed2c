using System.Text.Json;
using ArgusAI.Contract;

namespace ArgusAI.Operations.Compose;

/// <summary>Finds the one JSON line in which a service says what is wrong with its configuration (D41).</summary>
internal static class ReportedProblems
{
    /// <summary>The problems of the last such line; empty when no line is one.</summary>
    internal static IReadOnlyList<ConfigurationProblem> In(string log)
    {
        foreach (var line in log.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith('{') && l.Contains("\"problems\"", StringComparison.Ordinal)).Reverse())
        {
            if (Read(line) is { Count: > 0 } problems) return problems;
        }

        return [];
    }

    private static List<ConfigurationProblem>? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("problems", out var list) || list.ValueKind != JsonValueKind.Array) return null;
            return [.. list.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object).Select(p => new ConfigurationProblem(Text(p, "name"), Text(p, "problem"), Text(p, "fix")))];
        }
        catch (JsonException)
        {
            // Some other program's line that only looks like ours, or one that was cut off.
            return null;
        }
    }

    private static string Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
