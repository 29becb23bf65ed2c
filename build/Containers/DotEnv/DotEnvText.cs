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
        Assignment { Around.Value: { } around } edited => Edited(edited, around.Before, around.After),
        Assignment assignment => $"{(assignment.Export ? "export " : "")}{assignment.Name}={Value(assignment.Value)}"
            + (assignment.Comment.Value is { } comment ? $" # {Single(comment)}" : ""),
        PassThrough inherited => inherited.Name.Value,
        _ => "",
    };

    /// <summary>Another value between what stood around the old one, in its quotes where it can be.</summary>
    static string Edited(Assignment assignment, string before, string after)
    {
        var quoting = assignment.Quoting.Value;
        var value = quoting switch
        {
            Quoting.Double => DoubleQuoted(assignment.Value),
            Quoting.Single when assignment.Value.LiteralText is { } text && FitsSingle(text) => $"'{text}'",
            Quoting.Single => DoubleQuoted(assignment.Value),
            _ => Value(assignment.Value),
        };
        // With nothing before it a comment would be the value.
        return before + (value.Length == 0 && after.TrimStart().StartsWith('#') ? "''" : value) + after;
    }

    static bool FitsSingle(string text) => !text.AsSpan().ContainsAny('\'', '\\', '\r') && !text.Contains('\0', StringComparison.Ordinal);

    static string Single(string comment) => comment.AsSpan().ContainsAny('\n', '\r')
        ? throw Expected.Form("comment", comment, "one line")
        : comment;

    static string Value(Template value)
    {
        if (value.LiteralText is { } text)
        {
            if (text.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("dotenv value", text, "a text without NUL");
            if (text.All(IsBare)) return text;
            if (FitsSingle(text)) return $"'{text}'";
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
        {
            var form = part switch
            {
                TemplatePart.Literal literal => literal.Text,
                TemplatePart.Variable variable => variable.Value.ToString(),
                _ => "",
            };
            if (part is TemplatePart.Variable && form.AsSpan().ContainsAny('\n', '\r')) throw Expected.Form("default in an interpolation", form, "a text of one line");
            if (form.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("dotenv value", form, "a text without NUL");
            // A template is read after the escapes: its own dollars stay.
            foreach (var c in form)
                text.Append(c switch
                {
                    '$' => part is TemplatePart.Literal ? "\\$" : "$",
                    '\\' or '"' => $"\\{c}",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    _ => c.ToString(),
                });
        }
        return text.Append('"').ToString();
    }
}
