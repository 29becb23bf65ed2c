using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The quoting of BuildKit's words: <c>'…'</c> means itself, <c>"…"</c> lets variables and escapes through, the escape character
/// takes the next one as it is.</summary>
static class ShellText
{
    /// <summary>The words with their quotes; null when quotes or braces do not match.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        var start = -1;
        var lastBrace = text.LastIndexOf('}');
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (start >= 0) words.Add(text[start..i]);
                start = -1;
                i++;
                continue;
            }
            if (start < 0) start = i;
            switch (c)
            {
                case '\'' or '"':
                    i = EndOfQuotes(text, i);
                    if (i < 0) return null;
                    break;
                case '\\':
                    i = Math.Min(i + 2, text.Length);
                    break;
                case '<' when text.AsSpan(i).StartsWith("<<"):
                    // A space may stand between the sign and the delimiter.
                    i += 2;
                    while (i < text.Length && text[i] is ' ' or '\t' or '\r') i++;
                    break;
                case '$' when i + 1 < text.Length && text[i + 1] == '{':
                    if (lastBrace < i + 2) return null;
                    i += 2;
                    break;
                default:
                    i++;
                    break;
            }
        }
        if (start >= 0) words.Add(text[start..]);
        return words;
    }

    static int EndOfQuotes(string text, int start)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length; i++)
            if (text[i] == quote) return i + 1;
            else if (text[i] == '\\' && quote == '"') i++;
        return -1;
    }

    /// <summary>A word without its quotes and escapes; variables stay as they are.</summary>
    public static string Unquote(string word)
    {
        var text = new StringBuilder();
        var quote = '\0';
        for (var i = 0; i < word.Length; i++)
        {
            var c = word[i];
            if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (c == quote) quote = '\0';
            else if (c == '\\' && quote != '\'' && i + 1 < word.Length && (quote == '\0' || word[i + 1] is '"' or '$' or '\\')) text.Append(word[++i]);
            else text.Append(c);
        }
        return text.ToString();
    }
}
