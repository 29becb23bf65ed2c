using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The three ways in which the builder finds the end of a word.</summary>
static class WordSplitter
{
    /// <summary>What separates keywords and plain words; other Unicode spaces do not.</summary>
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\v' or '\f' or '\r';

    /// <summary>Words between spaces; quotes mean nothing yet.</summary>
    public static List<Range> BySpaces(string text)
    {
        var words = new List<Range>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && !IsSpace(text[i])) i++;
            words.Add(start..i);
            while (i < text.Length && IsSpace(text[i])) i++;
        }
        return words;
    }

    /// <summary>Words that quotes and escapes hold together; they stay in the word.</summary>
    public static List<Range> ByQuotes(string text, char escape)
    {
        var words = new List<Range>();
        var start = -1;
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (start >= 0) words.Add(start..i);
                start = -1;
                continue;
            }
            if (start < 0) start = i;
            if (c == escape && quote != '\'') i++;
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (c == quote) quote = '\0';
        }
        if (start >= 0) words.Add(start..text.Length);
        return words;
    }

    /// <summary>A flag without its quotes and escapes; quotes of both kinds let escapes through here.</summary>
    public static string Flag(string text, ref int at, int end, char escape)
    {
        var flag = new StringBuilder();
        var quote = '\0';
        for (; at < end; at++)
        {
            var c = text[at];
            if (quote == '\0' && char.IsWhiteSpace(c)) break;
            if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (c != escape) flag.Append(c);
            else if (++at < end) flag.Append(text[at]);
        }
        return flag.ToString();
    }
}
