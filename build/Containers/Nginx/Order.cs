namespace ArgusAI.Containers.Nginx;

/// <summary>Where the order of directives says something that the model's own order would change.</summary>
sealed class Order
{
    readonly string _child;
    readonly HashSet<Directive> _after;

    /// <summary>Whether the blocks of a kind stand together: no included file, which may hold more of them, stands between.</summary>
    public bool IsPlain { get; }

    public Order(BlockReader block, string child)
    {
        _child = child;
        var all = block.All;
        var (first, last) = (-1, -1);
        for (var i = 0; i < all.Count; i++)
            if (IsChild(all[i])) (first, last) = (first < 0 ? i : first, i);
        IsPlain = true;
        for (var i = first + 1; first >= 0 && i < last; i++) IsPlain &= all[i].Name != "include";
        // Between the blocks: all of them stay as they stand. Behind the blocks: the files only.
        _after = first < 0 ? [] : all.Skip(IsPlain ? last : first).Where(d => d.Name == "include" || !IsPlain && IsChild(d)).ToHashSet<Directive>(ReferenceEqualityComparer.Instance);
    }

    bool IsChild(Directive directive) => directive.Name == _child && directive.Block is not null;

    /// <summary>Whether a directive that stays as it is must come behind the typed blocks.</summary>
    public bool IsAfter(Directive directive) => _after.Contains(directive);

    /// <summary>Whether the directives that nginx runs in the order they stand are in the model's: <c>set</c>, then conditions and included files,
    /// then <c>rewrite</c>, then one <c>return</c>.</summary>
    public bool HasPlainRewrites(BlockReader block)
    {
        var ranks = block.All.Select(Rank).Where(r => r > 0).ToList();
        return ranks.Zip(ranks.Skip(1)).All(pair => pair.First <= pair.Second)
            && ranks.Count(r => r == 4) <= 1
            && block.Named("set") is var sets && sets.All(d => d is { Arguments.Count: 2, Block: null })
            && sets.Select(d => d.Arguments[0]).Distinct(StringComparer.Ordinal).Count() == sets.Count;
    }

    int Rank(Directive directive) => directive.Name switch
    {
        "set" => 1,
        "if" or "break" => 2,
        "include" => IsAfter(directive) ? 5 : 2,
        "rewrite" => 3,
        "return" => 4,
        _ => directive.Name.Contains("_by_lua", StringComparison.Ordinal) ? 2 : 0,
    };
}
