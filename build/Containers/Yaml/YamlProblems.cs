using System.Globalization;
using YamlDotNet.Core;

namespace ArgusAI.Containers.Yaml;

/// <summary>What is wrong in a text that the parser tells badly or not at all.</summary>
static class YamlProblems
{
    /// <summary>The first character that YAML forbids. The parser would take NUL for the end of the file and drop the rest without a word.</summary>
    /// <remarks>Source: YAML 1.2.2, 5.1 "Character Set", c-printable.</remarks>
    public static SyntaxProblem? Character(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (!IsPrintable(text[i]))
                return new(TextPlace.Of(text, i), char.IsSurrogate(text[i])
                    ? "the text holds half of a surrogate pair: expected whole Unicode characters"
                    : string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)text[i]:X4} stands in the text: expected it escaped in double quotes"));
        }
        return null;
    }

    static bool IsPrintable(char c) =>
        c is '\t' or '\n' or '\r' or (>= ' ' and <= '~') or '\u0085' or (>= '\u00A0' and < '\uD800') or (>= '\uE000' and <= '\uFFFD' and not '\uFEFF');

    /// <summary>The parser speaks of tokens where the reader of the message has only pressed the tab key.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What the parser says; about some tabs it says no place.</param>
    /// <param name="read">The line up to which the text was read.</param>
    public static SyntaxProblem? Tab(string text, YamlException problem, long read)
    {
        var (first, last) = problem.End.Equals(Mark.Empty) ? (read, long.MaxValue) : (problem.Start.Line, problem.End.Line);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (++number > last) break;
            var indent = line.IndexOfAnyExcept(' ');
            if (number >= first && indent >= 0 && line[indent] == '\t' && !line.IsWhiteSpace())
                return new(new(number, indent + 1), "a tab stands in the indentation: expected spaces");
        }
        return null;
    }
}
