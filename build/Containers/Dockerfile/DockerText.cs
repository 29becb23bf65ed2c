using System.Globalization;
using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The one place where a text becomes part of a Dockerfile.</summary>
/// <remarks>The rules are those of BuildKit's <c>frontend/dockerfile/shell</c>: inside double quotes an escape takes only <c>"</c>, <c>$</c> and itself,
/// outside and inside <c>${…}</c> it takes any character.</remarks>
static class DockerText
{
    /// <summary>A word the builder unquotes and puts variables into: quoted where it must be.</summary>
    /// <exception cref="ArgumentException">The text cannot stand in a Dockerfile.</exception>
    public static string Word(Template template)
    {
        var text = Text(template, "\"\\$");
        var bare = template.Parts.Count > 0 && !text.StartsWith("--", StringComparison.Ordinal) && template.Parts.All(part => part switch
        {
            TemplatePart.Literal literal => literal.Text.All(IsBare),
            TemplatePart.Variable variable => variable.Value.Argument is not { } argument || Argument(argument).All(IsBare),
            TemplatePart.Expansion expansion => expansion.Rest.All(c => IsBare(c) || c is '#'),
            _ => false,
        });
        return bare ? text : $"\"{text}\"";
    }

    /// <summary>The same without quotes, for places that spaces separate before quotes count: FROM, EXPOSE, COPY.</summary>
    public static string Unquoted(Template template)
    {
        var text = Text(template, "\"\\$'<");
        return text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith('[') || text.StartsWith('#') ? "\\" + text : WithFirst(text);
    }

    /// <summary>Go's scanner, which reads every word, swallows a byte order mark at its beginning; an escaped one stays.</summary>
    public static string WithFirst(string text) => text.StartsWith('\uFEFF') ? "\\" + text : text;

    /// <summary>Without quotes and without spaces.</summary>
    /// <exception cref="ArgumentException">It has spaces, or is nothing.</exception>
    public static string Unspaced(string what, Template template)
    {
        var text = Unquoted(template);
        return text.Length == 0 || text.Any(char.IsWhiteSpace) ? throw Expected.Form(what, template.ToString(), "a text without spaces") : text;
    }

    /// <summary>A text with variables as a word takes them, every character of <paramref name="escaped"/> escaped.</summary>
    public static string Text(Template template, string escaped)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
            text.Append(part switch
            {
                TemplatePart.Literal literal => Escape(OneLine(literal.Text), escaped),
                TemplatePart.Variable variable => Variable(variable.Value),
                TemplatePart.Expansion expansion => OneLine(expansion.ToString()),
                _ => throw new InvalidOperationException($"unknown part {part}"),
            });
        return text.ToString();
    }

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '@' or '%' or '+' or '=' or ',' or '*' or '?' or '~';

    static string OneLine(string text) => text.AsSpan().ContainsAny('\n', '\r', '\0')
        ? throw Expected.Form("Dockerfile text", text, "one line without NUL (the builder has no escape for line ends)")
        : text;

    /// <summary>With a backslash before some characters.</summary>
    public static string Escape(string text, string escaped)
    {
        if (!text.AsSpan().ContainsAny(escaped)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (escaped.Contains(c, StringComparison.Ordinal)) result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }

    public static string Variable(Interpolation variable) => variable.Fallback == Fallback.None
        ? $"${{{variable.Name}}}"
        : $"${{{variable.Name}{Interpolation.Operators.First(o => o.Fallback == variable.Fallback).Text}{Argument(variable.Argument ?? "")}}}";

    static string Argument(Template argument) => Text(argument, "\"\\$'}");

    /// <summary>A JSON list, as in exec forms; only literals, the builder puts nothing in.</summary>
    public static string Json(string what, IEnumerable<Template> items) => Json(items.Select(item => item.LiteralText
        ?? throw Expected.Form(what, item.ToString(), "a text without variables: the builder puts none into exec forms")));

    /// <summary>A JSON list.</summary>
    public static string Json(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(JsonText))}]";

    static string JsonText(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        return json.Append('"').ToString();
    }

    /// <summary>Paths: as words, or as a JSON list where one has spaces.</summary>
    public static string Paths(IReadOnlyList<Template> paths)
    {
        var words = paths.Select(Unquoted).ToArray();
        return words.Any(w => w.Length == 0 || w.Any(char.IsWhiteSpace)) ? PathList(paths) : string.Join(' ', words);
    }

    /// <summary>Paths as a JSON list. The builder unquotes its texts and puts variables in, too; spaces at their ends need quotes.</summary>
    public static string PathList(IEnumerable<Template> paths) => Json(paths.Select(p => Unquoted(p) is var text && text.Length == text.AsSpan().Trim().Length ? text : Word(p)));

    /// <summary>A flag's value: unquoted once as a flag and, where the builder puts variables in, once as a word.</summary>
    /// <exception cref="ArgumentException">It has letters outside ASCII, which the builder garbles in flags.</exception>
    public static string Flag(string name, string word)
    {
        if (!Ascii.IsValid(word)) throw Expected.Form("--" + name, word, "ASCII: the builder garbles other letters in flags");
        return Escape(OneLine(word), "\\\"' \t\v\f");
    }

    /// <summary>A line end for heredocs that no line of the text has.</summary>
    public static string Delimiter(string text, string wish)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToHashSet(StringComparer.Ordinal);
        var delimiter = wish;
        for (var i = 2; lines.Contains(delimiter); i++) delimiter = string.Create(CultureInfo.InvariantCulture, $"{wish}{i}");
        return delimiter;
    }
}
