namespace ArgusAI.Containers.Yaml;

/// <summary>A YAML value: what a file holds before it means something. Anchors, aliases and merge keys are already resolved.</summary>
public abstract record YamlNode
{
    private protected YamlNode() { }

    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
    /// <summary>A tag of the file's own, such as <c>!reset</c> or <c>!override</c>; null without one.</summary>
    public string? Tag { get; init; }
    /// <summary>The comments inside it, by path.</summary>
    internal Aside<Why?> Why { get; init; }

    /// <summary>A text.</summary>
    public static implicit operator YamlNode(string text) => new YamlScalar(text);
    /// <summary>A number.</summary>
    public static implicit operator YamlNode(int number) =>
        new YamlScalar(number.ToString(System.Globalization.CultureInfo.InvariantCulture)) { IsTyped = true };
    /// <summary>True or false.</summary>
    public static implicit operator YamlNode(bool flag) => new YamlScalar(flag ? "true" : "false") { IsTyped = true };

    /// <summary>Map, list, text or null, for messages.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Text">Its text without quotes.</param>
public sealed record YamlScalar(string Text) : YamlNode
{
    /// <summary>Whether it stands without quotes and looks like a number, true, false or null, so that it is not a text.</summary>
    public bool IsTyped { get; init; }
    /// <summary>Whether it is quoted even where it need not be.</summary>
    internal Aside<bool> Quoted { get; init; }

    /// <summary>No value.</summary>
    public static YamlScalar Null { get; } = new("") { IsTyped = true };
    /// <summary>Whether it is YAML's null.</summary>
    public bool IsNull => IsTyped && Text is "" or "~" or "null" or "Null" or "NULL";

    internal override string Kind => IsNull ? "nothing" : $"'{Expected.Short(Text)}'";
}

/// <summary>A list.</summary>
/// <param name="Items">Its items.</param>
public sealed record YamlSequence(Items<YamlNode> Items) : YamlNode
{
    internal override string Kind => "a list";
}

/// <summary>A map with text keys, in the file's order.</summary>
/// <param name="Entries">Its entries.</param>
public sealed record YamlMapping(Entries<YamlNode> Entries) : YamlNode
{
    /// <summary>Where the keys were read, in the order of the entries; null for a map made in code.</summary>
    internal Aside<IReadOnlyList<Position>?> KeyPositions { get; init; }

    /// <summary>Where a key was read, else where the map begins.</summary>
    internal Position PositionOf(string key) =>
        KeyPositions.Value is { } positions && Entries.PlaceOf(key) is var place and >= 0 ? positions[place] : Position.Value;

    internal override string Kind => "a map";
}
