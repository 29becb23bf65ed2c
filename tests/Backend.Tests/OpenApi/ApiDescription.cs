using System.Net;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace ArgusAI.Backend.Tests.OpenApi;

/// <summary>One operation of the API, as <c>/openapi.json</c> describes it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Node">Its description.</param>
internal sealed record Operation(string Method, string Path, JsonObject Node)
{
    public IEnumerable<(string Name, string In, JsonNode Schema)> Parameters => (Node["parameters"]?.AsArray() ?? [])
        .Select(p => (p!["name"]!.GetValue<string>(), p["in"]!.GetValue<string>(), p["schema"]!));

    /// <summary>Content types of the body it takes; empty without one.</summary>
    public IReadOnlyList<string> Bodies => [.. (Node["requestBody"]?["content"]?.AsObject() ?? []).Select(c => c.Key)];

    public JsonNode? JsonBody => Node["requestBody"]?["content"]?["application/json"]?["schema"];

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>The API's description, and whether an answer is one that it promises.</summary>
internal sealed class ApiDescription
{
    private readonly JsonObject _document;
    private readonly Dictionary<string, JsonSchema> _schemas = [];

    private ApiDescription(JsonObject document) => _document = document;

    public static async Task<ApiDescription> ReadAsync(HttpClient client) =>
        new(JsonNode.Parse(await client.GetStringAsync("/openapi.json"))!.AsObject());

    public IReadOnlyList<Operation> Operations =>
        [.. _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => new Operation(o.Key.ToUpperInvariant(), path.Key, o.Value!.AsObject())))];

    /// <summary>The schema that a reference names; anything else as it is.</summary>
    public JsonNode Resolve(JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } reference ? _document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;

    /// <summary>What an answer breaks of the description; null when it keeps to it.</summary>
    public async Task<string?> ComplaintAsync(Operation operation, HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        if (status >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable) return $"{status}: {await answer.Content.ReadAsStringAsync()}";
        if (operation.Node["responses"]?[$"{status}"] is not JsonObject response) return $"{status} is not described: {await answer.Content.ReadAsStringAsync()}";
        var contents = response["content"]?.AsObject() ?? [];
        string? type = answer.Content.Headers.ContentType?.MediaType;
        if (contents.Count == 0) return answer.Content.Headers.ContentLength is null or 0 ? null : $"{status} is described without content and has {type}";
        if (type is null || contents[type] is not { } content) return $"{status} has the content type '{type}', described are {string.Join(", ", contents.Select(c => c.Key))}";
        if (!type.EndsWith("json", StringComparison.Ordinal) || content["schema"] is not { } schema) return null;
        string body = await answer.Content.ReadAsStringAsync();
        var errors = (await SchemaAsync(schema)).Validate(body);
        return errors.Count == 0 ? null : $"{status}: {string.Join("; ", errors.Take(3))} in {body[..Math.Min(400, body.Length)]}";
    }

    private async Task<JsonSchema> SchemaAsync(JsonNode schema)
    {
        string key = schema.ToJsonString();
        if (_schemas.TryGetValue(key, out var known)) return known;
        // References point into the document, so its schemas come along, where the validator looks for them.
        var root = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["definitions"] = _document["components"]!["schemas"]!.DeepClone() };
        return _schemas[key] = await JsonSchema.FromJsonAsync(root.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
    }
}
