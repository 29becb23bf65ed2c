using System.Globalization;

namespace ArgusAI.Containers.Yaml;

/// <summary>Where the paths of a document stand, such as <c>services.web.ports[0]</c>: found when asked for, since few ever are.</summary>
public sealed class YamlPositions
{
    readonly YamlNode _root;

    internal YamlPositions(YamlNode root) => _root = root;

    /// <summary>The position of a path's key or item.</summary>
    /// <exception cref="KeyNotFoundException">The document has no such path.</exception>
    public Position this[string path] => TryGetValue(path, out var position) ? position : throw new KeyNotFoundException($"there is no '{path}'");

    /// <summary>The position of a path's key or item, when the document has it.</summary>
    public bool TryGetValue(string path, out Position position)
    {
        var found = path.Length == 0 ? null : Find(_root, path.StartsWith('[') ? path : "." + path, default);
        position = found ?? default;
        return found is not null;
    }

    /// <summary>The position of a path, or of the nearest part of the document above it; the document's own when there is none.</summary>
    public Position Nearest(string path)
    {
        for (; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
            if (TryGetValue(path, out var position))
                return position;
        return _root.Position.Value;
    }

    static Position? Find(YamlNode node, ReadOnlySpan<char> path, Position at)
    {
        if (path.IsEmpty) return at;
        var rest = path[1..];
        return node switch
        {
            YamlMapping map when path[0] == '.' => FindKey(map, rest),
            YamlSequence list when path[0] == '[' && rest.IndexOf(']') is var end and > 0
                && int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count =>
                Find(list.Items[index], rest[(end + 1)..], list.Items[index].Position.Value),
            _ => null,
        };
    }

    /// <summary>A key may hold dots and brackets itself, so every place where it could end is tried.</summary>
    static Position? FindKey(YamlMapping map, ReadOnlySpan<char> path)
    {
        for (var end = 0; end <= path.Length; end++)
            if ((end == path.Length || path[end] is '.' or '[') && path[..end].ToString() is var key
                && map.Entries.TryGetValue(key, out var value) && Find(value, path[end..], map.PositionOf(key)) is { } found)
                return found;
        return null;
    }

    /// <summary>Every text of a document.</summary>
    internal static IEnumerable<string> Texts(YamlNode node) => node switch
    {
        YamlScalar scalar => [scalar.Text],
        YamlSequence list => list.Items.SelectMany(Texts),
        YamlMapping map => map.Entries.Values.SelectMany(Texts),
        _ => [],
    };
}
