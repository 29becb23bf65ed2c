using System.Globalization;
using System.Text.Json.Nodes;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Compose.Schema;

/// <summary>YAML nodes as the JSON they mean, for a validator that knows only JSON.</summary>
static class YamlJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMapping map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Of(e.Value)))),
        YamlSequence list => new JsonArray([.. list.Items.Select(Of)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsTyped: true, Text: "true" or "false" } flag => flag.Text == "true",
        // YAML 1.1 takes a number with a leading 0 as octal, and so does Compose.
        YamlScalar { IsTyped: true, Text: ['0', _, ..] octal } when octal.All(char.IsAsciiDigit) => Convert.ToInt64(octal, 8),
        YamlScalar { IsTyped: true } number when long.TryParse(number.Text, CultureInfo.InvariantCulture, out var whole) => whole,
        YamlScalar { IsTyped: true } number when decimal.TryParse(number.Text, CultureInfo.InvariantCulture, out var fraction) => fraction,
        YamlScalar text => text.Text,
        _ => throw new InvalidOperationException($"unknown node {node}"),
    };
}
