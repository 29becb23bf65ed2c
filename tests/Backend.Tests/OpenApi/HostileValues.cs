using System.Text.Json.Nodes;

namespace ArgusAI.Backend.Tests.OpenApi;

/// <summary>Values for a schema: some right, most wrong in the ways that callers and attackers get them wrong.</summary>
internal sealed class HostileValues(Random random, ApiDescription description)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "a\u0000b", "null", "-1", "0", "1e400", "9223372036854775808", "NaN", "true", "../../../../etc/passwd", "..%2f..%2fapp.db", "%00", "/dev/video0",
        "rtsp://user:pass@127.0.0.1:1/x", "file:///etc/passwd", "http://127.0.0.1:1/x", "'; DROP TABLE events; --", "%' OR '1'='1", "\\", "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0", "\ud83d\ude00", "\u202e\u0000", "2026-11-25T00:00:00Z", "2026-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
        "00000000-0000-0000-0000-000000000000", "0198b3a5-1111-7222-8333-444444444444", "admin", "viewer", "mog2", "low", "Europe/Berlin", "25:99",
    ];

    private static readonly double[] Numbers = [0, 1, -1, 5, 30, 201, int.MaxValue, int.MinValue, 1e18, -1e18, 1e308, 0.5, -0.1];

    /// <summary>A text for a path or a query.</summary>
    public string Text(JsonNode schema)
    {
        if (random.Next(3) == 0) return Plausible(schema);
        return random.Next(12) == 0 ? new string('x', 3000) : Texts[random.Next(Texts.Length)];
    }

    /// <summary>A JSON value; sometimes of the schema's shape, sometimes not.</summary>
    public JsonNode? Json(JsonNode schema, int depth = 0)
    {
        schema = description.Resolve(schema);
        if (depth > 5 || random.Next(6) == 0) return Any();
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices) return Json(choices[random.Next(choices.Count)]!, depth + 1);
        return Type(schema) switch
        {
            "object" when schema["properties"] is JsonObject properties => new JsonObject(properties.Where(_ => random.Next(5) > 0)
                .Select(p => KeyValuePair.Create(p.Key, Json(p.Value!, depth + 1)))),
            "array" when schema["items"] is { } items => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Json(items, depth + 1))]),
            "integer" => random.Next(2) == 0 ? random.Next(100) : Number(),
            "number" => random.Next(2) == 0 ? random.NextDouble() : Number(),
            "boolean" => random.Next(2) == 0,
            "string" => Text(schema),
            _ => Any(),
        };
    }

    private JsonNode? Any() => random.Next(8) switch
    {
        0 => null,
        1 => new JsonObject(),
        2 => new JsonArray(),
        3 => Number(),
        4 => true,
        5 => new JsonArray(Enumerable.Range(0, 2000).Select(i => (JsonNode?)i).ToArray()),
        6 => new string('y', 20_000),
        _ => Texts[random.Next(Texts.Length)],
    };

    private JsonValue Number() => JsonValue.Create(Numbers[random.Next(Numbers.Length)]);

    private string Plausible(JsonNode schema) => (description.Resolve(schema)["format"]?.GetValue<string>(), Type(schema)) switch
    {
        ("uuid", _) => Guid.NewGuid().ToString(),
        ("date-time", _) => "2026-11-25T10:00:00Z",
        (_, "integer" or "number") => $"{random.Next(300)}",
        (_, "boolean") => "true",
        _ => "name",
    };

    // "type": ["null", "string"] as well as "type": "string".
    private string? Type(JsonNode schema) => description.Resolve(schema)["type"] switch
    {
        JsonArray types => types.Select(t => t!.GetValue<string>()).LastOrDefault(t => t != "null"),
        { } type => type.GetValue<string>(),
        null => null,
    };
}
