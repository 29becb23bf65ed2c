using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Go's path patterns with <c>**</c>, as Docker uses them.</summary>
static class PathPattern
{
    static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>Whether the pattern matches the path or a folder above it.</summary>
    public static bool MatchesSelfOrParent(string pattern, string path)
    {
        var expression = Compiled.GetOrAdd(pattern, Compile);
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
            if (expression.IsMatch(path[..end]))
                return true;
        return false;
    }

    static Regex Compile(string pattern)
    {
        var text = Clean(pattern);
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < text.Length; i++)
            switch (text[i])
            {
                case '*' when i + 1 < text.Length && text[i + 1] == '*':
                    // "**/" also stands for no folder at all.
                    if (i + 2 < text.Length && text[i + 2] == '/') (_, i) = (regex.Append("(.*/)?"), i + 2);
                    else (_, i) = (regex.Append(".*"), i + 1);
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when text.IndexOf(']', i + 1) is var close and > 0:
                    regex.Append('[').Append(text[(i + 1)..close].Replace(@"\", @"\\", StringComparison.Ordinal)).Append(']');
                    i = close;
                    break;
                case '\\' when i + 1 < text.Length:
                    regex.Append(Regex.Escape(text[++i].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(text[i].ToString()));
                    break;
            }
        // Without backtracking, so that no pattern takes more than linear time.
        return new Regex(regex.Append(@"\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Without <c>./</c>, leading and trailing slashes and empty parts.</summary>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("" or "." or "..")) parts.Add(part);
        return string.Join('/', parts);
    }
}
