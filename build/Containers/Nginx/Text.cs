using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ArgusAI.Containers.Nginx;

/// <summary>A piece of a <see cref="Text"/>.</summary>
/// <param name="Value">A text that means itself, or a variable's name without <c>$</c>.</param>
/// <param name="IsVariable">Whether it is a variable.</param>
public readonly record struct TextPart(string Value, bool IsVariable);

/// <summary>A text that nginx puts variables into, such as a header's value. From a string: <c>$name</c> and <c>${name}</c> are variables.</summary>
/// <remarks>nginx has no escape for a dollar. A literal one is written as the variable <c>$literal_dollar</c>, which <see cref="NginxConfig"/>
/// defines with a <c>geo</c> block where one is used. Source of the rules: <c>ngx_http_script_compile</c>.</remarks>
public sealed record Text
{
    const string Form = "$name, ${name}, or Text.Literal for a dollar that is none of these";

    /// <summary>The variable that stands for a dollar, without its own.</summary>
    public const string Dollar = "literal_dollar";

    /// <summary>The pieces; literal ones are never empty and never side by side.</summary>
    public Items<TextPart> Parts { get; }

    Text(IEnumerable<TextPart> parts)
    {
        var joined = new List<TextPart>();
        foreach (var part in parts)
            if (part is { IsVariable: true, Value: Dollar }) Append(joined, "$");
            else if (part.IsVariable) joined.Add(part);
            else Append(joined, part.Value);
        Parts = joined.ToItems();
    }

    static void Append(List<TextPart> parts, string literal)
    {
        if (literal.Length == 0) return;
        if (parts.Count > 0 && !parts[^1].IsVariable) parts[^1] = new(parts[^1].Value + literal, false);
        else parts.Add(new(literal, false));
    }

    /// <summary>A text that means itself, dollars included.</summary>
    public static Text Literal(string text) => new([new(text, false)]);

    /// <summary>A variable alone.</summary>
    /// <param name="name">Its name: letters, digits and <c>_</c>, or a digit from 1 to 9 for what a regular expression matched.</param>
    /// <exception cref="ArgumentException">Another form.</exception>
    public static Text Variable(string name) => name.Length > 0 && name.TrimStart('$').All(IsName)
        ? new([new(name.TrimStart('$'), true)])
        : throw Expected.Form("nginx variable", name, "letters, digits and _");

    /// <summary>The pieces of several texts in order.</summary>
    public static Text Join(params IEnumerable<Text> texts) => new(texts.SelectMany(t => t.Parts));

    /// <summary>One after the other.</summary>
    public static Text operator +(Text left, Text right) => Join(left, right);

    /// <summary>A text whose <c>$name</c> are variables.</summary>
    /// <exception cref="ArgumentException">A <c>$</c> that no name follows.</exception>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Text?(string? text) => text is null ? null : Parse(text);

    /// <summary>Reads nginx's form, unquoted.</summary>
    /// <exception cref="ArgumentException">A <c>$</c> that no name follows.</exception>
    public static Text Parse(string text) => TryParse(text, out var result) ? result : throw Expected.Form("nginx text", text, Form);

    /// <summary>Whether nginx takes it, and what it says.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Text? result)
    {
        result = null;
        var parts = new List<TextPart>();
        for (var i = 0; i < text.Length;)
        {
            var dollar = text.IndexOf('$', i);
            parts.Add(new(text[i..(dollar < 0 ? text.Length : dollar)], false));
            if (dollar < 0) break;
            i = dollar + 1;
            var braces = i < text.Length && text[i] == '{';
            if (braces) i++;
            var start = i;
            // A match is one digit: $10 is $1 and a 0.
            if (!braces && i < text.Length && text[i] is >= '1' and <= '9') i++;
            else
                while (i < text.Length && IsName(text[i])) i++;
            if (i == start || braces && (i >= text.Length || text[i] != '}')) return false;
            parts.Add(new(text[start..i], true));
            if (braces) i++;
        }
        result = new(parts);
        return true;
    }

    static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>The text where no variable stands in it, else null.</summary>
    public string? LiteralText => Parts.Any(p => p.IsVariable) ? null : string.Concat(Parts.Select(p => p.Value));

    /// <summary>The names of its variables, without <c>$</c>.</summary>
    public IEnumerable<string> Variables => Parts.Where(p => p.IsVariable).Select(p => p.Value);

    /// <summary>nginx's form, unquoted: a literal dollar is <c>${literal_dollar}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Parts.Count; i++)
        {
            var part = Parts[i];
            if (!part.IsVariable) text.Append(part.Value.Replace("$", $"${{{Dollar}}}", StringComparison.Ordinal));
            else if (part.Value is [>= '1' and <= '9'] || i + 1 == Parts.Count || Parts[i + 1].IsVariable || !IsName(Parts[i + 1].Value[0])) text.Append('$').Append(part.Value);
            else text.Append("${").Append(part.Value).Append('}');
        }
        return text.ToString();
    }
}
