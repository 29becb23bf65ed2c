using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers;

/// <summary>An immutable map that keeps the order its keys came in and compares by keys, values and order: equal maps are written equal.</summary>
/// <example><code>Environment = new() { ["TZ"] = "UTC", ["DEBUG"] = "false" }</code></example>
public sealed class Entries<T> : IReadOnlyDictionary<string, T>, IEquatable<Entries<T>>
{
    readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);
    readonly List<string> _keys = [];

    /// <summary>Nothing yet; filled by the initialiser only.</summary>
    public Entries() { }

    /// <exception cref="ArgumentException">A key comes twice.</exception>
    public Entries(IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (key, value) in entries)
        {
            if (!_values.TryAdd(key, value)) throw new ArgumentException($"'{key}' is given twice: expected every key once");
            _keys.Add(key);
        }
    }

    /// <summary>No entries.</summary>
    public static Entries<T> None { get; } = new();

    /// <summary>The value of a key; set from an initialiser only, where a key may come once.</summary>
    /// <exception cref="ArgumentException">The key is set twice.</exception>
    public T this[string key]
    {
        get => _values.TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"there is no '{key}'");
        init
        {
            if (!_values.TryAdd(key, value)) throw new ArgumentException($"'{key}' is given twice: expected every key once");
            _keys.Add(key);
        }
    }

    /// <inheritdoc/>
    public int Count => _keys.Count;
    /// <summary>The keys in order.</summary>
    public IEnumerable<string> Keys => _keys;
    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<T> Values => _keys.Select(key => _values[key]);
    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);
    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _values.TryGetValue(key, out value);

    /// <summary>The same map with one entry more, or with another value for a key it has.</summary>
    public Entries<T> With(string key, T value) => new(ContainsKey(key)
        ? this.Select(entry => entry.Key == key ? KeyValuePair.Create(key, value) : entry)
        : this.Append(KeyValuePair.Create(key, value)));

    /// <summary>The same map with the entries of another after it; the other's values win.</summary>
    public Entries<T> With(Entries<T> others) => others.Aggregate(this, (map, entry) => map.With(entry.Key, entry.Value));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        _keys.Select(key => KeyValuePair.Create(key, _values[key])).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Entries<T>? other) => other is not null && this.SequenceEqual(other);
    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Entries<T>);
    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var entry in this) hash.Add(entry);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", this.Select(e => $"{e.Key}: {e.Value}"))}}}";
}

/// <summary>Makes maps.</summary>
public static class Entries
{
    /// <summary>An ordered map of a sequence.</summary>
    /// <exception cref="ArgumentException">A key comes twice.</exception>
    public static Entries<T> ToEntries<TSource, T>(this IEnumerable<TSource> items, Func<TSource, string> key, Func<TSource, T> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), value(item))));
}
