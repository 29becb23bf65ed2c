namespace ArgusAI.Containers;

/// <summary>What stands in for a variable that is unset, or unset and blank alike.</summary>
public enum Fallback
{
    /// <summary><c>${A}</c>: nothing.</summary>
    None,
    /// <summary><c>${A:-x}</c>: x when unset or blank.</summary>
    IfBlank,
    /// <summary><c>${A-x}</c>: x when unset.</summary>
    IfUnset,
    /// <summary><c>${A:?x}</c>: the error x when unset or blank.</summary>
    RequiredNotBlank,
    /// <summary><c>${A?x}</c>: the error x when unset.</summary>
    Required,
    /// <summary><c>${A:+x}</c>: x when set and not blank, else nothing.</summary>
    ReplaceNotBlank,
    /// <summary><c>${A+x}</c>: x when set, else nothing.</summary>
    Replace,
}

/// <summary>A variable that is put in when the file is read: <c>${NAME}</c>, with what happens when it is missing.</summary>
/// <remarks>Source: Compose specification, "Interpolation". Dockerfiles know the same forms.</remarks>
/// <param name="Name">The variable.</param>
/// <param name="Fallback">What happens when it is missing.</param>
/// <param name="Argument">The default, the error or the replacement, itself a template; null with <see cref="Fallback.None"/>.</param>
public sealed record Interpolation(EnvName Name, Fallback Fallback = Fallback.None, Template? Argument = null)
{
    /// <summary>The text between name and argument.</summary>
    internal static IReadOnlyList<(string Text, Fallback Fallback)> Operators { get; } =
    [
        (":-", Fallback.IfBlank), (":?", Fallback.RequiredNotBlank), (":+", Fallback.ReplaceNotBlank),
        ("-", Fallback.IfUnset), ("?", Fallback.Required), ("+", Fallback.Replace),
    ];

    /// <summary><c>${NAME:-value}</c>.</summary>
    public Interpolation Or(Template value) => new(Name, Fallback.IfBlank, value);
    /// <summary><c>${NAME:?message}</c>.</summary>
    public Interpolation OrFail(Template message) => new(Name, Fallback.RequiredNotBlank, message);

    internal string Resolve(Func<string, string?> lookup)
    {
        var value = lookup(Name.Value);
        var argument = () => Argument?.Resolve(lookup) ?? "";
        return Fallback switch
        {
            Fallback.IfBlank => string.IsNullOrEmpty(value) ? argument() : value,
            Fallback.IfUnset => value ?? argument(),
            Fallback.RequiredNotBlank when string.IsNullOrEmpty(value) => throw new ArgumentException($"'{Name}' is missing: {argument()}"),
            Fallback.Required when value is null => throw new ArgumentException($"'{Name}' is missing: {argument()}"),
            Fallback.ReplaceNotBlank => string.IsNullOrEmpty(value) ? "" : argument(),
            Fallback.Replace => value is null ? "" : argument(),
            _ => value ?? "",
        };
    }

    /// <summary>This variable and those in its argument.</summary>
    public IEnumerable<Interpolation> All => Argument is null ? [this] : [this, .. Argument.Interpolations];

    /// <summary>As it stands in the file.</summary>
    /// <exception cref="ArgumentException">The argument holds what Compose has no escape for: a line end, or a brace without its partner.</exception>
    public override string ToString()
    {
        if (Fallback == Fallback.None) return $"${{{Name}}}";
        var text = $"${{{Name}{Operators.First(o => o.Fallback == Fallback).Text}{Argument}}}";
        return TemplateReader.Closing(text, 1) == text.Length - 1 && !text.Contains('\n', StringComparison.Ordinal)
            ? text
            : throw Expected.Form("default in an interpolation", Argument?.ToString(), "a text without line ends and with its braces in pairs: Compose knows no escape for them there");
    }
}

/// <summary>Starts an interpolation.</summary>
public static class Env
{
    /// <summary><c>${NAME}</c>, to be continued with <c>.Or("…")</c> or <c>.OrFail("…")</c>.</summary>
    public static Interpolation Var(EnvName name) => new(name);
}
