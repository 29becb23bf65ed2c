using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ArgusAI.Containers.Yaml;

/// <summary>Reads one YAML document into nodes, with positions, anchors and merge keys resolved, in bounded memory.</summary>
sealed class YamlReader
{
    // Far above any real file; below what would exhaust the stack, also once aliases are resolved.
    const int DeepestNesting = 200;
    const int MostValues = 3_000_000;
    // What go-yaml, Compose's reader, lets aliases add to a small document before it suspects an attack.
    const int MostAliased = 400_000;
    // A long text counts as several values, so that aliases cannot repeat it for ever either.
    const int TextOfOneValue = 32;
    // Paths are made of keys, and every finding names a path. A key on one line has 1024 characters at most; this one may stand after `? `.
    const int LongestKey = 16_384;

    readonly Parser _parser;
    readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);
    int _values;
    int _aliased;
    int _deepest;

    YamlReader(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>What an anchor stands for, how much it is and how deep it goes.</summary>
    readonly record struct Anchored(YamlNode Node, int Size, int Height);

    /// <summary>The document; a missing one is an empty map.</summary>
    /// <exception cref="SyntaxException">The text is not YAML, or too deep or too large.</exception>
    public static YamlNode Read(string what, string text)
    {
        text = text.TrimStart('\uFEFF');
        if (YamlProblems.Character(text) is { } bad) throw new SyntaxException(what, [bad]);
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException problem)
        {
            throw new SyntaxException(what, [YamlProblems.Tab(text, problem, reader._parser.Current?.End.Line ?? 1) ?? new(At(problem.End), problem.Message)]);
        }
    }

    static YamlMapping Nothing => new(Entries<YamlNode>.None) { Position = new Position(1, 1) };

    YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return Nothing;
        var node = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second)) throw Problem(second.Start, "there is a second document: expected one");
        return node is YamlScalar { IsNull: true } ? Nothing : node;
    }

    YamlNode Node(int depth)
    {
        var start = (ParsingEvent)_parser.Current!;
        Descend(depth, start.Start);
        if (start is AnchorAlias alias) return Aliased(alias, depth);
        var (before, above) = (_values, _deepest);
        _deepest = depth;
        YamlNode node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart list => ReadSequence(list, depth),
            MappingStart map => ReadMapping(map, depth),
            _ => throw Problem(start.Start, $"unexpected {start.GetType().Name}"),
        };
        if (start is NodeEvent { Anchor: { IsEmpty: false } anchor }) _anchors[anchor.Value] = new(node, _values - before, _deepest - depth);
        _deepest = Math.Max(_deepest, above);
        return node;
    }

    YamlNode Aliased(AnchorAlias alias, int depth)
    {
        _parser.MoveNext();
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var target)) throw Problem(alias.Start, $"'*{name}' names an anchor that is not there yet");
        Descend(depth + target.Height, alias.Start);
        _deepest = Math.Max(_deepest, depth + target.Height);
        _values += target.Size;
        _aliased += target.Size;
        if (_aliased > MostAliased) throw Problem(alias.Start, $"too large once aliases are resolved: expected at most {MostAliased} values from aliases");
        return target.Node;
    }

    static void Descend(int depth, Mark at)
    {
        if (depth > DeepestNesting) throw Problem(at, $"nested too deep: expected at most {DeepestNesting} levels");
    }

    YamlScalar ReadScalar(Scalar scalar)
    {
        _parser.MoveNext();
        Count(1 + scalar.Value.Length / TextOfOneValue, scalar.Start);
        var tag = Tag(scalar.Tag);
        return new YamlScalar(scalar.Value)
        {
            IsTyped = tag is null && IsTyped(scalar),
            Position = At(scalar.Start),
            Tag = tag,
        };
    }

    YamlSequence ReadSequence(SequenceStart start, int depth)
    {
        _parser.MoveNext();
        Count(1, start.Start);
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new YamlSequence(items.ToItems()) { Position = At(start.Start), Tag = Tag(start.Tag) };
    }

    YamlMapping ReadMapping(MappingStart start, int depth)
    {
        _parser.MoveNext();
        Count(1, start.Start);
        var entries = new List<KeyValuePair<string, YamlNode>>();
        var positions = new List<Position>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<YamlMapping>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadKey();
            var value = Node(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain }) merged.AddRange(Merged(value, key.Start));
            else if (keys.Add(key.Value)) Add(KeyValuePair.Create(key.Value, value), At(key.Start));
            else throw Problem(key.Start, $"the key '{Expected.Short(key.Value)}' is given twice: expected every key once");
        }
        // What stands in the map itself wins over what is merged, and the first merged map over the next.
        foreach (var map in merged)
            foreach (var entry in map.Entries)
                if (keys.Add(entry.Key)) Add(entry, map.PositionOf(entry.Key));
        return new YamlMapping(new Entries<YamlNode>(entries)) { Position = At(start.Start), Tag = Tag(start.Tag), KeyPositions = positions };

        void Add(KeyValuePair<string, YamlNode> entry, Position at)
        {
            entries.Add(entry);
            positions.Add(at);
        }
    }

    Scalar ReadKey()
    {
        var at = _parser.Current!.Start;
        if (!_parser.TryConsume<Scalar>(out var key)) throw Problem(at, "a key is a list, a map or an alias: expected a text");
        if (key.Value.Length > LongestKey) throw Problem(at, $"a key has {key.Value.Length} characters: expected at most {LongestKey}");
        return key;
    }

    static IEnumerable<YamlMapping> Merged(YamlNode value, Mark at) => value switch
    {
        YamlMapping map => [map],
        YamlSequence list when list.Items.All(i => i is YamlMapping) => list.Items.Cast<YamlMapping>(),
        _ => throw Problem(at, $"'<<' merges {value.Kind}: expected a map or a list of maps"),
    };

    void Count(int more, Mark at)
    {
        _values += more;
        if (_values > MostValues) throw Problem(at, $"the document is too large: expected at most {MostValues} values");
    }

    static bool IsTyped(Scalar scalar) => scalar.Tag.IsEmpty
        ? scalar.Style == ScalarStyle.Plain && YamlText.LooksTyped(scalar.Value)
        : scalar.Tag.Value is "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null";

    /// <summary>The tags of YAML's own types say nothing new; of the others, the file's meaning depends on them.</summary>
    static string? Tag(TagName tag) => tag.IsEmpty || tag.IsNonSpecific || tag.Value is "tag:yaml.org,2002:str" or "tag:yaml.org,2002:int"
        or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq"
        ? null
        : tag.Value;

    static Position At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    static YamlException Problem(Mark at, string message) => new(at, at, message);
}
