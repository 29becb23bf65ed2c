using System.Text;

namespace ArgusAI.Containers;

/// <summary>Reads the interpolation grammar of the Compose specification.</summary>
static class TemplateReader
{
    const string Form = "$$ for a dollar, $NAME, or ${NAME} with :- - :? ? :+ or + before a default";
    // Deeper nesting than this is an attack, not a configuration.
    const int DeepestNesting = 32;

    public static Template Read(string text)
    {
        // Most texts hold no variable.
        if (!text.Contains('$', StringComparison.Ordinal)) return Template.Literal(text);
        var index = 0;
        return Read(text, ref index, 0);
    }

    static Template Read(string text, ref int i, int depth)
    {
        if (depth > DeepestNesting) throw Expected.Form("template", text, $"at most {DeepestNesting} nested variables");
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        while (i < text.Length && !(depth > 0 && text[i] == '}'))
        {
            if (text[i] != '$')
            {
                literal.Append(text[i++]);
                continue;
            }
            i++;
            if (i >= text.Length || text[i] is not ('{' or '_') && !char.IsAsciiLetter(text[i]))
            {
                // A doubled dollar is one; one that no name follows stands for itself, as in Compose.
                literal.Append('$');
                if (i < text.Length && text[i] == '$') i++;
                continue;
            }
            parts.Add(new TemplatePart.Literal(literal.ToString()));
            literal.Clear();
            parts.Add(new TemplatePart.Variable(Variable(text, ref i, depth)));
        }
        parts.Add(new TemplatePart.Literal(literal.ToString()));
        return Template.Of(parts);
    }

    static Interpolation Variable(string text, ref int i, int depth)
    {
        var braced = i < text.Length && text[i] == '{';
        if (braced) i++;
        var start = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_')) i++;
        if (!EnvName.TryParse(text[start..i], null, out var name)) throw Expected.Form("template", text, Form);
        if (!braced) return new(name);

        var result = new Interpolation(name);
        var at = i;
        var found = Interpolation.Operators.FirstOrDefault(o => string.CompareOrdinal(text, at, o.Text, 0, o.Text.Length) == 0);
        if (found.Text is not null)
        {
            i += found.Text.Length;
            result = new(name, found.Fallback, Read(text, ref i, depth + 1));
        }
        if (i >= text.Length || text[i] != '}') throw Expected.Form("template", text, Form);
        i++;
        return result;
    }
}
