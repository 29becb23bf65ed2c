using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A word such as <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-'EOF'</c> or <c>3&lt;&lt; "EOF"</c>.</summary>
/// <param name="Name">The delimiter without quotes.</param>
/// <param name="StripsTabs">Whether a dash follows <c>&lt;&lt;</c>.</param>
/// <param name="Expands">Whether the delimiter has no quotes.</param>
readonly record struct HeredocWord(string Name, bool StripsTabs, bool Expands)
{
    /// <summary>The heredocs of a line; none when its quotes do not match or a variable has a form that only the shell knows, such as <c>${a^^}</c>:
    /// the builder gives up looking then.</summary>
    /// <remarks>It always takes the backslash for the escape here, whatever the directive says.</remarks>
    public static IReadOnlyList<HeredocWord> AllIn(string line)
    {
        var found = new List<HeredocWord>();
        if (!WordReader.CanRead(line, '\\') || ShellText.Split(line) is not { } words) return found;
        foreach (var word in words)
            if (Parse(word) is { } heredoc)
                found.Add(heredoc);
        return found;
    }

    /// <summary>The heredoc a word is; null when it is none.</summary>
    public static HeredocWord? Parse(string word)
    {
        var start = 0;
        while (start < word.Length && char.IsAsciiDigit(word[start])) start++;
        if (!word.AsSpan(start).StartsWith("<<")) return null;
        start += 2;
        var strips = start < word.Length && word[start] == '-';
        var rest = word[(strips ? start + 1 : start)..].TrimStart();
        if (rest.Length == 0 || rest.Contains('<', StringComparison.Ordinal)) return null;
        // More than one word is a heredoc for a command: the shell's.
        if (ShellText.Split(rest) is not { Count: 1 }) return null;
        var name = ShellText.Unquote(rest);
        return new(name, strips, name.Count(IsQuote) == rest.Count(IsQuote));
    }

    static bool IsQuote(char c) => c is '\'' or '"';
}
