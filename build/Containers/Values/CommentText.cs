using System.Text;

namespace ArgusAI.Containers;

/// <summary>Comments as lines that begin with <c>#</c>: the same in all our formats.</summary>
static class CommentText
{
    /// <summary>The lines of a comment, long ones broken between words.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var rest = Clean(line);
            while (rest.Length > width - 2)
            {
                var space = rest.LastIndexOf(' ', Math.Min(rest.Length - 1, width - 2));
                if (space <= 0 && (space = rest.IndexOf(' ', StringComparison.Ordinal)) < 0) break;
                yield return $"# {rest[..space]}".TrimEnd();
                rest = rest[(space + 1)..];
            }
            yield return rest.Length == 0 ? "#" : $"# {rest}";
        }
    }

    // A control character could end the comment for some reader and let the rest be read as content; others no text file may hold.
    static string Clean(string line) => string.Concat(line.EnumerateRunes()
        .Select(r => Rune.IsControl(r) || r.Value is 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF ? " " : r.ToString())).TrimEnd();
}
