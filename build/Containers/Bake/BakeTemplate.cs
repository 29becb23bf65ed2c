using System.Text;

namespace ArgusAI.Containers.Bake;

/// <summary>The one place where a text becomes an HCL template and back.</summary>
/// <remarks>Source of the rules: HCL, "Template Expressions": <c>$${</c> and <c>%%{</c> stand for <c>${</c> and <c>%{</c>. A dollar right
/// before either has no form of its own and is computed: <c>${"$"}</c>. So is a carriage return without its line feed: HCL takes what
/// follows one for plain text up to the end.</remarks>
static class BakeTemplate
{
    const string ComputedReturn = "${\"\\r\"}";

    public static string Write(Template template)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
            if (part is TemplatePart.Literal literal) Append(text, literal.Text);
            else if (part is TemplatePart.Variable { Value: { Fallback: Fallback.None } variable })
            {
                SetApart(text, '$');
                text.Append("${").Append(variable.Name).Append('}');
            }
            else throw Expected.Form("bake text", template.ToString(), "variables without a default in place: bake's defaults stand under 'variable'");
        return text.ToString();
    }

    static void Append(StringBuilder text, string literal)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            var c = literal[i];
            if (c is '$' or '%' && i + 1 < literal.Length && literal[i + 1] == '{')
            {
                SetApart(text, c);
                text.Append(c);
            }
            if (IsLoneReturn(literal, i))
            {
                SetApart(text, '$');
                text.Append(ComputedReturn);
            }
            else text.Append(c);
        }
    }

    static bool IsLoneReturn(string text, int i) => text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n');

    /// <summary>The same sign at the end must not become a part of what follows.</summary>
    static void SetApart(StringBuilder text, char sign)
    {
        var count = 0;
        while (count < text.Length && text[^(count + 1)] == sign) count++;
        if (count == 0) return;
        text.Length -= count;
        text.Append("${\"").Append(sign, count).Append("\"}");
    }

    /// <summary>Null for a text that bake computes otherwise than by putting in variables.</summary>
    public static Template? Read(string text)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        var isPlain = false;
        for (var i = 0; i < text.Length; i++)
        {
            var at = text.AsSpan(i);
            isPlain |= IsLoneReturn(text, i);
            if ((at.StartsWith("$${") || at.StartsWith("%%{")) && !(isPlain && text[i - 1] == text[i]))
            {
                literal.Append(text[i]).Append('{');
                i += 2;
            }
            // A doubled sign before another form is not a piece of it.
            else if (!isPlain && at.StartsWith(ComputedReturn))
            {
                literal.Append('\r');
                i += ComputedReturn.Length - 1;
            }
            else if (!isPlain && text[i] is ('$' or '%') && at.Length > 1 && at[1] == '{')
            {
                var end = text[i] == '$' ? text.IndexOf('}', i) : -1;
                if (end < 0) return null;
                var inner = text[(i + 2)..end];
                if (EnvName.TryParse(inner, null, out var name))
                {
                    parts.Add(new TemplatePart.Literal(literal.ToString()));
                    literal.Clear();
                    parts.Add(new TemplatePart.Variable(new Interpolation(name)));
                }
                else if (inner.Length > 2 && inner[0] == '"' && inner[^1] == '"' && inner[1..^1].All(c => c is '$' or '%')) literal.Append(inner, 1, inner.Length - 2);
                else return null;
                i = end;
            }
            else literal.Append(text[i]);
        }
        parts.Add(new TemplatePart.Literal(literal.ToString()));
        return Template.Of(parts);
    }
}
