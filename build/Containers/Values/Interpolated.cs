using System.Globalization;

namespace ArgusAI.Containers;

/// <summary>A typed value, or a template that becomes one when the file is read (<c>${MEMORY:-512m}</c>).</summary>
/// <typeparam name="T">A value type of this library, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/> or <see cref="decimal"/>.</typeparam>
public sealed record Interpolated<T> where T : IParsable<T>
{
    /// <summary>Whether the value is known, not a template.</summary>
    public bool IsFixed => Template is null;
    /// <summary>The known value.</summary>
    /// <exception cref="InvalidOperationException">It is a template.</exception>
    public T Value => IsFixed ? _value! : throw new InvalidOperationException($"'{Template}' is known only when the file is read");
    /// <summary>The template; null where the value is known.</summary>
    public Template? Template { get; }

    readonly T? _value;

    Interpolated(T? value, Template? template) => (_value, Template) = (value, template);

    /// <summary>A known value.</summary>
    public static implicit operator Interpolated<T>(T value) => new(value, null);
    /// <summary>A variable.</summary>
    public static implicit operator Interpolated<T>(Interpolation variable) => From(variable);

    /// <summary>The template, or the value where no variable stands in it.</summary>
    /// <exception cref="ArgumentException">There is no variable and the text is not a value.</exception>
    public static Interpolated<T> From(Template template) =>
        template.LiteralText is { } text ? new(Read(text), null) : new(default, template);

    /// <summary>Reads the file's form.</summary>
    /// <exception cref="ArgumentException">Neither a value nor a template.</exception>
    public static Interpolated<T> Parse(string text) => From(Template.Parse(text));

    static T Read(string text) => T.TryParse(text, CultureInfo.InvariantCulture, out var value)
        ? value
        // Our own types explain themselves when they refuse; the base library's need the words.
        : typeof(T).Assembly == typeof(Duration).Assembly
            ? T.Parse(text, CultureInfo.InvariantCulture)
            : throw Expected.Form(Kind, text, Kind == "bool" ? "true or false" : "a number");

    static string Kind => default(T) is bool ? "bool" : "number";

    /// <summary>The variables in it.</summary>
    public IEnumerable<Interpolation> Interpolations => Template?.Interpolations ?? [];

    /// <summary>As it stands in a Compose file, before any YAML quoting.</summary>
    public override string ToString() => Template?.ToString() ?? _value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => Template.Literal(other?.ToString() ?? "").ToString(),
    };
}
