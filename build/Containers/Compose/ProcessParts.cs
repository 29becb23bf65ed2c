namespace ArgusAI.Containers.Compose;

/// <summary>A file with environment variables.</summary>
/// <param name="Path">Relative to the Compose file.</param>
public sealed record EnvFile(Template Path) : ComposePart
{
    /// <summary>False accepts a missing file: Compose 2.24.</summary>
    public Interpolated<bool>? Required { get; init; }
    /// <summary><c>raw</c> takes values as they stand: Compose 2.30.</summary>
    public Template? Format { get; init; }
}

/// <summary>The service whose settings another starts from.</summary>
/// <param name="Service">Its name.</param>
public sealed record Extends(Template Service) : ComposePart
{
    /// <summary>The file it stands in; null means this one.</summary>
    public Template? File { get; init; }
}

/// <summary>What runs a service instead of the engine. Source: Compose specification, "provider".</summary>
/// <param name="Type">The provider: a Docker CLI plugin or a program on the path.</param>
public sealed record Provider(Template Type) : ExtensiblePart
{
    /// <summary>The provider's own settings, each one or more values.</summary>
    public Entries<Items<Template>> Options { get; init; } = Entries<Items<Template>>.None;
}

/// <summary>How a service learns of a language model.</summary>
public sealed record ModelUse : ExtensiblePart
{
    /// <summary>The variable that gets its address; null derives it from the name.</summary>
    public EnvName? EndpointVariable { get; init; }
    /// <summary>The variable that gets its identifier; null derives it from the name: Compose 2.38.1.</summary>
    public EnvName? ModelVariable { get; init; }
}

/// <summary>Where a container's output goes.</summary>
/// <param name="Driver">Such as <c>json-file</c> or <c>local</c>; null keeps the engine's.</param>
public sealed record Logging(Template? Driver = null) : ExtensiblePart
{
    /// <summary>The driver's options, such as <c>max-size</c>.</summary>
    public Entries<Template> Options { get; init; } = Entries<Template>.None;
}

/// <summary>A managed account of Windows: one of file, registry or config.</summary>
public sealed record CredentialSpec : ExtensiblePart
{
    /// <summary>A file below the CredentialSpecs folder of the engine.</summary>
    public Template? File { get; init; }
    /// <summary>A value of the registry of the engine.</summary>
    public Template? Registry { get; init; }
    /// <summary>A config of this file.</summary>
    public Template? Config { get; init; }
}
