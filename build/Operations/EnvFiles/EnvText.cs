using System.Text.RegularExpressions;

namespace ArgusAI.Operations.EnvFiles;

/// <summary>Reads dotenv text.</summary>
internal static partial class EnvText
{
    internal static IReadOnlyDictionary<string, string> Parse(string text, string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (line, number) in text.TrimStart('\uFEFF').Split('\n').Select((l, i) => (l.Trim(), i + 1)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (Assignment().Match(line) is not { Success: true } match)
                throw new OperationException($"{path}:{number}: this line is no assignment", "write NAME=value, or put # before a comment");
            values[match.Groups[1].Value] = match.Groups[2].Value.Trim('"', '\'');
        }

        return values;
    }

    [GeneratedRegex("^(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)$")]
    private static partial Regex Assignment();
}
