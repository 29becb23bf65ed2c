namespace ArgusAI.Containers.Nginx;

/// <summary>Directives in the making; comments come from the scope's <see cref="Why"/> by name.</summary>
sealed class DirectiveList(Why why)
{
    readonly List<Directive> _all = [];

    public Items<Directive> All => _all.ToItems();

    /// <summary>Nothing when an argument is null.</summary>
    public DirectiveList Add(string name, params string?[] arguments)
    {
        if (arguments.Any(a => a is null)) return this;
        // Only the first of several: one comment speaks for the group.
        var comment = _all.Exists(d => d.Name == name) ? null : why.TryGet(name, out var text) ? text : null;
        _all.Add(new Directive(name, arguments.OfType<string>().ToItems()) { Comment = comment });
        return this;
    }

    public DirectiveList Add(string name, bool? on) => on is null ? this : Add(name, on.Value ? "on" : "off");

    public DirectiveList Add(string name, Duration? time) => Add(name, time?.ToNginx());

    public DirectiveList Add(string name, ByteSize? size) => Add(name, size?.ToNginx());

    public DirectiveList Add(string name, int? number) => Add(name, number?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public DirectiveList Each<T>(IEnumerable<T> items, Action<DirectiveList, T> add)
    {
        foreach (var item in items) add(this, item);
        return this;
    }

    public DirectiveList AddAll(IEnumerable<Directive> directives)
    {
        _all.AddRange(directives);
        return this;
    }

    public DirectiveList Block(string name, Items<string> arguments, Items<Directive> block, string? comment = null)
    {
        _all.Add(new Directive(name, arguments) { Block = block, Comment = comment });
        return this;
    }
}
