using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Yaml;

/// <summary>The one place where a text becomes a YAML scalar.</summary>
static partial class YamlText
{
    const int LongestWord = 5;

    /// <summary>Whether YAML 1.1 or 1.2, or a reader between them, may take an unquoted text for something else than a text.</summary>
    public static bool LooksTyped(string text) => text.Length <= LongestWord && Words().IsMatch(text)
        || text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.') && Numbers().IsMatch(text);

    /// <summary>The text as one line: plain where no reader can misread it, else in double quotes.</summary>
    /// <exception cref="ArgumentException">The text holds half of a surrogate pair, which no encoding has.</exception>
    public static string Inline(string text, bool quoted = false) =>
        // ` *` is plain by the specification, but YamlDotNet loses a key that holds it; `...` in column 1 ends the document.
        !quoted && Plain().IsMatch(text) && !LooksTyped(text) && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal) && !text.Contains(" *", StringComparison.Ordinal)
            && !text.StartsWith("...", StringComparison.Ordinal) && text[^1] is not (':' or ' ')
            ? text
            : DoubleQuoted(text);

    /// <summary>Whether a text of several lines can stand as a literal block.</summary>
    public static bool FitsBlock(string text) =>
        text.Contains('\n', StringComparison.Ordinal) && text[0] is not (' ' or '\n' or '\t')
        && !text.EndsWith("\n\n", StringComparison.Ordinal) && !text.Contains(" \n", StringComparison.Ordinal)
        && text[^1] is not (' ' or '\t') && text.EnumerateRunes().All(r => r.Value is '\n' or '\t' || Printable(r))
        && !HasBrokenSurrogate(text);

    static string DoubleQuoted(string text)
    {
        if (HasBrokenSurrogate(text))
            throw Expected.Form("text", text, "whole Unicode characters, not half of a surrogate pair");
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when Printable(rune) => rune.ToString(),
                <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            });
        return quoted.Append('"').ToString();
    }

    static bool Printable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);

    static bool HasBrokenSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
                return true;
        return false;
    }

    // A conservative set: what is not in it is quoted, which is never wrong.
    [GeneratedRegex(@"\A[A-Za-z0-9/._$][A-Za-z0-9/._$@+=,;(){}?:~ #&*!|<>%'-]*\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(|~|null|true|false|yes|no|on|off|y|n|<<|=)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    // Integers, floats, hexadecimal, octal, base 60 (22:22), infinities and dates, generously.
    [GeneratedRegex(@"\A([-+]?[.]?[0-9][0-9_.:,eE+xXoOa-fA-F-]*([Tt ][0-9:.]+ ?([Zz]|[+-][0-9:]+)?)?|[-+]?\.(inf|nan))\z", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
