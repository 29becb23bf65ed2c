namespace ArgusAI.Containers.Compose;

/// <summary>A language model that services use. Source: Compose specification, "models".</summary>
public sealed record Model : ExtensiblePart
{
    /// <summary>The OCI artifact it comes from: the key <c>model</c>, which only an overlay may leave out.</summary>
    public Template? Image { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>How many tokens it looks back on at most.</summary>
    public Interpolated<int>? ContextSize { get; init; }
    /// <summary>Flags for the program that runs it.</summary>
    public Items<Template> RuntimeFlags { get; init; } = [];
}
