namespace ArgusAI.Containers.Nginx;

/// <summary>Directives in the making; comments come from the scope's <see cref="Why"/> by name.</summary>
sealed class DirectiveList(Why why)
{
    readonly List<Directive> _all = [];
    readonly HashSet<string> _commented = new(StringComparer.Ordinal);

    public Items<Directive> All => _all.ToItems();

    public DirectiveList Add(string name, params IEnumerable<string> arguments)
    {
        _all.Add(new Directive(name, arguments.ToItems()) { Comment = Comment(name) });
        return this;
    }

    public DirectiveList AddAll(IEnumerable<Directive> directives)
    {
        _all.AddRange(directives);
        return this;
    }

    public DirectiveList Block(string name, Items<string> arguments, Items<Directive> block, string? comment = null)
    {
        _all.Add(new Directive(name, arguments) { Block = block, Comment = comment ?? Comment(name) });
        return this;
    }

    /// <summary>Before the first block, or at the end.</summary>
    public void BeforeBlocks(Directive directive) =>
        _all.Insert(_all.FindIndex(d => d.Block is not null) is >= 0 and var at ? at : _all.Count, directive);

    /// <summary>Only the first of several: one comment speaks for the group.</summary>
    string? Comment(string name) => why.TryGet(name, out var text) && _commented.Add(name) ? text : null;
}
