namespace ArgusAI.Containers.Yaml;

/// <summary>Where the paths of a document stand.</summary>
static class YamlPositions
{
    /// <summary>The position of every key and item by its path, such as <c>services.web.ports[0]</c>.</summary>
    public static Dictionary<string, Position> Of(YamlNode root)
    {
        var positions = new Dictionary<string, Position>(StringComparer.Ordinal);
        Visit(root, "", positions);
        return positions;
    }

    static void Visit(YamlNode node, string path, Dictionary<string, Position> positions)
    {
        if (node is YamlMapping map)
            foreach (var (key, value) in map.Entries)
                Enter(value, path.Length == 0 ? key : $"{path}.{key}", map.PositionOf(key), positions);
        else if (node is YamlSequence list)
            for (var i = 0; i < list.Items.Count; i++)
                Enter(list.Items[i], $"{path}[{i}]", list.Items[i].Position.Value, positions);
    }

    static void Enter(YamlNode node, string path, Position at, Dictionary<string, Position> positions)
    {
        positions[path] = at;
        Visit(node, path, positions);
    }

    /// <summary>Every text of a document.</summary>
    public static IEnumerable<string> Texts(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar.Text],
        YamlSequence list => list.Items.SelectMany(Texts),
        YamlMapping map => map.Entries.Values.SelectMany(Texts),
        _ => [],
    };
}
