using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The list form of arguments: a JSON list of texts. Anything else is a shell line, except a valid list of other values.</summary>
static class JsonList
{
    /// <summary>The texts with their offsets; null when this is no JSON list.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="otherValues">Whether it is a valid list that holds other values than texts, which the builder refuses.</param>
    public static IReadOnlyList<(string Text, int Offset)>? Read(string text, out bool otherValues)
    {
        otherValues = false;
        var at = Space(text, 0, anyKind: true);
        if (at == text.Length || text[at] != '[') return null;
        var list = Texts(text, at);
        if (list is null) otherValues = IsJson(text[at..]);
        return list;
    }

    static List<(string, int)>? Texts(string text, int at)
    {
        var list = new List<(string, int)>();
        at = Space(text, at + 1);
        if (Is(text, at, ']')) return Space(text, at + 1) == text.Length ? list : null;
        while (Is(text, at, '"'))
        {
            var offset = at;
            if (Text(text, ref at) is not { } item) return null;
            list.Add((item, offset));
            at = Space(text, at);
            if (Is(text, at, ']')) return Space(text, at + 1) == text.Length ? list : null;
            if (!Is(text, at, ',')) return null;
            at = Space(text, at + 1);
        }
        return null;
    }

    static bool Is(string text, int at, char c) => at < text.Length && text[at] == c;

    static int Space(string text, int at, bool anyKind = false)
    {
        while (at < text.Length && (text[at] is ' ' or '\t' or '\n' or '\r' || anyKind && char.IsWhiteSpace(text[at]))) at++;
        return at;
    }

    static string? Text(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }
            if (c < ' ') return null;
            if (c != '\\') value.Append(c);
            else if (Escape(text, ref at) is { } escaped) value.Append(escaped);
            else return null;
        }
        return null;
    }

    static char? Escape(string text, ref int at)
    {
        if (++at >= text.Length) return null;
        switch (text[at])
        {
            case '"' or '\\' or '/': return text[at];
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when at + 4 < text.Length && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default: return null;
        }
    }

    static bool IsJson(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = 10_000 });
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
