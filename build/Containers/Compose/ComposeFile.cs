using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

/// <summary>A Compose file: services and what they share. Source of the keys: the Compose specification.</summary>
public sealed partial record ComposeFile
{
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>The project's name; null takes the folder's.</summary>
    public Template? Name { get; init; }
    /// <summary>Other Compose files that are taken in.</summary>
    public Items<Template> Include { get; init; } = [];
    /// <summary>The services by name.</summary>
    public Entries<Service> Services { get; init; } = Entries<Service>.None;
    /// <summary>The networks by name.</summary>
    public Entries<Network> Networks { get; init; } = Entries<Network>.None;
    /// <summary>The named volumes by name.</summary>
    public Entries<Volume> Volumes { get; init; } = Entries<Volume>.None;
    /// <summary>The secrets by name.</summary>
    public Entries<SecretSource> Secrets { get; init; } = Entries<SecretSource>.None;
    /// <summary>The configs by name.</summary>
    public Entries<ConfigSource> Configs { get; init; } = Entries<ConfigSource>.None;
    /// <summary>The file's own keys, which begin with <c>x-</c>.</summary>
    public Entries<YamlNode> Extensions { get; init; } = Entries<YamlNode>.None;
    /// <summary>Whether this file is laid over another: rules about things defined elsewhere do not apply.</summary>
    public Aside<bool> IsOverlay { get; init; }
    /// <summary>The oldest engine and Compose that must run this file: a newer key is a contradiction.</summary>
    public Aside<Floor?> Floor { get; init; }
    /// <summary>Comments by path, such as <c>services.web.init</c>.</summary>
    public Why Why { get; init; } = Why.None;
    /// <summary>Where each path was read; null for a model made in code.</summary>
    public Aside<YamlPositions?> Positions { get; init; }
}

/// <summary>The oldest versions that are supported.</summary>
/// <param name="Engine">The engine's major version.</param>
/// <param name="Compose">Compose's version.</param>
public sealed record Floor(int Engine, Version Compose)
{
    /// <summary>Engine 25 and Compose 2.24: what the library writes without asking.</summary>
    public static Floor Default { get; } = new(25, new Version(2, 24));
}

/// <summary>A network.</summary>
public sealed record Network
{
    /// <summary>The driver; null means <c>bridge</c>.</summary>
    public Template? Driver { get; init; }
    /// <summary>The driver's options.</summary>
    public Entries<Template> DriverOptions { get; init; } = Entries<Template>.None;
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Whether it leads nowhere outside.</summary>
    public Interpolated<bool>? Internal { get; init; }
    /// <summary>Whether containers not of this project may join.</summary>
    public Interpolated<bool>? Attachable { get; init; }
    /// <summary>Whether it has IPv6.</summary>
    public Interpolated<bool>? EnableIpv6 { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Comments by path below this network.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>A named volume.</summary>
public sealed record Volume
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
    /// <summary>Comments by path below this volume.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>Where a secret comes from: exactly one of file, variable or outside.</summary>
public sealed record SecretSource
{
    /// <summary>A file on the host.</summary>
    public Template? File { get; init; }
    /// <summary>A variable of the caller's environment.</summary>
    public EnvName? Environment { get; init; }
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Comments by path below this secret.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>Where a config comes from: exactly one of file, variable, content or outside.</summary>
public sealed record ConfigSource
{
    /// <summary>A file on the host.</summary>
    public Template? File { get; init; }
    /// <summary>A variable of the caller's environment.</summary>
    public EnvName? Environment { get; init; }
    /// <summary>The content itself.</summary>
    public Template? Content { get; init; }
    /// <summary>Whether it exists outside this project.</summary>
    public Interpolated<bool>? External { get; init; }
    /// <summary>Its name outside this project.</summary>
    public Template? Name { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Comments by path below this config.</summary>
    public Why Why { get; init; } = Why.None;
}
