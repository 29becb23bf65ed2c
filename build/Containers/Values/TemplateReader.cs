using System.Text;

namespace ArgusAI.Containers;

/// <summary>Reads the interpolation grammar of the Compose specification.</summary>
static class TemplateReader
{
    const string Form = "$$ for a dollar, $NAME, or ${NAME} with :- - :? ? :+ or + before a default";
    // Deeper nesting than this is an attack, not a configuration.
    const int DeepestNesting = 32;

    public static Template Read(string text) => Read(text, text, 0);

    /// <param name="text">What is read: the whole, or an argument in it.</param>
    /// <param name="whole">What messages quote.</param>
    /// <param name="depth">In how many arguments it stands.</param>
    static Template Read(string text, string whole, int depth)
    {
        // Most texts hold no variable.
        if (!text.Contains('$', StringComparison.Ordinal)) return Template.Literal(text);
        if (depth > DeepestNesting) throw Expected.Form("template", whole, $"at most {DeepestNesting} nested variables");
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length;)
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
            parts.Add(new TemplatePart.Variable(Variable(text, ref i, whole, depth)));
        }
        parts.Add(new TemplatePart.Literal(literal.ToString()));
        return Template.Of(parts);
    }

    static Interpolation Variable(string text, ref int i, string whole, int depth)
    {
        var open = i;
        var braced = text[i] == '{';
        if (braced) i++;
        var start = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_')) i++;
        if (!EnvName.TryParse(text[start..i], null, out var name)) throw Expected.Form("template", whole, Form);
        if (!braced) return new(name);

        var close = Closing(text, open);
        // Compose takes all up to the last brace where none closes.
        if (close < 0) close = text.LastIndexOf('}');
        if (close < i) throw Expected.Form("template", whole, Form);
        var rest = text[i..close];
        i = close + 1;
        if (rest.Length == 0) return new(name);
        var found = Interpolation.Operators.FirstOrDefault(o => rest.StartsWith(o.Text, StringComparison.Ordinal));
        return found.Text is null
            ? throw Expected.Form("template", whole, Form)
            : new(name, found.Fallback, Read(rest[found.Text.Length..], whole, depth + 1));
    }

    /// <summary>The brace that closes the one at an index, as Compose finds it; -1 without one.</summary>
    /// <remarks>Every brace counts, so that <c>${A:-{"k":"v"}}</c> is one variable; but Compose overlooks the character
    /// after an opening one, so that in <c>{{</c> the second does not count. Tried with Compose 2.26.</remarks>
    internal static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
            if (text[i] == '}' && --depth == 0) return i;
            else if (text[i] == '{')
            {
                depth++;
                i++;
            }
        return -1;
    }
}
