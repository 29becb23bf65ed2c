using System.Diagnostics.CodeAnalysis;
using ArgusAI.Containers.Compose.Format;

namespace ArgusAI.Containers.Compose;

/// <summary>A word of a closed set, such as <c>host</c> or <c>private</c>.</summary>
/// <typeparam name="TSelf">The set.</typeparam>
public abstract record Word<TSelf> : IParsable<TSelf> where TSelf : Word<TSelf>, IWords<TSelf>
{
    /// <summary>The word as it is written.</summary>
    public string Value { get; }
    /// <summary>The oldest versions that know it; null where every supported one does.</summary>
    internal MinimumVersion? Minimum { get; }

    private protected Word(string value, MinimumVersion? since = null) => (Value, Minimum) = (value, since);

    /// <exception cref="ArgumentException">It is none of the set; the message quotes it and lists the set.</exception>
    public static TSelf Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var word) ? word : throw Expected.Form(TSelf.Kind, s, $"one of {string.Join(", ", TSelf.All)}");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out TSelf result)
    {
        result = TSelf.All.FirstOrDefault(word => word.Value == s);
        return result is not null;
    }

    /// <summary>The word.</summary>
    public sealed override string ToString() => Value;
}

/// <summary>A closed set of words.</summary>
/// <typeparam name="TSelf">The set itself.</typeparam>
public interface IWords<TSelf>
{
    /// <summary>Every word.</summary>
    static abstract IReadOnlyList<TSelf> All { get; }
    /// <summary>What one of them is called in messages.</summary>
    static abstract string Kind { get; }
}
