using System.Globalization;
using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The one place where a text becomes part of a Dockerfile.</summary>
static class DockerText
{
    /// <summary>A word the builder unquotes and puts variables into: quoted where it must be.</summary>
    /// <exception cref="ArgumentException">The text cannot stand in a Dockerfile.</exception>
    public static string Word(Template template)
    {
        var text = new StringBuilder();
        var bare = true;
        foreach (var part in template.Parts)
            switch (part)
            {
                case TemplatePart.Literal literal:
                    bare &= literal.Text.All(IsBare);
                    foreach (var c in literal.Text) text.Append(Escape(c, literal.Text));
                    break;
                case TemplatePart.Variable variable:
                    bare &= variable.Value.Argument is null || variable.Value.Argument.LiteralText?.All(IsBare) == true;
                    text.Append(Variable(variable.Value));
                    break;
            }
        return bare && text.Length > 0 ? text.ToString() : $"\"{text}\"";
    }

    /// <summary>A label's name. The builder cuts at the first <c>=</c> before it looks at quotes.</summary>
    /// <exception cref="ArgumentException">The name is blank or has a <c>=</c>.</exception>
    public static string LabelName(string name) => string.IsNullOrWhiteSpace(name) || name.Contains('=', StringComparison.Ordinal)
        ? throw Expected.Form("label name", name, "a text that is not blank, without '='")
        : Word(name);

    /// <summary>The raw text of a template whose literals need no quotes, for words that the builder does not unquote as a whole.</summary>
    public static string Bare(string what, Template template)
    {
        var text = Word(template);
        return text.StartsWith('"') ? throw Expected.Form(what, template.ToString(), "a text without spaces, quotes and backslashes") : text;
    }

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '@' or '%' or '+' or '=' or ',' or '*' or '?' or '~';

    static string Escape(char c, string text) => c switch
    {
        '\n' or '\r' or '\0' => throw Expected.Form("Dockerfile text", text, "one line without NUL (the builder has no escape for line ends)"),
        '"' or '\\' or '$' => $"\\{c}",
        _ => c.ToString(),
    };

    static string Variable(Interpolation variable) => variable.Fallback == Fallback.None
        ? $"${{{variable.Name}}}"
        : $"${{{variable.Name}{Interpolation.Operators.First(o => o.Fallback == variable.Fallback).Text}{Argument(variable.Argument)}}}";

    static string Argument(Template? argument)
    {
        if (argument is null) return "";
        var text = Word(argument);
        return text.Contains('}', StringComparison.Ordinal) && argument.IsLiteral
            ? throw Expected.Form("default in an interpolation", argument.ToString(), "a text without braces")
            : text;
    }

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
                < ' ' or '\u007f' or '\u2028' or '\u2029' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        return json.Append('"').ToString();
    }

    /// <summary>Paths: as words, or as a JSON list where one has spaces.</summary>
    public static string Paths(IReadOnlyList<Template> paths)
    {
        var words = paths.Select(Word).ToArray();
        if (!words.Any(w => w.StartsWith('"'))) return string.Join(' ', words);
        // The builder puts variables into JSON forms of COPY too, so a dollar keeps its escape.
        return Json(paths.Select(p => Word(p) is var word && word.StartsWith('"') ? word[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : word));
    }

    /// <summary>A line end for heredocs that no line of the text has.</summary>
    public static string Delimiter(string text, string wish)
    {
        var lines = text.Split('\n').ToHashSet(StringComparer.Ordinal);
        var delimiter = wish;
        for (var i = 2; lines.Contains(delimiter); i++) delimiter = string.Create(CultureInfo.InvariantCulture, $"{wish}{i}");
        return delimiter;
    }
}
