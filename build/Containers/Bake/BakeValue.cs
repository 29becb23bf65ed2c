using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Containers.Bake;

/// <summary>Any JSON value, in which bake computes <c>${…}</c>.</summary>
public sealed record BakeValue
{
    /// <summary>The file is read by bake, not by a browser: letters stay letters.</summary>
    internal static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as JSON, without blanks between its parts.</summary>
    public string Json { get; }

    internal BakeValue(JsonNode? node) => Json = node?.ToJsonString(Compact) ?? "null";

    /// <summary>Reads JSON.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static BakeValue Parse(string json)
    {
        try
        {
            return new(JsonNode.Parse(json));
        }
        catch (JsonException)
        {
            throw Expected.Form("bake value", json, "JSON");
        }
    }

    /// <summary>A literal text.</summary>
    public static implicit operator BakeValue(string text) => new(JsonValue.Create(BakeTemplate.Write(text)));
    /// <summary>A text with variables.</summary>
    public static implicit operator BakeValue(Template text) => new(JsonValue.Create(BakeTemplate.Write(text)));
    /// <summary>True or false.</summary>
    public static implicit operator BakeValue(bool value) => new(JsonValue.Create(value));
    /// <summary>A number.</summary>
    public static implicit operator BakeValue(int value) => new(JsonValue.Create(value));

    internal JsonNode? Node => JsonNode.Parse(Json);

    /// <inheritdoc/>
    public override string ToString() => Json;
}
