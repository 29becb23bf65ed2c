using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers;

/// <summary>An immutable map that keeps the order its keys came in and compares by keys, values and order: equal maps are written equal.</summary>
/// <example><code>Environment = new() { ["TZ"] = "UTC", ["DEBUG"] = "false" }</code></example>
public sealed class Entries<T> : IReadOnlyDictionary<string, T>, IEquatable<Entries<T>>
{
    // Looking at so few is as quick as hashing, and most maps are that small.
    const int Few = 8;

    readonly List<KeyValuePair<string, T>> _entries = [];
    Dictionary<string, int>? _places;

    /// <summary>Nothing yet; filled by the initialiser only.</summary>
    public Entries() { }

    /// <exception cref="ArgumentException">A key comes twice.</exception>
    public Entries(IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (key, value) in entries) Add(key, value);
    }

    /// <summary>No entries.</summary>
    public static Entries<T> None { get; } = new();

    /// <summary>The value of a key; set from an initialiser only, where a key may come once.</summary>
    /// <exception cref="ArgumentException">The key is set twice.</exception>
    public T this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"there is no '{key}'");
        init => Add(key, value);
    }

    void Add(string key, T value)
    {
        if (PlaceOf(key) >= 0) throw new ArgumentException($"'{key}' is given twice: expected every key once");
        _entries.Add(new(key, value));
        if (_places is not null) _places.Add(key, _entries.Count - 1);
        else if (_entries.Count > Few)
        {
            _places = new(StringComparer.Ordinal);
            for (var i = 0; i < _entries.Count; i++) _places.Add(_entries[i].Key, i);
        }
    }

    /// <summary>How many entries stand before a key; -1 when it is not there.</summary>
    internal int PlaceOf(string key) => _places is null
        ? _entries.FindIndex(entry => entry.Key == key)
        : _places.GetValueOrDefault(key, -1);

    /// <inheritdoc/>
    public int Count => _entries.Count;
    /// <summary>The keys in order.</summary>
    public IEnumerable<string> Keys => _entries.Select(entry => entry.Key);
    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<T> Values => _entries.Select(entry => entry.Value);
    /// <inheritdoc/>
    public bool ContainsKey(string key) => PlaceOf(key) >= 0;
    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var place = PlaceOf(key);
        value = place < 0 ? default : _entries[place].Value;
        return place >= 0;
    }

    /// <summary>The same map with one entry more, or with another value for a key it has.</summary>
    public Entries<T> With(string key, T value) => With(new Entries<T> { [key] = value });

    /// <summary>The same map with the entries of another after it; the other's values win.</summary>
    public Entries<T> With(Entries<T> others) => new(
    [
        .. _entries.Select(entry => others.TryGetValue(entry.Key, out var value) ? new(entry.Key, value) : entry),
        .. others._entries.Where(entry => !ContainsKey(entry.Key)),
    ]);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _entries.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Entries<T>? other)
    {
        if (other is null || Count != other.Count) return false;
        for (var i = 0; i < Count; i++)
            if (_entries[i].Key != other._entries[i].Key || !EqualityComparer<T>.Default.Equals(_entries[i].Value, other._entries[i].Value))
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Entries<T>);
    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _entries)
        {
            hash.Add(key);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{{{string.Join(", ", _entries.Select(e => $"{e.Key}: {e.Value}"))}}}";
}

/// <summary>Makes maps.</summary>
public static class Entries
{
    /// <summary>An ordered map of a sequence.</summary>
    /// <exception cref="ArgumentException">A key comes twice.</exception>
    public static Entries<T> ToEntries<TSource, T>(this IEnumerable<TSource> items, Func<TSource, string> key, Func<TSource, T> value) =>
        new(items.Select(item => KeyValuePair.Create(key(item), value(item))));
}
