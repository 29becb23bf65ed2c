using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Merge tags as they stand in a file.</summary>
static class MergeText
{
    public const string Reset = "!reset";
    public const string Override = "!override";
    /// <summary>A tag that has no place; the rules find it before anything is written.</summary>
    public const string Misplaced = "!misplaced";

    public static MergeTag? Read(string tag) => tag switch
    {
        Reset => MergeTag.Reset,
        Override => MergeTag.Override,
        _ => null,
    };

    /// <summary>The value of a key with the tags that its part has for it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="codec">What stands there; null for a key of the file's own.</param>
    /// <param name="node">Its value, null without one.</param>
    /// <param name="merge">The part's tags.</param>
    public static YamlNode? Apply(string key, Codec? codec, YamlNode? node, Entries<MergeTag> merge)
    {
        foreach (var (path, tag) in merge)
        {
            if (path == key) node = Tagged(node, codec?.Empty, tag);
            else if (path.Length > key.Length + 1 && path[key.Length] == '.' && path.StartsWith(key, StringComparison.Ordinal))
                node = Below(path[(key.Length + 1)..], codec, node, tag);
        }
        return node;
    }

    static YamlNode Below(string entry, Codec? codec, YamlNode? node, MergeTag tag) =>
        codec?.Empty is YamlMapping empty && codec.At(entry) is { } place ? Below(entry, place.Codec, Map(node, empty), tag) : Wrong;

    static YamlMapping Below(string entry, Codec codec, YamlMapping map, MergeTag tag) =>
        map with { Entries = map.Entries.With(entry, Tagged(map.Entries.TryGetValue(entry, out var value) ? value : null, codec.Empty, tag)) };

    /// <summary>A list of names says the same as a map of them, but only a map has keys to tag.</summary>
    static YamlMapping Map(YamlNode? node, YamlMapping empty) => node switch
    {
        YamlSequence list => new YamlMapping(list.Items.OfType<YamlScalar>().ToEntries(i => i.Text, _ => (YamlNode)YamlScalar.Null)),
        YamlMapping map => map,
        _ => empty,
    };

    static YamlNode Tagged(YamlNode? node, YamlNode? empty, MergeTag tag) => (tag, node ?? empty) switch
    {
        (MergeTag.Reset, _) when node is null => YamlScalar.Null with { Tag = Reset, Text = "null" },
        (MergeTag.Override, { } value) => value with { Tag = Override },
        _ => Wrong,
    };

    static YamlScalar Wrong => YamlScalar.Null with { Tag = Misplaced };
}
