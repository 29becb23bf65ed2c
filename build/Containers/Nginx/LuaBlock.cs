namespace ArgusAI.Containers.Nginx;

/// <summary>Finds where a block of Lua ends: braces count unless they stand in a text or a comment.</summary>
/// <remarks>Source: the Lua 5.1 reference manual, "Lexical Conventions".</remarks>
static class LuaBlock
{
    /// <summary>Whether a directive's block is Lua, not directives.</summary>
    public static bool IsNameOf(string directive) => directive.EndsWith("by_lua_block", StringComparison.Ordinal);

    /// <summary>Where the closing brace is, for a body that begins at <paramref name="at"/>; -1 when there is none.</summary>
    public static int End(string text, int at)
    {
        var depth = 0;
        for (var i = at; i < text.Length; i++)
            switch (text[i])
            {
                case '{': depth++; break;
                case '}' when depth-- == 0: return i;
                case '"' or '\'':
                    for (var quote = text[i++]; i < text.Length && text[i] != quote; i++)
                        if (text[i] == '\\') i++;
                    break;
                case '[' when Long(text, i) is { } end: i = end - 1; break;
                case '-' when i + 1 < text.Length && text[i + 1] == '-':
                    i = Long(text, i + 2) is { } after ? after - 1 : text.IndexOf('\n', i) is >= 0 and var line ? line : text.Length;
                    break;
            }
        return -1;
    }

    /// <summary>Behind the <c>]==]</c> that belongs to a <c>[==[</c> at this place; null when there is none.</summary>
    static int? Long(string text, int at)
    {
        if (at >= text.Length || text[at] != '[') return null;
        var level = 0;
        while (at + 1 + level < text.Length && text[at + 1 + level] == '=') level++;
        if (at + 1 + level >= text.Length || text[at + 1 + level] != '[') return null;
        var close = $"]{new string('=', level)}]";
        var end = text.IndexOf(close, at + level + 2, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + close.Length;
    }
}
