using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ArgusAI.Containers.Yaml;

/// <summary>Reads one YAML document into nodes, with positions, anchors and merge keys resolved, in bounded memory.</summary>
sealed class YamlReader
{
    // Far above any real file; below what would exhaust the stack or, through aliases of aliases, the memory.
    const int DeepestNesting = 200;
    const int MostNodes = 3_000_000;

    readonly Parser _parser;
    readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = new(StringComparer.Ordinal);
    int _nodes;

    YamlReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>The document; a missing one is an empty map.</summary>
    /// <exception cref="SyntaxException">The text is not YAML, or too deep or too large.</exception>
    public static YamlNode Read(string what, string text)
    {
        try
        {
            return new YamlReader(text.TrimStart('\uFEFF')).Document();
        }
        catch (YamlException problem)
        {
            throw new SyntaxException(what, [TabIn(text) ?? new(At(problem.End), problem.Message)]);
        }
    }

    /// <summary>The parser speaks of tokens where the reader of the message has only pressed the tab key.</summary>
    static SyntaxProblem? TabIn(string text)
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, l => l.TrimStart(' ').StartsWith('\t') && l.Trim().Length > 0);
        return line < 0 ? null : new(new(line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1), "a tab stands in the indentation: expected spaces");
    }

    YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return new YamlMapping(Entries<YamlNode>.None);
        var node = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second)) throw Problem(second.Start, "there is a second document: expected one");
        return node is YamlScalar { IsNull: true } ? new YamlMapping(Entries<YamlNode>.None) : node;
    }

    YamlNode Node(int depth)
    {
        var at = _parser.Current!.Start;
        if (depth > DeepestNesting) throw Problem(at, $"nested too deep: expected at most {DeepestNesting} levels");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target)) throw Problem(at, $"'*{alias.Value.Value}' names an anchor that is not there yet");
            Count(target.Size, at);
            return target.Node;
        }
        var before = _nodes;
        Count(1, at);
        var start = (NodeEvent)_parser.Current!;
        YamlNode node = start switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(depth),
            MappingStart => ReadMapping(depth),
            _ => throw Problem(at, $"unexpected {start.GetType().Name}"),
        };
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = (node, _nodes - before);
        return node;
    }

    void Count(int more, Mark at)
    {
        _nodes += more;
        if (_nodes > MostNodes) throw Problem(at, $"too large once aliases are resolved: expected at most {MostNodes} values");
    }

    YamlScalar ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new YamlScalar(scalar.Value)
        {
            IsTyped = scalar.Style == ScalarStyle.Plain && YamlText.LooksTyped(scalar.Value),
            Position = At(scalar.Start),
            Tag = Tag(scalar.Tag),
        };
    }

    YamlSequence ReadSequence(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new YamlSequence(items.ToItems()) { Position = At(start.Start), Tag = Tag(start.Tag) };
    }

    YamlMapping ReadMapping(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var own = new List<KeyValuePair<string, YamlNode>>();
        var merged = new List<YamlMapping>();
        var keys = new Dictionary<string, Position>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var at = _parser.Current!.Start;
            if (!_parser.TryConsume<Scalar>(out var key)) throw Problem(at, "a key is a list or a map: expected a text");
            var value = Node(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain }) merged.AddRange(Merged(value, at));
            else if (keys.TryAdd(key.Value, At(at))) own.Add(KeyValuePair.Create(key.Value, value));
            else throw Problem(at, $"the key '{key.Value}' is given twice: expected every key once");
        }
        // What stands in the map itself wins over what is merged, and the first merged map over the next.
        foreach (var (key, value) in merged.SelectMany(m => m.Entries))
            if (keys.TryAdd(key, value.Position.Value)) own.Add(KeyValuePair.Create(key, value));
        return new YamlMapping(new Entries<YamlNode>(own)) { Position = At(start.Start), Tag = Tag(start.Tag), Keys = keys };
    }

    static IEnumerable<YamlMapping> Merged(YamlNode value, Mark at) => value switch
    {
        YamlMapping map => [map],
        YamlSequence list when list.Items.All(i => i is YamlMapping) => list.Items.Cast<YamlMapping>(),
        _ => throw Problem(at, $"'<<' merges {value.Kind}: expected a map or a list of maps"),
    };

    static string? Tag(TagName tag) => tag.IsEmpty || tag.IsNonSpecific || tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) ? null : tag.Value;

    static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    static YamlException Problem(Mark at, string message) => new(at, at, message);
}
