using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The texts of heredocs.</summary>
static class ScriptText
{
    /// <summary>Ends lines with <c>\n</c> alone: a carriage return before it is what an editor left.</summary>
    public static string WithPlainLineEnds(string text)
    {
        if (!text.Contains("\r\n", StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\n')
                while (plain.Length > 0 && plain[^1] == '\r') plain.Length--;
            plain.Append(c);
        }
        return plain.ToString();
    }
}
