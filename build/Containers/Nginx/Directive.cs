namespace ArgusAI.Containers.Nginx;

/// <summary>A directive as it stands in the tree: anything nginx's own syntax can say.</summary>
/// <param name="Name">Its name; inside <c>map</c>, <c>geo</c>, <c>types</c> and the like the entry's key, any text.</param>
/// <param name="Arguments">Its arguments, unquoted.</param>
public sealed record Directive(string Name, Items<string> Arguments)
{
    /// <summary>The directives of its block; null means it has none and ends with <c>;</c>.</summary>
    public Items<Directive>? Block { get; init; }
    /// <summary>The text between the braces of a <c>…_by_lua_block</c>, as it stands; null for every other directive.</summary>
    public string? Raw { get; init; }
    /// <summary>The comment above it, the one at its end after that.</summary>
    public Aside<string?> Comment { get; init; }
    /// <summary>The comment before the end of its block, which no directive follows.</summary>
    public Aside<string?> ClosingComment { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
    /// <summary>Where its arguments were read, one for each; null for a directive made in code.</summary>
    public Aside<Items<Position>?> ArgumentPositions { get; init; }

    /// <summary>A directive with arguments.</summary>
    public static Directive Of(string name, params IEnumerable<string> arguments) => new(name, arguments.ToItems());

    /// <summary>Where an argument was read; the directive's own place when that is not known.</summary>
    /// <param name="index">The argument, from 0.</param>
    public Position PositionOf(int index) =>
        ArgumentPositions.Value is { } all && index >= 0 && index < all.Count ? all[index] : Position.Value;
}
