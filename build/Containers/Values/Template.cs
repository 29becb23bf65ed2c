using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers;

/// <summary>A text in which variables may stand: literal pieces and <see cref="Interpolation"/>s.</summary>
/// <remarks>A plain string converts to a literal: its <c>$</c> is a dollar and is written <c>$$</c>.
/// Join pieces with <c>+</c>, or read the file's own form with <see cref="Parse(string, IFormatProvider?)"/>.</remarks>
public sealed record Template : IParsable<Template>
{
    /// <summary>The pieces: no empty literal, no two literals side by side.</summary>
    public Items<TemplatePart> Parts { get; }

    Template(IEnumerable<TemplatePart> parts)
    {
        var joined = new List<TemplatePart>();
        foreach (var part in parts)
        {
            if (part is TemplatePart.Literal { Text: var text })
            {
                if (text.Length == 0) continue;
                if (joined.LastOrDefault() is TemplatePart.Literal last)
                {
                    joined[^1] = new TemplatePart.Literal(last.Text + text);
                    continue;
                }
            }
            joined.Add(part);
        }
        Parts = joined.ToItems();
    }

    /// <summary>A text without variables.</summary>
    public static Template Literal(string text) => new([new TemplatePart.Literal(text)]);
    /// <summary>The pieces in order.</summary>
    public static Template Of(params IEnumerable<TemplatePart> parts) => new(parts);
    /// <summary>A text without variables.</summary>
    public static implicit operator Template(string text) => Literal(text);
    /// <summary>A variable alone.</summary>
    public static implicit operator Template(Interpolation variable) => new([new TemplatePart.Variable(variable)]);
    /// <summary>A user's number.</summary>
    public static implicit operator Template(Uid uid) => Literal(uid.ToString());
    /// <summary>One after the other.</summary>
    public static Template operator +(Template left, Template right) => new([.. left.Parts, .. right.Parts]);

    /// <summary>Every variable, nested ones included.</summary>
    public IEnumerable<Interpolation> Interpolations => Parts.OfType<TemplatePart.Variable>().SelectMany(v => v.Value.All);
    /// <summary>Whether no variable stands in it.</summary>
    public bool IsLiteral => Parts.All(part => part is TemplatePart.Literal);
    /// <summary>The text where no variable stands in it, else null.</summary>
    public string? LiteralText => IsLiteral ? string.Concat(Parts.Cast<TemplatePart.Literal>().Select(l => l.Text)) : null;

    /// <summary>The text once the variables are put in.</summary>
    /// <param name="lookup">A variable's value; null when it is not set.</param>
    /// <exception cref="ArgumentException">A required variable is missing; the message is the file's own.</exception>
    public string Resolve(Func<string, string?> lookup) => string.Concat(Parts.Select(part => part switch
    {
        TemplatePart.Literal literal => literal.Text,
        TemplatePart.Variable variable => variable.Value.Resolve(lookup),
        _ => "",
    }));

    /// <summary>Reads <c>text ${NAME:-default} $NAME $$</c>.</summary>
    /// <exception cref="ArgumentException">A <c>$</c> that is neither doubled nor followed by a name.</exception>
    public static Template Parse(string s, IFormatProvider? provider = null) => TemplateReader.Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Template result)
    {
        try
        {
            result = s is null ? null : Parse(s);
        }
        catch (ArgumentException)
        {
            result = null;
        }
        return result is not null;
    }

    /// <summary>As it stands in a Compose file, before any YAML quoting: a literal <c>$</c> doubled, variables as <c>${…}</c>.</summary>
    public override string ToString() => string.Concat(Parts.Select(part => part switch
    {
        TemplatePart.Literal literal => literal.Text.Replace("$", "$$", StringComparison.Ordinal),
        TemplatePart.Variable variable => variable.Value.ToString(),
        TemplatePart.Expansion expansion => expansion.ToString(),
        _ => throw new InvalidOperationException($"unknown part {part}"),
    }));
}

/// <summary>A piece of a <see cref="Template"/>.</summary>
public abstract record TemplatePart
{
    TemplatePart() { }

    /// <summary>A text that means itself.</summary>
    public sealed record Literal(string Text) : TemplatePart;
    /// <summary>A variable.</summary>
    public sealed record Variable(Interpolation Value) : TemplatePart;

    /// <summary>A variable in words of the format's own that only its program takes apart, such as a Dockerfile's <c>${NAME#pattern}</c>.</summary>
    /// <param name="Name">The variable.</param>
    /// <param name="Rest">What follows the name inside the braces.</param>
    public sealed record Expansion(string Name, string Rest) : TemplatePart
    {
        /// <summary>As it stands in the file.</summary>
        public override string ToString() => $"${{{Name}{Rest}}}";
    }
}
