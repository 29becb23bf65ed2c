using System.Diagnostics.CodeAnalysis;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>One reading of a file: its problems, and the merge tags of the part that is being read.</summary>
sealed class Reading
{
    readonly SyntaxProblems _problems = new();

    public IReadOnlyList<SyntaxProblem> Problems => _problems.All;

    /// <summary>The part that is being read.</summary>
    public TagScope? Tags { get; set; }

    /// <summary>Whether further problems are not told: their messages need not be made.</summary>
    public bool IsFull => _problems.IsFull;

    public void Problem(Position at, string message) => _problems.Add(at, message);

    /// <summary>Reads a value, or notes the problem and says false.</summary>
    public bool Try<T>(YamlNode node, Codec<T> codec, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            if (node.Tag is not null)
                throw new ArgumentException(MergeText.Read(node.Tag) is null
                    ? $"the tag '{Expected.Short(node.Tag)}' is not known: expected none, or {MergeText.Reset} or {MergeText.Override} in an overlay"
                    : $"the tag '{node.Tag}' stands where nothing is merged by name: expected it at a key");
            value = codec.Read(node, this);
            return true;
        }
        catch (ArgumentException problem)
        {
            Problem(node.Position.Value, problem.Message);
            value = default;
            return false;
        }
    }

    /// <summary>Takes a merge tag off the value of an entry; false where there is no value then.</summary>
    /// <param name="entry">The entry of the map that is read, null for a key of the part itself.</param>
    /// <param name="node">Its value.</param>
    public bool Untag(string? entry, ref YamlNode node)
    {
        if (node.Tag is null || Tags is null || MergeText.Read(node.Tag) is not { } tag) return true;
        Tags.Add(entry, tag);
        node = node with { Tag = null };
        return tag == MergeTag.Override;
    }
}

/// <summary>The merge tags of one part.</summary>
sealed class TagScope
{
    List<KeyValuePair<string, MergeTag>>? _found;

    /// <summary>The key whose value is being read.</summary>
    public string Key { get; set; } = "";

    public void Add(string? entry, MergeTag tag) =>
        (_found ??= []).Add(KeyValuePair.Create(entry is null ? Key : $"{Key}.{entry}", tag));

    public Entries<MergeTag> Found => _found is null ? Entries<MergeTag>.None : new(_found);
}
