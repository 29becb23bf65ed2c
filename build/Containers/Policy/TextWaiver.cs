using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Reviews;

/// <summary>A finding that a comment in the file accepts: <c># argus-lint ignore=compose-read-only reason=it writes its own settings</c>.
/// It stands on a line of its own and covers what begins on the next line that is no comment: a Compose key with all below it, an
/// instruction, a directive with its block.</summary>
/// <param name="Line">The comment's line.</param>
/// <param name="Ids">The policies' ids.</param>
/// <param name="Reason">Why.</param>
/// <param name="First">The first line it covers.</param>
/// <param name="Last">The last line it covers.</param>
public sealed partial record TextWaiver(int Line, Items<string> Ids, string Reason, int First, int Last)
{
    /// <summary>A comment that means to be a waiver and has not its form.</summary>
    public static Policy Malformed { get; } = new Policy<object>("waiver-form", Severity.Error, "this project's design",
        "A waiver without an id or a reason accepts nothing.", "# argus-lint ignore=ID[,ID] reason=WHY, on a line of its own", _ => []);

    /// <summary>The findings that no comment accepts, and the comments that are malformed or accept nothing.</summary>
    internal static IEnumerable<Finding> Apply(string path, string text, FileKind kind, IReadOnlyList<Finding> findings)
    {
        if (!text.Contains("argus-lint", StringComparison.Ordinal)) return findings;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var left = new List<Finding>();
        var waivers = new List<TextWaiver>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Comment().IsMatch(lines[i])) continue;
            if (Form().Match(lines[i]) is { Success: true } match)
            {
                var (first, last) = Covered(lines, i, kind);
                waivers.Add(new(i + 1, [.. match.Groups["ids"].Value.Split(',')], match.Groups["reason"].Value, first, last));
            }
            else
                left.Add(new(Malformed, path, "", new(i + 1, lines[i].IndexOf('#', StringComparison.Ordinal) + 1), $"'{lines[i].Trim()}' is no waiver: expected '# argus-lint ignore=ID reason=WHY'"));
        }
        left.AddRange(findings.Where(f => !waivers.Any(w => w.Ids.Any(id => w.Covers(id, f)))));
        // What could not be read has not been checked: a waiver for it is not idle.
        var unread = findings.Any(f => f.Policy == TextReview.Syntax);
        left.AddRange(from waiver in unread ? [] : waivers
                      from id in waiver.Ids
                      where !findings.Any(f => waiver.Covers(id, f))
                      select new Finding(Review.IdleWaiver, path, "", new(waiver.Line, lines[waiver.Line - 1].IndexOf('#', StringComparison.Ordinal) + 1),
                          $"the waiver of '{id}' covers nothing: its reason was '{waiver.Reason}'"));
        return left;
    }

    bool Covers(string id, Finding finding) => finding.Policy.Id == id && finding.Position.Line >= First && finding.Position.Line <= Last;

    static (int First, int Last) Covered(string[] lines, int comment, FileKind kind)
    {
        var first = comment + 1;
        while (first < lines.Length && (lines[first].Trim() is "" || lines[first].TrimStart().StartsWith('#'))) first++;
        if (first == lines.Length) return (0, 0);
        var last = kind == FileKind.Compose ? Below(lines, first) : kind == FileKind.Dockerfile ? Instruction(lines, first) : kind == FileKind.Nginx ? Block(lines, first) : first;
        return (first + 1, last + 1);
    }

    static int Below(string[] lines, int first)
    {
        var indentation = Indentation(lines[first]);
        // A list may stand at its key's own indentation.
        var list = lines[first].TrimStart().StartsWith('-');
        var last = first;
        for (var i = first + 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0) continue;
            if (Indentation(lines[i]) < indentation || (Indentation(lines[i]) == indentation && (list || !lines[i].TrimStart().StartsWith('-')))) break;
            last = i;
        }
        return last;
    }

    static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;

    static int Instruction(string[] lines, int first)
    {
        var last = first;
        var waiting = new Queue<string>(Heredoc().Matches(lines[last]).Select(m => m.Groups["name"].Value));
        while (last + 1 < lines.Length && (lines[last].TrimEnd().EndsWith('\\') || (last > first && lines[last].TrimStart().StartsWith('#'))))
            foreach (Match match in Heredoc().Matches(lines[++last])) waiting.Enqueue(match.Groups["name"].Value);
        while (waiting.Count > 0 && last + 1 < lines.Length)
            if (lines[++last].Trim() == waiting.Peek()) waiting.Dequeue();
        return last;
    }

    static int Block(string[] lines, int first)
    {
        var depth = 0;
        for (var i = first; i < lines.Length; i++)
        {
            var code = Quoted().Replace(lines[i], "");
            depth += code.Count('{') - code.Count('}');
            if (depth <= 0 && code.AsSpan().ContainsAny(';', '}')) return i;
        }
        return lines.Length - 1;
    }

    [GeneratedRegex(@"^\s*#\s*argus-lint\b")]
    private static partial Regex Comment();
    [GeneratedRegex(@"^\s*#\s*argus-lint\s+ignore=(?<ids>[a-z0-9-]+(,[a-z0-9-]+)*)\s+reason=(?<reason>.*\S)\s*$")]
    private static partial Regex Form();
    [GeneratedRegex(@"<<-?\s*([""']?)(?<name>[A-Za-z_][A-Za-z0-9_]*)\1")]
    private static partial Regex Heredoc();
    // Strings, variables in braces and comments hold braces that open nothing.
    [GeneratedRegex(@"""(\\.|[^""\\])*""|'(\\.|[^'\\])*'|\$\{[^}]*\}|(^|\s)#.*$")]
    private static partial Regex Quoted();
}
