using System.Text;

namespace ArgusAI.Containers.Yaml;

/// <summary>Writes nodes in block style with two spaces of indent, and the comments at their places.</summary>
sealed class YamlWriter
{
    const int CommentWidth = 100;
    // YAML 1.2, 7.4.2: a key without its question mark ends within 1024 characters; some readers count bytes.
    const int LongestPlainKey = 1000;

    readonly StringBuilder _text = new();
    readonly HashSet<(Why, string)> _used = [];
    readonly HashSet<Why> _seen = new(ReferenceEqualityComparer.Instance);
    readonly Func<string, bool> _spaced;

    /// <param name="spaced">Whether the entries of the map at a path are separated by blank lines; the root's path is empty.</param>
    YamlWriter(Func<string, bool> spaced) => _spaced = spaced;

    /// <exception cref="ModelException">A comment has no place.</exception>
    public static string Write(string what, YamlMapping root, string? header, Func<string, bool> spaced)
    {
        var writer = new YamlWriter(spaced);
        if (header is not null)
        {
            writer.Comment(header, 0);
            writer._text.Append('\n');
        }
        var scope = new Scope("", []).Enter(root, writer._seen);
        if (root.Entries.Count == 0) writer._text.Append("{}\n");
        else writer.Mapping(root, 0, scope, firstInline: false);

        var lost = writer._seen.SelectMany(why => why.All.Where(c => !writer._used.Contains((why, c.Key))))
            .Select(c => $"there is no '{c.Key}' for the comment '{c.Value}': expected the path of a key that is written")
            .ToArray();
        return lost.Length == 0 ? writer._text.ToString() : throw new ModelException(what, lost);
    }

    void Mapping(YamlMapping map, int indent, Scope scope, bool firstInline)
    {
        var first = true;
        foreach (var (key, value) in map.Entries)
        {
            var here = scope.Key(key);
            if (!first && _spaced(scope.Path)) _text.Append('\n');
            if (!(first && firstInline)) Comment(here, indent);
            if (!(first && firstInline)) Indent(indent);
            Key(YamlText.Inline(key), indent);
            Value(value, indent, here.Enter(value, _seen));
            first = false;
        }
    }

    void Key(string key, int indent)
    {
        if (Encoding.UTF8.GetByteCount(key) <= LongestPlainKey)
        {
            _text.Append(key).Append(':');
            return;
        }
        _text.Append("? ").Append(key).Append('\n');
        Indent(indent);
        _text.Append(':');
    }

    void Value(YamlNode node, int indent, Scope scope)
    {
        if (node.Tag is not null) _text.Append(' ').Append(node.Tag);
        switch (node)
        {
            case YamlScalar scalar:
                Scalar(scalar, indent + 2);
                break;
            case YamlSequence { Items.Count: 0 }:
                _text.Append(" []\n");
                break;
            case YamlMapping { Entries.Count: 0 }:
                _text.Append(" {}\n");
                break;
            case YamlSequence list:
                _text.Append('\n');
                Sequence(list, indent + 2, scope);
                break;
            case YamlMapping map:
                _text.Append('\n');
                Mapping(map, indent + 2, scope, firstInline: false);
                break;
        }
    }

    void Sequence(YamlSequence list, int indent, Scope scope)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var here = scope.Index(i).Enter(item, _seen);
            Comment(here, indent);
            if (item is YamlMapping { Entries.Count: > 0, Tag: null } map)
            {
                // The first key stands on the dash's line, so its comment stands above the dash.
                Comment(here.Key(map.Entries.Keys.First()), indent);
                Indent(indent);
                _text.Append("- ");
                Mapping(map, indent + 2, here, firstInline: true);
                continue;
            }
            Indent(indent);
            _text.Append('-');
            Value(item, indent, here);
        }
    }

    void Scalar(YamlScalar scalar, int indent)
    {
        if (scalar.IsNull && scalar.Text.Length == 0)
        {
            _text.Append('\n');
            return;
        }
        if (scalar.IsTyped) _text.Append(' ').Append(scalar.Text).Append('\n');
        else if (YamlText.FitsBlock(scalar.Text))
        {
            _text.Append(scalar.Text[^1] == '\n' ? " |\n" : " |-\n");
            foreach (var line in scalar.Text.TrimEnd('\n').Split('\n'))
            {
                if (line.Length > 0) Indent(indent);
                _text.Append(line).Append('\n');
            }
        }
        else _text.Append(' ').Append(YamlText.Inline(scalar.Text, scalar.Quoted.Value)).Append('\n');
    }

    void Comment(Scope scope, int indent)
    {
        foreach (var (why, path) in scope.Places)
        {
            if (!why.TryGet(path, out var text)) continue;
            _used.Add((why, path));
            Comment(text, indent);
        }
    }

    void Comment(string text, int indent)
    {
        foreach (var line in CommentText.Wrap(text, CommentWidth - indent))
        {
            Indent(indent);
            _text.Append(line).Append('\n');
        }
    }

    void Indent(int spaces) => _text.Append(' ', spaces);

    /// <summary>Where the writer is, seen from every record that has comments.</summary>
    sealed record Scope(string Path, IReadOnlyList<(Why Why, string Path)> Places)
    {
        public Scope Key(string key) => Step(path => path.Length == 0 ? key : $"{path}.{key}");
        public Scope Index(int index) => Step(path => $"{path}[{index}]");

        public Scope Enter(YamlNode node, HashSet<Why> seen)
        {
            if (node.Why.Value is not { } why || !why.All.Any()) return this;
            seen.Add(why);
            return this with { Places = [.. Places, (why, "")] };
        }

        Scope Step(Func<string, string> next) => new(next(Path), [.. Places.Select(p => (p.Why, next(p.Path)))]);
    }
}
