namespace ArgusAI.Containers.Reviews;

/// <summary>Locations, files and conditions.</summary>
static partial class NginxPolicies
{
    static IEnumerable<Policy> Locations =>
    [
        OfEach("nginx-alias-traversal", Severity.Error, "gixy alias_traversal", "/files../secret leaves the folder.",
            "end the location with /", "alias", p => p.Around is { Self: { Name: "location", Arguments: [_] or ["^~", _] } location } && !location.Arguments[^1].EndsWith('/') && p.Argument?.EndsWith('/') == true ? "can be left with ../" : null),
        OfEach("nginx-if", Severity.Warning, "gixy if_is_evil, nginx wiki If is Evil", "if in a location does something else than it says with anything but return and rewrite.",
            "map, try_files, or a location of its own", "if", p => p.Around?.Self.Name == "location" && p.Children.FirstOrDefault(c => c.Self.Name is not ("return" or "rewrite" or "set" or "break")) is { } inside ? $"has {inside.Self.Name} in if" : null),
        OfEach("nginx-root-in-location", Severity.Note, "nginx wiki, Pitfalls (root inside location block)", "Other locations have no root and serve nginx's own folder.",
            "root in the server", "root", p => p.Around is { Self: { Name: "location", Arguments: ["/"] }, Around: { } server } && !server.Named("root").Any() ? "sets root for one location only" : null),
        OfEach("nginx-unanchored-regex", Severity.Note, "gixy-ng unanchored_regex", "The ending matches in the middle of a path too: /a.php/b.jpg.",
            "end it with $", "location", p => p.Self.Arguments is ["~" or "~*", var pattern] && pattern.StartsWith("\\.", StringComparison.Ordinal) && !pattern.EndsWith('$') && !pattern.Contains('/', StringComparison.Ordinal) ? $"matches '{pattern}' anywhere" : null),
        OfEach("nginx-map-default", Severity.Note, "gixy-ng hash_without_default", "A key that nobody thought of becomes an empty text.",
            "add default", "map", p => p.Self.Block is not null && !p.Children.Any(e => e.Self.Name is "default" or "include") ? $"has no default for {p.Text}" : null),
    ];
}
