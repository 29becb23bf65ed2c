namespace ArgusAI.Containers.Compose;

/// <summary>The oldest versions that are supported.</summary>
/// <param name="Engine">The engine's major version.</param>
/// <param name="Compose">Compose's version.</param>
public sealed record Floor(int Engine, Version Compose)
{
    /// <summary>Engine 25 and Compose 2.24: what the library writes without asking.</summary>
    public static Floor Default { get; } = new(25, new Version(2, 24));
}
