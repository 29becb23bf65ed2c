namespace ArgusAI.Containers.Nginx;

/// <summary>Lists that nginx inherits whole or not at all: where a scope has one of its own, those from above are gone (D31).</summary>
static class Inheritance
{
    /// <summary>What a scope writes: nothing where it adds nothing, since nginx inherits; else everything from above that it has none of the same
    /// name for, then its own.</summary>
    public static List<T> Written<T>(IReadOnlyList<T> own, IReadOnlyList<T> above, Func<T, string> name)
    {
        if (own.Count == 0) return [];
        var names = own.Select(name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. above.Where(h => !names.Contains(name(h))), .. own];
    }

    /// <summary>What a scope adds by itself, from what stands in it; null when it loses something from above, or repeats it and no more.</summary>
    public static List<T>? Own<T>(IReadOnlyList<T> written, IReadOnlyList<T> above, Func<T, string> name)
    {
        var inherited = above.ToLookup(name, StringComparer.OrdinalIgnoreCase);
        var own = written.GroupBy(name, StringComparer.OrdinalIgnoreCase).Where(g => !g.SequenceEqual(inherited[g.Key])).SelectMany(g => g).ToHashSet(EqualityComparer<T>.Default);
        var list = written.Where(own.Contains).ToList();
        return (written.Count == 0 || list.Count > 0) && Written(list, above, name).SequenceEqual(written) ? list : null;
    }

    /// <summary>What holds in a scope, and below it.</summary>
    public static IReadOnlyList<T> Effective<T>(IReadOnlyList<T> own, bool keeps, IReadOnlyList<T> above, Func<T, string> name) =>
        own.Count == 0 ? above : keeps ? Written(own, above, name) : own;
}

/// <summary>The headers that reach a scope from above.</summary>
sealed record Inherited(IReadOnlyList<ResponseHeader> Headers, IReadOnlyList<ProxyHeader> ProxyHeaders)
{
    public static Inherited Nothing { get; } = new([], []);

    /// <summary>What reaches the blocks in a scope.</summary>
    public Inherited Below(Scope scope) => new(
        Inheritance.Effective(scope.Headers, scope.KeepsHeaders, Headers, h => h.Name),
        Inheritance.Effective(scope.ProxyHeaders, scope.KeepsProxyHeaders, ProxyHeaders, h => h.Name));

    /// <summary>What is written in a scope.</summary>
    public void Write(DirectiveList list, Scope scope)
    {
        foreach (var header in scope.KeepsHeaders ? Inheritance.Written(scope.Headers, Headers, h => h.Name) : [.. scope.Headers])
            list.Add("add_header", Shapes.ResponseHeader.Write(header));
        foreach (var header in scope.KeepsProxyHeaders ? Inheritance.Written(scope.ProxyHeaders, ProxyHeaders, h => h.Name) : [.. scope.ProxyHeaders])
            list.Add("proxy_set_header", Shapes.ProxyHeader.Write(header));
    }

    /// <summary>What a scope adds by itself. Where it repeats less or no more than what reaches it, or where nginx is told to merge,
    /// its list is taken as it stands.</summary>
    public Scope Read(Scope scope, BlockReader block)
    {
        var headers = block.Many("add_header", Shapes.ResponseHeader);
        var proxy = block.Many("proxy_set_header", Shapes.ProxyHeader);
        var own = block.Has("add_header_inherit") ? headers.Count == 0 ? [] : null : Inheritance.Own(headers, Headers, h => h.Name);
        var ownProxy = Inheritance.Own(proxy, ProxyHeaders, h => h.Name);
        return scope with
        {
            Headers = own?.ToItems() ?? headers,
            KeepsHeaders = own is not null,
            ProxyHeaders = ownProxy?.ToItems() ?? proxy,
            KeepsProxyHeaders = ownProxy is not null,
        };
    }
}
