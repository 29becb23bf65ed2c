using System.Text;

namespace ArgusAI.Containers.DotEnv;

/// <summary>The one place where a value becomes dotenv text.</summary>
/// <remarks>Source of the rules: compose-go's dotenv parser. Single quotes take everything but have no escape that every
/// version knows, so that a quote or backslash needs double quotes.</remarks>
static class DotEnvText
{
    public static string Line(DotEnvLine line) => line.Source.Value ?? line switch
    {
        CommentLine { Text.Length: 0 } => "#",
        CommentLine comment => $"# {Single(comment.Text)}",
        Assignment assignment => $"{(assignment.Export ? "export " : "")}{assignment.Name}={Value(assignment.Value)}"
            + (assignment.Comment.Value is { } comment ? $" # {Single(comment)}" : ""),
        PassThrough inherited => inherited.Name.Value,
        _ => "",
    };

    static string Single(string comment) => comment.AsSpan().ContainsAny('\n', '\r')
        ? throw Expected.Form("comment", comment, "one line")
        : comment;

    static string Value(Template value)
    {
        if (value.LiteralText is { } text)
        {
            if (text.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("dotenv value", text, "a text without NUL");
            if (text.All(IsBare)) return text;
            if (!text.AsSpan().ContainsAny('\'', '\\', '\r')) return $"'{text}'";
        }
        else if (value.Parts.OfType<TemplatePart.Literal>().All(literal => literal.Text.All(IsBare)) && Bare(value.ToString()))
            return value.ToString();
        return DoubleQuoted(value);
    }

    static bool Bare(string form) => !form.AsSpan().ContainsAny('\n', '\r', '\\') && !form.Contains(" #", StringComparison.Ordinal);

    static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '@' or '%' or '+' or '=' or ',' or '*' or '?' or '&' or '~' or '!';

    static string DoubleQuoted(Template value)
    {
        var text = new StringBuilder("\"");
        foreach (var part in value.Parts)
            if (part is TemplatePart.Literal literal)
                foreach (var c in literal.Text)
                    text.Append(c switch
                    {
                        '\\' or '"' or '$' => $"\\{c}",
                        '\n' => "\\n",
                        '\r' => "\\r",
                        _ => c.ToString(),
                    });
            else if (part is TemplatePart.Variable variable)
                text.Append(variable.Value.ToString() is var form && form.AsSpan().ContainsAny('"', '\\', '\n')
                    ? throw Expected.Form("default in an interpolation", form, "a text without quotes, backslashes and line ends")
                    : form);
        return text.Append('"').ToString();
    }
}
