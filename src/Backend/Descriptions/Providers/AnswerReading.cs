using System.Text.Json;

namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>Walks through a stranger's JSON: what is not there, or of another kind, is nothing, and nothing throws for it.</summary>
internal static class AnswerReading
{
    /// <summary>A property of an object.</summary>
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The elements of an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>The first element of an array.</summary>
    public static JsonElement First(this JsonElement element) => element.Items().FirstOrDefault();

    /// <summary>A string.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>A number from 0 on.</summary>
    public static int Count(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) && number > 0 ? number : 0;
}
