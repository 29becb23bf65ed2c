using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Containers.Bake;

/// <summary>JSON with the place of every value and key.</summary>
sealed class JsonTree
{
    public required JsonTokenType Kind { get; init; }
    public required Position Position { get; init; }
    /// <summary>A text, or a number as it was written.</summary>
    public string Text { get; init; } = "";
    public List<(string Name, Position Position, JsonTree Value)> Members { get; } = [];
    public List<JsonTree> Items { get; } = [];

    public bool IsNull => Kind == JsonTokenType.Null;

    /// <summary>In words, for a message.</summary>
    public string Words => Kind switch
    {
        JsonTokenType.StartObject => "a map",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    public JsonNode? Node() => Kind switch
    {
        JsonTokenType.StartObject => new JsonObject(Members.Select(m => KeyValuePair.Create(m.Name, m.Value.Node()))),
        JsonTokenType.StartArray => new JsonArray([.. Items.Select(i => i.Node())]),
        JsonTokenType.String => JsonValue.Create(Text),
        JsonTokenType.Null => null,
        _ => JsonNode.Parse(Text),
    };

    /// <summary>The tree, or null after a problem: JSON that is broken has no meaning.</summary>
    public static JsonTree? Read(string text, List<SyntaxProblem> problems)
    {
        if (text.StartsWith('\uFEFF'))
        {
            problems.Add(new(new(1, 1), "the file begins with a byte-order mark, which bake refuses: expected none"));
            text = text[1..];
        }
        var places = new Places(text);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            reader.Read();
            var tree = Read(ref reader, places, problems);
            reader.Read();
            return tree;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A text with half of a surrogate pair is the one thing that is JSON and no text.
            var at = e is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? places.Of((int)line, (int)column) : places.Of(reader.TokenStartIndex);
            problems.Add(new(at, $"the file is no JSON here: {(e is JsonException ? e.Message.Split(" LineNumber", 2)[0].Split(" Path: ", 2)[0] : "a text has half of a surrogate pair: expected whole characters")}"));
            return null;
        }
    }

    static JsonTree Read(ref Utf8JsonReader reader, Places places, List<SyntaxProblem> problems)
    {
        var tree = new JsonTree
        {
            Kind = reader.TokenType,
            Position = places.Of(reader.TokenStartIndex),
            Text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => "",
            },
        };
        if (tree.Kind == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) tree.Items.Add(Read(ref reader, places, problems));
        if (tree.Kind != JsonTokenType.StartObject) return tree;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (name, position) = (reader.GetString()!, places.Of(reader.TokenStartIndex));
            reader.Read();
            var value = Read(ref reader, places, problems);
            if (names.Add(name)) tree.Members.Add((name, position, value));
            else problems.Add(new(position, $"the key '{Expected.Short(name)}' is given twice: expected it once"));
        }
        return tree;
    }

    /// <summary>Turns byte offsets into lines and columns; offsets that only grow are found in one pass.</summary>
    sealed class Places(string text)
    {
        long _bytes;
        int _at;
        int _line = 1;
        int _lineStart;

        public Position Of(long bytes)
        {
            while (_bytes < bytes && _at < text.Length)
            {
                var pair = char.IsHighSurrogate(text[_at]) && _at + 1 < text.Length && char.IsLowSurrogate(text[_at + 1]);
                _bytes += text[_at] < 0x80 ? 1 : text[_at] < 0x800 ? 2 : pair ? 4 : 3;
                if (text[_at] == '\n')
                {
                    _line++;
                    _lineStart = _at + 1;
                }
                _at += pair ? 2 : 1;
            }
            return new(_line, _at - _lineStart + 1);
        }

        /// <summary>From what an exception says, both from 0.</summary>
        public Position Of(int line, int column)
        {
            var start = 0;
            for (var i = 0; i < line; i++) start = text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : start;
            return new Places(text) { _at = start, _lineStart = start, _line = line + 1 }.Of(column);
        }
    }
}
