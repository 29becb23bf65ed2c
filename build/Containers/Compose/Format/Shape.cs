using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The keys of a part: one list says what is written, what is read, what is known and since when.</summary>
sealed class Shape<T>(Func<T> start) : Codec<T> where T : class
{
    readonly List<Key> _keys = [];
    readonly Dictionary<string, Key> _byName = new(StringComparer.Ordinal);
    readonly List<Func<T, YamlNode, T?>> _shortForms = [];
    readonly List<string> _required = [];
    Func<T, YamlNode?>? _short;
    MinimumVersion? _longSince;
    Func<T, Entries<YamlNode>>? _extensions;
    Func<T, Entries<YamlNode>, T>? _extend;

    /// <summary>A key with its codec and property. An empty list or map and null are not written.</summary>
    /// <param name="name">The key.</param>
    /// <param name="codec">Both directions of its value.</param>
    /// <param name="get">The property.</param>
    /// <param name="set">The record with another value.</param>
    /// <param name="since">The oldest versions that know the key; null where every supported one does.</param>
    /// <param name="required">Whether the long form means nothing without it.</param>
    public Shape<T> With<TValue>(string name, Codec<TValue> codec, Func<T, TValue?> get, Func<T, TValue, T> set,
        MinimumVersion? since = null, bool required = false)
    {
        var key = new Key(name, new(codec, since),
            record => get(record) is { } value ? codec.Write(value) : null,
            // A key without a value says nothing: the default holds.
            (record, node, reading) => node is YamlScalar { IsNull: true } ? record
                : reading.Try(node, codec, out var value) ? set(record, value) : record);
        _keys.Add(key);
        _byName.Add(name, key);
        if (required) _required.Add(name);
        return this;
    }

    /// <summary>A short form: written when the function gives a node, read when the other gives a record.</summary>
    /// <param name="write">The short form, null where it cannot say all.</param>
    /// <param name="read">The record, null where the node is no short form.</param>
    /// <param name="longSince">The oldest versions that know the long form.</param>
    public Shape<T> Short(Func<T, YamlNode?> write, Func<T, YamlNode, T?> read, MinimumVersion? longSince = null)
    {
        (_short, _longSince) = (write, longSince);
        _shortForms.Add(read);
        return this;
    }

    /// <summary>A form that is read but never written.</summary>
    public Shape<T> AlsoReads(Func<T, YamlNode, T?> read)
    {
        _shortForms.Add(read);
        return this;
    }

    /// <summary>Keeps keys that begin with <c>x-</c> elsewhere than <see cref="ExtensiblePart.Extensions"/>.</summary>
    public Shape<T> ExtensionsIn(Func<T, Entries<YamlNode>> get, Func<T, Entries<YamlNode>, T> set)
    {
        (_extensions, _extend) = (get, set);
        return this;
    }

    public override YamlNode Empty => new YamlMapping(Entries<YamlNode>.None);

    public override Place? At(string key) => _byName.GetValueOrDefault(key)?.Place;

    public override MinimumVersion? Needs(YamlNode node) => node is YamlMapping ? _longSince : null;

    bool HasExtensions => _extensions is not null || typeof(T).IsAssignableTo(typeof(ExtensiblePart));

    Entries<YamlNode> ExtensionsOf(T value) => _extensions?.Invoke(value) ?? (value as ExtensiblePart)?.Extensions ?? Entries<YamlNode>.None;

    public override YamlNode? Write(T value)
    {
        var part = value as ComposePart;
        var merge = part?.Merge ?? Entries<MergeTag>.None;
        var extensions = ExtensionsOf(value);
        if (merge.Count == 0 && extensions.Count == 0 && _short?.Invoke(value) is { } form) return form with { Why = part?.Why };

        var entries = new List<KeyValuePair<string, YamlNode>>();
        foreach (var key in _keys) Add(key.Name, key.Place.Codec, key.Write(value));
        foreach (var (key, node) in extensions) Add(key, null, node);
        foreach (var path in merge.Keys)
            if (path.StartsWith("x-", StringComparison.Ordinal) && HasExtensions ? !extensions.ContainsKey(path) : !_byName.ContainsKey(path.Split('.')[0]))
                Add(path, null, path.StartsWith("x-", StringComparison.Ordinal) && HasExtensions ? null : YamlScalar.Null with { Tag = MergeText.Misplaced });
        return new YamlMapping(new Entries<YamlNode>(entries)) { Why = part?.Why };

        void Add(string key, Codec? codec, YamlNode? node)
        {
            if (merge.Count > 0 && node?.Tag is null) node = MergeText.Apply(key, codec, node, merge);
            if (node is not null) entries.Add(KeyValuePair.Create(key, node));
        }
    }

    public override T Read(YamlNode node, Reading reading)
    {
        var record = start();
        foreach (var form in _shortForms)
            if (form(record, node) is { } read) return read;
        if (node is not YamlMapping map)
            throw new ArgumentException($"{node.Kind} stands where a map is expected, with keys such as {string.Join(", ", _keys.Take(4).Select(k => k.Name))}"
                + (_shortForms.Count > 0 ? ", or a text" : ""));
        var (outer, own) = (reading.Tags, typeof(T).IsAssignableTo(typeof(ComposePart)) ? new TagScope() : null);
        reading.Tags = own;
        try
        {
            return Finish(ReadKeys(record, map, reading), map, own, reading);
        }
        finally
        {
            reading.Tags = outer;
        }
    }

    T ReadKeys(T record, YamlMapping map, Reading reading)
    {
        List<KeyValuePair<string, YamlNode>>? extensions = null;
        foreach (var (key, found) in map.Entries)
        {
            var value = found;
            if (reading.Tags is { } tags) tags.Key = key;
            if (_byName.TryGetValue(key, out var known))
            {
                if (reading.Untag(null, ref value)) record = known.Read(record, value, reading);
            }
            else if (HasExtensions && key.StartsWith("x-", StringComparison.Ordinal))
            {
                if (reading.Untag(null, ref value)) (extensions ??= []).Add(KeyValuePair.Create(key, value));
            }
            else if (!reading.IsFull) reading.Problem(map.PositionOf(key), UnknownKey.Message(key, _keys.Select(k => k.Name)));
        }
        if (extensions is null) return record;
        var own = new Entries<YamlNode>(extensions);
        return _extend is not null ? _extend(record, own) : (T)(object)((ExtensiblePart)(object)record with { Extensions = own });
    }

    T Finish(T record, YamlMapping map, TagScope? tags, Reading reading)
    {
        var found = tags?.Found ?? Entries<MergeTag>.None;
        foreach (var key in _required)
            if (!map.Entries.ContainsKey(key))
                reading.Problem(map.Position.Value, $"the key '{key}' is missing: expected it{(map.Entries.Count == 0 ? "" : $" beside {string.Join(", ", map.Entries.Keys)}")}");
        return found.Count == 0 ? record : (T)(object)((ComposePart)(object)record with { Merge = found });
    }

    sealed record Key(string Name, Place Place, Func<T, YamlNode?> Write, Func<T, YamlNode, Reading, T> Read);
}
