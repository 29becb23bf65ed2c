using System.Collections;
using System.Runtime.CompilerServices;

namespace ArgusAI.Containers;

/// <summary>An immutable list that compares by its items, so that records holding one compare by value.</summary>
[CollectionBuilder(typeof(Items), nameof(Items.Create))]
public sealed class Items<T> : IReadOnlyList<T>, IEquatable<Items<T>>
{
    readonly T[] _items;

    internal Items(T[] items) => _items = items;

    /// <summary>No items.</summary>
    public static Items<T> None { get; } = new([]);

    /// <summary>How many.</summary>
    public int Count => _items.Length;
    /// <summary>The item at a place, from 0.</summary>
    public T this[int index] => _items[index];
    /// <summary>The same list with more at its end.</summary>
    public Items<T> Add(params IEnumerable<T> more) => new([.. _items, .. more]);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Items<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);
    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Items<T>);
    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes lists; the compiler calls it for <c>[a, b]</c>.</summary>
public static class Items
{
    /// <summary>A list of the given items.</summary>
    public static Items<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? Items<T>.None : new([.. items]);

    /// <summary>The same items as an immutable list.</summary>
    public static Items<T> ToItems<T>(this IEnumerable<T> items) => new([.. items]);
}
