namespace ArgusAI.Containers.Compose;

/// <summary>A mount in the short form whose source begins with a variable: only when it is put in, it shows whether that is a volume or a
/// path of the host. It is written as it was read, so it holds nothing but source, target and options.</summary>
public sealed record VariableMount : ServiceMount
{
    /// <summary>What is mounted.</summary>
    public Template Source { get; }
    /// <summary>Such as <c>ro</c>, <c>z</c> or <c>nocopy</c>.</summary>
    public Items<Template> Options { get; }

    /// <param name="source">What is mounted.</param>
    /// <param name="target">The absolute path inside the container.</param>
    /// <param name="options">Such as <c>ro</c>, <c>z</c> or <c>nocopy</c>.</param>
    /// <exception cref="ArgumentException">The source does not begin with a variable, or a part holds what separates the parts.</exception>
    public VariableMount(Template source, Template target, params IEnumerable<Template> options) : base(target)
    {
        (Source, Options) = (source, options.ToItems());
        if (source.Parts is not [TemplatePart.Variable, ..] || Separates(source, ":") || Separates(target, ":") || target.Parts.Count == 0
            || Options.Any(o => o.Parts.Count == 0 || Separates(o, ":,")))
            throw Expected.Form("mount", ToString(), "${VARIABLE}:target[:options], without ':' in them");
    }

    static bool Separates(Template template, string separators) =>
        template.Parts.OfType<TemplatePart.Literal>().Any(p => p.Text.AsSpan().ContainsAny(separators + "[]{}"));

    /// <summary>The short form.</summary>
    public override string ToString() => $"{Source}:{Target}{(Options.Count == 0 ? "" : ":")}{string.Join(',', Options)}";
}
