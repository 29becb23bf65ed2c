using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The keys of a record: one list says what is written, what is read and what is known.</summary>
sealed class Shape<T>(Func<T> empty, Func<T, Why?>? why = null) : Codec<T> where T : class
{
    readonly List<Entry> _keys = [];
    readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);
    readonly List<Func<T, YamlNode, T?>> _shortForms = [];
    Func<T, YamlNode?>? _short;
    (Func<T, Entries<YamlNode>> Get, Func<T, Entries<YamlNode>, T> Set)? _extensions;

    /// <summary>The known keys, in the order they are written.</summary>
    public IEnumerable<string> Keys => _keys.Select(k => k.Name);

    /// <summary>A key with its codec and property. An empty list or map and null are not written.</summary>
    public Shape<T> Key<TValue>(string name, Codec<TValue> codec, Func<T, TValue?> get, Func<T, TValue, T> set)
    {
        var entry = new Entry(name,
            record => get(record) is { } value ? codec.Write(value) : null,
            // A key without a value says nothing: the default holds.
            (record, node, reading) => node is YamlScalar { IsNull: true, Tag: null } ? record
                : reading.Try(node, codec, out var value) ? set(record, value) : record);
        _keys.Add(entry);
        _byName.Add(name, entry);
        return this;
    }

    /// <summary>A short form: written when the function gives a node, read when the other gives a record.</summary>
    public Shape<T> Short(Func<T, YamlNode?> write, Func<T, YamlNode, T?> read)
    {
        _short = write;
        _shortForms.Add(read);
        return this;
    }

    /// <summary>A form that is read but never written.</summary>
    public Shape<T> AlsoReads(Func<T, YamlNode, T?> read)
    {
        _shortForms.Add(read);
        return this;
    }

    /// <summary>Takes keys that begin with <c>x-</c>.</summary>
    public Shape<T> WithExtensions(Func<T, Entries<YamlNode>> get, Func<T, Entries<YamlNode>, T> set)
    {
        _extensions = (get, set);
        return this;
    }

    public override YamlNode? Write(T value)
    {
        if (_short?.Invoke(value) is { } form) return form;
        var entries = _keys.Select(k => KeyValuePair.Create(k.Name, k.Write(value))).Where(e => e.Value is not null)
            .Select(e => KeyValuePair.Create(e.Key, e.Value!));
        if (_extensions is { } own) entries = entries.Concat(own.Get(value));
        return new YamlMapping(new Entries<YamlNode>(entries)) { Why = why?.Invoke(value) };
    }

    public override T Read(YamlNode node, Reading reading)
    {
        var record = empty();
        foreach (var form in _shortForms)
            if (form(record, node) is { } read) return read;
        if (node is not YamlMapping map)
            throw new ArgumentException($"{node.Kind} stands where a map is expected, with keys such as {string.Join(", ", Keys.Take(4))}");
        var extensions = new List<KeyValuePair<string, YamlNode>>();
        foreach (var (key, value) in map.Entries)
        {
            if (_byName.TryGetValue(key, out var known)) record = known.Read(record, value, reading);
            else if (_extensions is not null && key.StartsWith("x-", StringComparison.Ordinal)) extensions.Add(KeyValuePair.Create(key, value));
            else reading.Problem(map.PositionOf(key), $"the key '{key}' is not known: expected one of {string.Join(", ", Keys)}");
        }
        return _extensions is { } own && extensions.Count > 0 ? own.Set(record, new Entries<YamlNode>(extensions)) : record;
    }

    sealed record Entry(string Name, Func<T, YamlNode?> Write, Func<T, YamlNode, Reading, T> Read);
}
