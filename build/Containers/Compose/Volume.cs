namespace ArgusAI.Containers.Compose;

/// <summary>A named volume.</summary>
public sealed record Volume : ExtensiblePart
{
    /// <summary>The driver; null means <c>local</c>.</summary>
    public Template? Driver { get; init; }
    /// <summary>The driver's options.</summary>
    public Entries<Template> DriverOptions { get; init; } = Entries<Template>.None;
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}
