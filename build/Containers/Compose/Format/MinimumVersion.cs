namespace ArgusAI.Containers.Compose.Format;

/// <summary>The oldest versions that know a key or a word.</summary>
/// <param name="Engine">The engine's major version; 0 where the engine has no part in it.</param>
/// <param name="Compose">Compose's version.</param>
/// <remarks>Source of the numbers: the schema that each release of Compose embeds, the badges of the Compose specification, and for
/// the engine the API versions that Compose itself asks for.</remarks>
sealed record MinimumVersion(int Engine, Version Compose)
{
    public bool IsAbove(Floor floor) => Engine > floor.Engine || Compose > floor.Compose;

    public override string ToString() => Engine == 0 ? $"Compose {Compose}" : $"Engine {Engine} and Compose {Compose}";
}

/// <summary>Makes minimum versions.</summary>
static class Since
{
    public static MinimumVersion Compose(int major, int minor) => new(0, new Version(major, minor));
    public static MinimumVersion Compose(int major, int minor, int patch) => new(0, new Version(major, minor, patch));
    public static MinimumVersion And(this MinimumVersion version, int engine) => version with { Engine = engine };
}
