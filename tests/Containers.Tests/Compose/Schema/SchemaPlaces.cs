using System.Text.Json.Nodes;
using NJsonSchema;

namespace ArgusAI.Containers.Tests.Compose.Schema;

/// <summary>A place of the schema: a path, the values the schema allows there, and how a value becomes a whole document.</summary>
/// <param name="Path">Keys joined by dots; <c>*</c> is any name, <c>[]</c> an item.</param>
/// <param name="IsKey">Whether it is a named key, not an item or an entry.</param>
/// <param name="Values">One or more values for every type and alternative.</param>
/// <param name="Document">The smallest document with a value at the place; without it for null.</param>
sealed record SchemaPlace(string Path, bool IsKey, IReadOnlyList<JsonNode?> Values, Func<JsonNode?, bool, JsonNode> Document);

/// <summary>Every place of the Compose schema, through references, patterns, lists and alternatives.</summary>
static class SchemaPlaces
{
    public static IReadOnlyList<SchemaPlace> All { get; } = [.. Walk(ComposeSchema.Root, "", (value, _) => value!.DeepClone())];

    static IEnumerable<SchemaPlace> Walk(JsonSchema schema, string path, Func<JsonNode?, bool, JsonNode> document)
    {
        foreach (var form in Forms(schema))
        {
            if (form.Type is JsonObjectType.None or JsonObjectType.Object || form.Type.HasFlag(JsonObjectType.Object))
            {
                foreach (var (key, child) in form.Properties)
                    foreach (var place in Below(child, Join(path, key), key, form, path, document, isKey: true))
                        yield return place;
                foreach (var (pattern, child) in form.PatternProperties)
                    foreach (var place in Below(child, Join(path, pattern == "^x-" ? "x-" : "*"), pattern == "^x-" ? "x-a" : "a", form, path, document, isKey: pattern == "^x-"))
                        yield return place;
            }
            if (form.Type.HasFlag(JsonObjectType.Array) && form.Item is { } item)
            {
                JsonNode InList(JsonNode? value, bool present) => document(new JsonArray(present ? [value?.DeepClone()] : []), true);
                yield return new(path + "[]", false, [.. SchemaSamples.Of(item, path + "[]")], InList);
                foreach (var place in Walk(item, path + "[]", InList)) yield return place;
            }
        }
    }

    static IEnumerable<SchemaPlace> Below(JsonSchema child, string path, string key, JsonSchema parent, string parentPath, Func<JsonNode?, bool, JsonNode> document, bool isKey)
    {
        JsonNode InMap(JsonNode? value, bool present)
        {
            var map = SchemaSamples.Least(parent, parentPath, key);
            map.Remove(key);
            if (present) map[key] = value?.DeepClone();
            return document(map, true);
        }
        yield return new(path, isKey, [.. SchemaSamples.Of(child, path)], InMap);
        foreach (var place in Walk(child, path, InMap)) yield return place;
    }

    static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The schema itself, or its alternatives.</summary>
    public static IEnumerable<JsonSchema> Forms(JsonSchema schema) =>
        schema.ActualSchema is { OneOf.Count: > 0 } choice ? choice.OneOf.SelectMany(Forms) : [schema.ActualSchema];
}
