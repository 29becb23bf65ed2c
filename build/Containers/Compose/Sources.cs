namespace ArgusAI.Containers.Compose;

/// <summary>Where a secret comes from: exactly one of file, variable, driver or outside.</summary>
public sealed record SecretSource : ExtensiblePart
{
    /// <summary>A file on the host.</summary>
    public Template? File { get; init; }
    /// <summary>A variable of the caller's environment.</summary>
    public EnvName? Environment { get; init; }
    /// <summary>The driver that has it, for a swarm.</summary>
    public Template? Driver { get; init; }
    /// <summary>The driver's options.</summary>
    public Entries<Template> DriverOptions { get; init; } = Entries<Template>.None;
    /// <summary>The driver that fills in its placeholders, for a swarm.</summary>
    public Template? TemplateDriver { get; init; }
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}

/// <summary>Where a config comes from: exactly one of file, variable, content or outside.</summary>
public sealed record ConfigSource : ExtensiblePart
{
    /// <summary>A file on the host.</summary>
    public Template? File { get; init; }
    /// <summary>A variable of the caller's environment: Compose 2.23.1.</summary>
    public EnvName? Environment { get; init; }
    /// <summary>The content itself: Compose 2.23.1.</summary>
    public Template? Content { get; init; }
    /// <summary>The driver that fills in its placeholders, for a swarm.</summary>
    public Template? TemplateDriver { get; init; }
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}
