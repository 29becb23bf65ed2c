using System.Text;

namespace ArgusAI.Containers.Nginx;

/// <summary>The one place where a text becomes an nginx argument.</summary>
static class NginxText
{
    /// <summary>The argument, in double quotes where it must be; a <c>$name</c> in it stays nginx's variable.</summary>
    /// <exception cref="ArgumentException">It holds NUL or half of a surrogate pair, or is longer than nginx reads.</exception>
    public static string Argument(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("nginx text", text, "a text without NUL");
        if (text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) && HasBrokenSurrogate(text))
            throw Expected.Form("nginx text", text, "whole Unicode characters, not half of a surrogate pair");
        var written = IsBare(text) ? text : Quoted(text);
        // With its closing quote and the character after that it must fit the buffer.
        return written.Length <= NginxTokens.LongestWord / 3 || Encoding.UTF8.GetByteCount(written) <= NginxTokens.LongestWord
            ? written
            : throw Expected.Form("nginx text", text, $"at most {NginxTokens.LongestWord - 2} bytes, those of quotes and escapes included");
    }

    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\r' => quoted.Append("\\r"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ => quoted.Append(c),
            };
        return quoted.Append('"').ToString();
    }

    static bool HasBrokenSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return true;
        return false;
    }

    static bool IsBare(string text)
    {
        if (text.Length == 0) return false;
        for (var i = 0; i < text.Length; i++)
            // A backslash stands for itself, as in most regular expressions, unless it makes one of nginx's escapes.
            if (!IsBare(text[i]) && !(text[i] == '\\' && i + 1 < text.Length && IsBare(text[i + 1]) && text[i + 1] is not ('t' or 'r' or 'n')))
                return false;
        return true;
    }

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '$' or '=' or '~' or '@' or '*' or '^' or '%'
        or '+' or ',' or '&' or '?' or '[' or ']' or '(' or ')' or '!' or '|' or '<' or '>';

    /// <summary>Directives with four spaces a level, and their comments above them; <paramref name="headerGap"/> says whether a blank line parts
    /// the header from the first directive.</summary>
    public static string Write(IEnumerable<Directive> directives, string? header, string? footer = null, bool headerGap = true)
    {
        var text = new StringBuilder();
        if (header is not null) Comment(text, header, 0);
        var hasHeader = text.Length > 0;
        var start = text.Length;
        if (hasHeader && headerGap) text.Append('\n');
        Write(text, directives, 0);
        if (text.Length == start + 1) text.Length = start;
        if (footer is not null)
        {
            if (text.Length > 0) text.Append('\n');
            Comment(text, footer, 0);
        }
        return text.ToString();
    }

    static void Write(StringBuilder text, IEnumerable<Directive> directives, int level)
    {
        var first = true;
        foreach (var directive in directives)
        {
            if (directive.Block is not null && !first) text.Append('\n');
            if (directive.Comment.Value is { } comment) Comment(text, comment, level * 4);
            text.Append(' ', level * 4).Append(Argument(directive.Name));
            foreach (var argument in directive.Arguments) text.Append(' ').Append(Argument(argument));
            if (directive.Raw is not null || directive.Block is not null && LuaBlock.IsNameOf(directive.Name)) Lua(text, directive);
            else if (directive.Block is { } block)
            {
                text.Append(" {\n");
                Write(text, block, level + 1);
                if (directive.ClosingComment.Value is { } closing) Comment(text, closing, (level + 1) * 4);
                text.Append(' ', level * 4).Append("}\n");
            }
            else text.Append(";\n");
            first = false;
        }
    }

    static void Lua(StringBuilder text, Directive directive)
    {
        if (directive.Raw is not { } body || directive.Block is not null || !LuaBlock.IsNameOf(directive.Name) || LuaBlock.End(body + "}", 0) != body.Length)
            throw Expected.Form("block of Lua", $"{directive.Name} {{{Expected.Short(directive.Raw ?? "")}}}", "a …_by_lua_block with Lua whose braces, texts and comments end in it");
        text.Append(" {").Append(body).Append("}\n");
    }

    static void Comment(StringBuilder text, string comment, int indent)
    {
        foreach (var line in CommentText.Wrap(comment, 100 - Math.Min(indent, 60)))
            // nginx refuses a comment that does not fit its buffer, too.
            foreach (var piece in line.Length <= 1000 ? [line] : line[2..].Chunk(1000).Select(c => $"# {new string(c)}"))
                text.Append(' ', indent).Append(piece.TrimEnd()).Append('\n');
    }
}
