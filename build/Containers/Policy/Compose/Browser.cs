namespace ArgusAI.Containers.Reviews;

/// <summary>Addresses for the browser.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Browser =>
    [
        Said("compose-browser-address", Severity.Error, "decisions D10 to D12", "The name is known inside the project's network only: no browser can resolve it.",
            "the address people use, or the page's own origin", s => [.. s.Model.Environment.Where(v => IsInside(s, v.Key, v.Value)).Select(v => ($"environment.{v.Key}", $"sends browsers to '{v.Value}'")),
                .. s.Model.Build?.Args.Where(v => IsInside(s, v.Key, v.Value)).Select(v => ($"build.args.{v.Key}", $"sends browsers to '{v.Value}'")) ?? []]),
        Said("compose-browser-build-arg", Severity.Warning, "Next.js, Vite and Create React App documentation (variables for the browser); decisions D10 to D12", "The build writes the address into the browser's code: what is set when the container starts is ignored.",
            "read it when the container starts, or serve the API on the page's own origin", s => s.Model.Build?.Args.Keys.Where(BrowserVariable.IsAddress).Select(name => ($"build.args.{name}", $"bakes {name} into the browser's code")) ?? []),
    ];

    /// <summary>Whether a variable for the browser holds, by default, the address of a service.</summary>
    static bool IsInside(ServiceSubject service, string name, Template? value) => BrowserVariable.Is(name) && value is not null
        && Addresses.Host(Addresses.Default(value)) is { } host && service.File.Model.Services.ContainsKey(host);
}

/// <summary>Addresses in texts.</summary>
static class Addresses
{
    /// <summary>A text with the defaults of its variables; unknown ones are blank.</summary>
    public static string Default(Template template) => template.LiteralText ?? string.Concat(template.Parts.Select(part => part switch
    {
        TemplatePart.Literal literal => literal.Text,
        TemplatePart.Variable { Value: { Fallback: Fallback.IfBlank or Fallback.IfUnset, Argument: { } argument } } => Default(argument),
        _ => "",
    }));

    /// <summary>The host of <c>scheme://host:port/path</c>; null in any other text.</summary>
    public static string? Host(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 1) return null;
        var rest = text.AsSpan(scheme + 3);
        var end = rest.IndexOfAny("/?#");
        if (end >= 0) rest = rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        var colon = rest.LastIndexOf(':');
        return (colon < 0 || rest.EndsWith("]") ? rest : rest[..colon]).ToString();
    }
}
