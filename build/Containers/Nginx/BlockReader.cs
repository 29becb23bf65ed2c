namespace ArgusAI.Containers.Nginx;

/// <summary>The directives of one block while a model takes those it understands; the others remain.</summary>
sealed class BlockReader
{
    readonly List<Directive> _all;
    readonly HashSet<Directive> _taken = new(ReferenceEqualityComparer.Instance);
    readonly ILookup<string, Directive> _byName;
    readonly Dictionary<string, string> _comments = new(StringComparer.Ordinal);

    public BlockReader(IEnumerable<Directive> directives)
    {
        _all = [.. directives];
        _byName = _all.ToLookup(d => d.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Directive> All => _all;

    /// <summary>The comments of what was taken.</summary>
    public Why Why => _comments.Count == 0 ? Why.None : Why.Of(_comments);

    /// <summary>What nothing took, in order.</summary>
    public IEnumerable<Directive> Rest => _all.Where(d => !_taken.Contains(d));

    public bool Has(string name) => _byName.Contains(name);

    /// <summary>The directives of a name that nothing took.</summary>
    public IReadOnlyList<Directive> Named(string name) => [.. _byName[name].Where(d => !_taken.Contains(d))];

    /// <summary>Takes the one directive of a name; leaves it when there are several, or when it does not say what the form knows.</summary>
    public T? One<T>(string name, Form<T> form) =>
        Named(name) is [{ Block: null, Raw: null } only] && form.Read(only.Arguments) is { } value && Take(only) ? value : default;

    /// <summary>Takes all directives of a name; leaves all when one does not say what the form knows.</summary>
    public Items<T> Many<T>(string name, Form<T> form) where T : class
    {
        var found = Named(name);
        var values = found.Select(d => d is { Block: null, Raw: null } ? form.Read(d.Arguments) : null).ToList();
        if (values.Contains(null)) return [];
        foreach (var directive in found) Take(directive);
        return values.OfType<T>().ToItems();
    }

    /// <summary>Takes a directive; always true.</summary>
    public bool Take(Directive directive)
    {
        _taken.Add(directive);
        if (directive.Block is null && directive.Comment.Value is { } comment)
            _comments[directive.Name] = CommentLines.Join(_comments.GetValueOrDefault(directive.Name), comment);
        return true;
    }

    /// <summary>Gives directives back.</summary>
    public void Return(IEnumerable<Directive> directives) => _taken.ExceptWith(directives);
}
