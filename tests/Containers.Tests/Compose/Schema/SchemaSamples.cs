using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace ArgusAI.Containers.Tests.Compose.Schema;

/// <summary>Values for every type and alternative that the schema allows at a place.</summary>
static partial class SchemaSamples
{
    /// <summary>What a text must look like where the schema says only that it is one: two different ones, by the end of the path.</summary>
    static readonly (string PathEnd, string[] Texts)[] Words =
    [
        (@"healthcheck\.(interval|timeout|start_period|start_interval)|\.(delay|monitor|window|stop_grace_period)", ["10s", "1m30s"]),
        (@"\.(memory|shm_size|mem_limit|mem_reservation|memswap_limit|size)|_bps\[\]\.rate", ["64m", "1g"]),
        (@"services\.\*\.image|pre_start\[\]\.image|\.tags\[\]", ["owner/app:1", "ghcr.io/owner/app@sha256:" + "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"]),
        (@"\.platforms\[\]|\.platform", ["linux/amd64", "linux/arm64/v8"]),
        (@"\.ports\[\]", ["80", "127.0.0.1:8080-8081:80-81/udp"]),
        (@"\.protocol", ["tcp", "udp"]),
        (@"ports\[\]\.mode", ["host", "ingress"]),
        (@"deploy\.mode", ["replicated", "global"]),
        (@"endpoint_mode", ["vip", "dnsrr"]),
        (@"failure_action", ["pause", "continue", "rollback"]),
        (@"restart_policy\.condition", ["none", "on-failure", "any"]),
        (@"propagation", ["shared", "rslave"]),
        (@"\*\.restart", ["no", "always", "on-failure:3", "unless-stopped"]),
        (@"pull_policy", ["always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly", "every_12h"]),
        (@"\.mode", ["0444", "0400"]),
        (@"container_name", ["aa", "bb"]),
        (@"healthcheck\.test\[\]", ["NONE"]),
        (@"max_failure_ratio|cpus|cpu_percent", ["0.5", "1"]),
        (@"volumes\[\]", ["a:/a", "./a:/a:ro", "/a"]),
    ];

    public static IEnumerable<JsonNode?> Of(JsonSchema schema, string path) => SchemaPlaces.Forms(schema).SelectMany(form => OfForm(form, path));

    static IEnumerable<JsonNode?> OfForm(JsonSchema form, string path)
    {
        if (form.Enumeration.Count > 0) return form.Enumeration.Select(word => (JsonNode?)JsonValue.Create((string)word!));
        // {} allows anything, as the keys that begin with x- do.
        if (form.Type == JsonObjectType.None) return [1, "a", true, new JsonArray(1), new JsonObject { ["a"] = "b" }];
        return new[] { JsonObjectType.String, JsonObjectType.Integer, JsonObjectType.Number, JsonObjectType.Boolean, JsonObjectType.Null, JsonObjectType.Array, JsonObjectType.Object }
            .Where(type => form.Type.HasFlag(type)).SelectMany(type => OfType(type, form, path));
    }

    static IEnumerable<JsonNode?> OfType(JsonObjectType type, JsonSchema form, string path) => type switch
    {
        JsonObjectType.String => Texts(form, path).Select(text => (JsonNode?)JsonValue.Create(text)),
        JsonObjectType.Integer or JsonObjectType.Number => path.EndsWith(".ports[]", StringComparison.Ordinal) ? [80, 81] : [1, 2],
        JsonObjectType.Boolean => [true, false],
        JsonObjectType.Null => [null],
        JsonObjectType.Array => Lists(form, path),
        _ => [Least(form, path, ""), .. OneMore(form, path), .. form.PatternProperties.Where(p => p.Key != "^x-").SelectMany(p => Of(p.Value, path + ".*")).Select(value => new JsonObject { ["a"] = value?.DeepClone() })],
    };

    /// <summary>A map with a key that it need not have.</summary>
    static IEnumerable<JsonNode> OneMore(JsonSchema form, string path)
    {
        if (form.Properties.Count == 0 && form.PatternProperties.Count == 0) return [new JsonObject { ["a"] = "b" }];
        return form.Properties.Where(p => !form.RequiredProperties.Contains(p.Key)).Take(1).Select(p =>
        {
            var map = Least(form, path, p.Key);
            map[p.Key] = Of(p.Value, $"{path}.{p.Key}").Last()?.DeepClone();
            return map;
        });
    }

    static IEnumerable<string> Texts(JsonSchema form, string path) =>
        form.Type.HasFlag(JsonObjectType.Boolean) ? ["true", "false"]
        : Array.Find(Words, w => Regex.IsMatch(path, $"({w.PathEnd})$")).Texts
        ?? (form.Type.HasFlag(JsonObjectType.Integer) || form.Type.HasFlag(JsonObjectType.Number) ? ["1", "2"] : NumberBeside(path) ? ["1", "2"] : ["a", "b"]);

    /// <summary>Where number and text are two alternatives instead of two types of one.</summary>
    static bool NumberBeside(string path) => path.EndsWith("cpu_count", StringComparison.Ordinal) || path.EndsWith("oom_score_adj", StringComparison.Ordinal);

    static IEnumerable<JsonNode?> Lists(JsonSchema form, string path)
    {
        if (path.EndsWith("healthcheck.test", StringComparison.Ordinal))
            return [new JsonArray("CMD", "a"), new JsonArray("CMD-SHELL", "a b"), new JsonArray("NONE")];
        var items = form.Item is null ? [] : Of(form.Item, path + "[]").Select(v => v?.DeepClone()).ToArray();
        // 1 and "1" are one item to the validator.
        return [new JsonArray([items.FirstOrDefault()?.DeepClone()]), new JsonArray([.. items.DistinctBy(i => i?.ToString()).Select(i => i?.DeepClone())])];
    }

    /// <summary>The smallest map: what the schema requires, and what makes sense of <paramref name="key"/>.</summary>
    public static JsonObject Least(JsonSchema form, string path, string key)
    {
        var map = new JsonObject();
        foreach (var name in form.RequiredProperties)
            map[name] = Of(form.Properties[name], path + "." + name).First()?.DeepClone();
        if (path.EndsWith("services.*.volumes[]", StringComparison.Ordinal))
        {
            map["type"] = key is "bind" or "tmpfs" or "image" ? key : "volume";
            map["source"] = "a";
            map["target"] = "/a";
        }
        // A rate or a grant without what it is about means nothing, though the schema lets it pass.
        else if (BlockDevice().IsMatch(path)) (map["path"], map[path.EndsWith("weight_device[]", StringComparison.Ordinal) ? "weight" : "rate"]) = ("a", 1);
        else if (path.EndsWith("services.*.ports[]", StringComparison.Ordinal)) map["target"] = 82;
        else if (Grant().IsMatch(path)) map["source"] = "a";
        else if (path == "include[]") map["path"] = "a";
        return map;
    }

    [GeneratedRegex(@"blkio_config\.\w+\[\]$")]
    private static partial Regex BlockDevice();

    [GeneratedRegex(@"(services\.\*|build)\.(secrets|configs)\[\]$")]
    private static partial Regex Grant();
}
