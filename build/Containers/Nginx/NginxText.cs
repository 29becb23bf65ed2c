using System.Text;

namespace ArgusAI.Containers.Nginx;

/// <summary>The one place where a text becomes an nginx argument.</summary>
static class NginxText
{
    /// <summary>The argument, in double quotes where it must be; a <c>$name</c> in it stays nginx's variable.</summary>
    /// <exception cref="ArgumentException">It holds NUL, which no file may.</exception>
    public static string Argument(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("nginx text", text, "a text without NUL");
        if (text.Length > 0 && text.All(IsBare)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\r' => "\\r",
                '\n' => "\\n",
                '\t' => "\\t",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '$' or '=' or '~' or '@' or '*' or '^' or '%'
        or '+' or ',' or '&' or '?' or '[' or ']' or '(' or ')' or '!' or '|' or '<' or '>';

    /// <summary>A directive's name.</summary>
    public static string Name(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') && !char.IsAsciiDigit(name[0])
        ? name
        : throw Expected.Form("nginx directive", name, "lower-case letters, digits and '_'");

    /// <summary>Directives with four spaces a level, and their comments above them.</summary>
    public static string Write(IEnumerable<Directive> directives, string? header)
    {
        var text = new StringBuilder();
        if (header is not null) Comment(text, header, 0);
        Write(text, directives, 0);
        return text.ToString();
    }

    static void Write(StringBuilder text, IEnumerable<Directive> directives, int level)
    {
        var first = true;
        foreach (var directive in directives)
        {
            if (directive.Block is not null && (!first || level == 0 && text.Length > 0)) text.Append('\n');
            if (directive.Comment.Value is { } comment) Comment(text, comment, level * 4);
            text.Append(' ', level * 4).Append(Entry(directive));
            foreach (var argument in directive.Arguments) text.Append(' ').Append(Argument(argument));
            if (directive.Block is { } block)
            {
                text.Append(" {\n");
                Write(text, block, level + 1);
                text.Append(' ', level * 4).Append("}\n");
            }
            else text.Append(";\n");
            first = false;
        }
    }

    /// <summary>A directive's name, or the key of a map's entry, which may be any text.</summary>
    static string Entry(Directive directive) => directive is { Block: null, Arguments.Count: 1 } ? Argument(directive.Name) : Name(directive.Name);

    static void Comment(StringBuilder text, string comment, int indent)
    {
        foreach (var line in CommentText.Wrap(comment, 100 - indent)) text.Append(' ', indent).Append(line).Append('\n');
    }
}
