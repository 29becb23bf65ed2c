namespace ArgusAI.Containers.Nginx;

/// <summary>The directives of a record: one list says what is written, in which order, and what is read.</summary>
sealed class DirectiveShape<T> where T : class
{
    readonly List<(Action<T, DirectiveList> Write, Func<T, BlockReader, T> Read)> _parts = [];

    /// <summary>A directive that stands once; null is not written.</summary>
    public DirectiveShape<T> One<TValue>(string name, Form<TValue> form, Func<T, TValue?> get, Func<T, TValue, T> set) => Part(
        (model, list) =>
        {
            if (get(model) is { } value) list.Add(name, form.Write(value));
        },
        (model, block) => block.One(name, form) is { } value ? set(model, value) : model);

    /// <summary>A directive with one or more words; no words are not written.</summary>
    public DirectiveShape<T> Words(string name, Func<T, Items<string>> get, Func<T, Items<string>, T> set) =>
        One(name, Forms.Words, model => get(model) is { Count: > 0 } words ? words : null, set);

    /// <summary>A directive that may stand several times.</summary>
    public DirectiveShape<T> Many<TValue>(string name, Form<TValue> form, Func<T, Items<TValue>> get, Func<T, Items<TValue>, T> set) where TValue : class => Part(
        (model, list) =>
        {
            foreach (var value in get(model)) list.Add(name, form.Write(value));
        },
        (model, block) => block.Many(name, form) is { Count: > 0 } values ? set(model, values) : model);

    /// <summary>Everything else.</summary>
    public DirectiveShape<T> Part(Action<T, DirectiveList> write, Func<T, BlockReader, T> read)
    {
        _parts.Add((write, read));
        return this;
    }

    public void Write(DirectiveList list, T model)
    {
        foreach (var (write, _) in _parts) write(model, list);
    }

    public T Read(T model, BlockReader block) => _parts.Aggregate(model, (read, part) => part.Read(read, block));
}
