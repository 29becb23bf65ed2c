using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Containers.Bake;

/// <summary>The keys of a target: one list says what is written, in which order, and what is read.</summary>
static class BakeShape
{
    /// <summary>Reading gives null for a form the property does not have: it is kept as it is.</summary>
    public sealed record Key(string Name, Func<BakeTarget, JsonNode?> Write, Func<BakeTarget, JsonTree, BakeTarget?> Read);

    public static IReadOnlyList<Key> Keys { get; } =
    [
        Plain("description", t => t.Description, (t, v) => t with { Description = v }),
        Text("name", t => t.Name, (t, v) => t with { Name = v }),
        new("matrix", t => t.Matrix.Count == 0 ? null : Map(t.Matrix, v => v.Node),
            (t, json) => json.Kind == JsonTokenType.StartObject && json.Members.Count > 0 ? t with { Matrix = json.Members.ToEntries(m => m.Name, m => new BakeValue(m.Value.Node())) } : null),
        new("inherits", t => Names(t.Inherits), (t, json) => Texts(json)?.Select(i => i.LiteralText).ToList() is { } all && !all.Contains(null) ? t with { Inherits = all.OfType<string>().ToItems() } : null),
        Text("context", t => t.Context, (t, v) => t with { Context = v }),
        new("contexts", t => t.Contexts.Count == 0 ? null : Map(t.Contexts, v => BakeTemplate.Write(v)),
            (t, json) => Map(json) is { } map && map.Values.All(v => v is not null) ? t with { Contexts = map.ToEntries(m => m.Key, m => m.Value!) } : null),
        Text("dockerfile", t => t.Dockerfile, (t, v) => t with { Dockerfile = v }),
        Text("dockerfile-inline", t => t.DockerfileInline, (t, v) => t with { DockerfileInline = v }),
        Text("target", t => t.Target, (t, v) => t with { Target = v }),
        Text("call", t => t.Call, (t, v) => t with { Call = v }),
        TextMap("args", t => t.Args, (t, v) => t with { Args = v }),
        TextMap("labels", t => t.Labels, (t, v) => t with { Labels = v }),
        List("annotations", t => t.Annotations, (t, v) => t with { Annotations = v }),
        new("tags", t => Names(t.Tags.Select(tag => BakeTemplate.Write(tag.Template ?? Template.Literal(tag.Value.ToString())))),
            (t, json) => Texts(json)?.Select(Tag).ToList() is { } tags && !tags.Contains(null) ? t with { Tags = tags.OfType<Interpolated<ImageRef>>().ToItems() } : null),
        new("platforms", t => Names(t.Platforms.Select(p => p.ToString())),
            (t, json) => Texts(json)?.Select(i => Platform.TryParse(i.LiteralText, null, out var p) ? p : null).ToList() is { } all && !all.Contains(null) ? t with { Platforms = all.OfType<Platform>().ToItems() } : null),
        Options("secret", t => t.Secrets, (t, v) => t with { Secrets = v }),
        Options("ssh", t => t.Ssh, (t, v) => t with { Ssh = v }),
        Options("cache-from", t => t.CacheFrom, (t, v) => t with { CacheFrom = v }),
        Options("cache-to", t => t.CacheTo, (t, v) => t with { CacheTo = v }),
        Options("output", t => t.Output, (t, v) => t with { Output = v }),
        Options("attest", t => t.Attest, (t, v) => t with { Attest = v }),
        List("entitlements", t => t.Entitlements, (t, v) => t with { Entitlements = v }),
        TextMap("extra-hosts", t => t.ExtraHosts, (t, v) => t with { ExtraHosts = v }),
        Text("network", t => t.Network, (t, v) => t with { Network = v }),
        Text("shm-size", t => t.ShmSize, (t, v) => t with { ShmSize = v }),
        List("ulimits", t => t.Ulimits, (t, v) => t with { Ulimits = v }),
        Flag("pull", t => t.Pull, (t, v) => t with { Pull = v }),
        Flag("no-cache", t => t.NoCache, (t, v) => t with { NoCache = v }),
        List("no-cache-filter", t => t.NoCacheFilter, (t, v) => t with { NoCacheFilter = v }),
        // Known to bake, without a property here.
        new("policy", _ => null, (_, _) => null),
        new("resources", _ => null, (_, _) => null),
    ];

    static Key Plain(string name, Func<BakeTarget, string?> get, Func<BakeTarget, string, BakeTarget> set) => new(name,
        t => get(t) is { } text ? BakeTemplate.Write(text) : null,
        (t, json) => Single(json)?.LiteralText is { } text ? set(t, text) : null);

    static Key Text(string name, Func<BakeTarget, Template?> get, Func<BakeTarget, Template, BakeTarget> set) => new(name,
        t => get(t) is { } text ? BakeTemplate.Write(text) : null,
        (t, json) => Single(json) is { } text ? set(t, text) : null);

    static Key Flag(string name, Func<BakeTarget, bool?> get, Func<BakeTarget, bool, BakeTarget> set) => new(name,
        t => get(t) is { } on ? JsonValue.Create(on) : null,
        (t, json) => json.Kind is JsonTokenType.True or JsonTokenType.False ? set(t, json.Kind == JsonTokenType.True) : null);

    static Key List(string name, Func<BakeTarget, Items<Template>> get, Func<BakeTarget, Items<Template>, BakeTarget> set) => new(name,
        t => Names(get(t).Select(BakeTemplate.Write)),
        (t, json) => Texts(json) is { } texts ? set(t, texts) : null);

    static Key TextMap(string name, Func<BakeTarget, Entries<Template?>> get, Func<BakeTarget, Entries<Template?>, BakeTarget> set) => new(name,
        t => get(t) is { Count: > 0 } map ? Map(map, v => v is null ? null : BakeTemplate.Write(v)) : null,
        (t, json) => Map(json) is { } map ? set(t, map) : null);

    static Key Options(string name, Func<BakeTarget, Items<BakeOption>> get, Func<BakeTarget, Items<BakeOption>, BakeTarget> set) => new(name,
        t => get(t) is { Count: > 0 } all ? new JsonArray([.. all.Select(o => o.Text is { } text ? BakeTemplate.Write(text) : (JsonNode)Map(o.Fields, v => BakeTemplate.Write(v)))]) : null,
        (t, json) =>
        {
            if (json.Kind != JsonTokenType.StartArray || json.Items.Count == 0) return null;
            var all = json.Items.Select(i => Single(i) is { } text ? new BakeOption(text)
                : Map(i) is { Count: > 0 } map && map.Values.All(v => v is not null) ? new BakeOption(map.ToEntries(m => m.Key, m => m.Value!)) : null).ToList();
            return all.Contains(null) ? null : set(t, all.OfType<BakeOption>().ToItems());
        });

    static Template? Single(JsonTree json) => json.Kind == JsonTokenType.String ? BakeTemplate.Read(json.Text) : null;

    static Items<Template>? Texts(JsonTree json)
    {
        if (json.Kind != JsonTokenType.StartArray || json.Items.Count == 0) return null;
        var texts = json.Items.Select(Single).ToList();
        return texts.Contains(null) ? null : texts.OfType<Template>().ToItems();
    }

    /// <summary>Null when a value is computed, or a key; a number and a truth are texts to a build.</summary>
    static Entries<Template?>? Map(JsonTree json)
    {
        if (json.Kind != JsonTokenType.StartObject || json.Members.Count == 0) return null;
        var map = new List<KeyValuePair<string, Template?>>();
        foreach (var (name, _, value) in json.Members)
        {
            if (BakeTemplate.Read(name)?.LiteralText is not { } key) return null;
            var text = Single(value) ?? (value.Kind is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False ? Template.Literal(value.Text) : null);
            if (text is null && !value.IsNull || map.Exists(m => m.Key == key)) return null;
            map.Add(new(key, text));
        }
        return new(map);
    }

    static Interpolated<ImageRef>? Tag(Template text)
    {
        try
        {
            return Interpolated<ImageRef>.From(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static JsonArray? Names(IEnumerable<string> names) => names.ToArray() is { Length: > 0 } all ? new([.. all.Select(n => (JsonNode)n)]) : null;

    public static JsonObject Map<T>(Entries<T> entries, Func<T, JsonNode?> value) =>
        new(entries.Select(e => KeyValuePair.Create(BakeTemplate.Write(e.Key), value(e.Value))));
}
