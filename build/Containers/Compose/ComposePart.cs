using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

/// <summary>A map of a Compose file whose keys the specification names, and what every such map can carry besides them.</summary>
public abstract record ComposePart
{
    /// <summary>How an overlay's keys meet the file below, by their path below this part: a key such as <c>ports</c>,
    /// or an entry of a map such as <c>environment.TZ</c>. Only an overlay may have any.</summary>
    /// <remarks>The order says nothing: the paths are kept sorted.</remarks>
    public Entries<MergeTag> Merge
    {
        get;
        init => field = value.Count < 2 ? value : new(value.OrderBy(e => e.Key, StringComparer.Ordinal));
    } = Entries<MergeTag>.None;

    /// <summary>Comments by path below this part, such as <c>init</c> or <c>ports[0]</c>.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>A map of a Compose file that also takes keys of the file's own, which begin with <c>x-</c>.</summary>
public abstract record ExtensiblePart : ComposePart
{
    /// <summary>The file's own keys, which begin with <c>x-</c>.</summary>
    public Entries<YamlNode> Extensions { get; init; } = Entries<YamlNode>.None;
}

/// <summary>What an overlay does to a key of the file below, where merging is not what is meant. Source: Compose specification, "Merge".</summary>
public enum MergeTag
{
    /// <summary><c>!reset</c>: the key is taken away, as if the file below had never had it. The overlay's own value is null or empty.</summary>
    Reset,
    /// <summary><c>!override</c>: the overlay's value stands alone instead of being merged: Compose 2.24.4.</summary>
    Override,
}
