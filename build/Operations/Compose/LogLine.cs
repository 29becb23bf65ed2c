using System.Text.Json;

namespace ArgusAI.Operations.Compose;

/// <summary>Makes a service's log line fit for people: the message of a JSON line (D41) without its stack trace, and no line without end.</summary>
internal static class LogLine
{
    private const int Longest = 400;

    internal static string Readable(string line)
    {
        var text = line.TrimEnd('\r', ' ');
        var words = text.StartsWith('{') ? Message(text) ?? text : text;
        return words.Length <= Longest ? words : words[..Longest] + " …";
    }

    private static string? Message(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Text(document.RootElement, "message") is { } message
                ? string.Join("  ", ((string?[])[Text(document.RootElement, "timestamp"), Text(document.RootElement, "level"), message]).OfType<string>())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement line, string name) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
