using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

/// <summary>A Compose file: services and what they share. Source of the keys: the Compose specification.</summary>
public sealed partial record ComposeFile : ExtensiblePart
{
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>The version of the format. Obsolete: Compose ignores it and warns.</summary>
    public Template? Version { get; init; }
    /// <summary>The project's name; null takes the folder's.</summary>
    public Template? Name { get; init; }
    /// <summary>Other Compose files that are taken in.</summary>
    public Items<Include> Include { get; init; } = [];
    /// <summary>The services by name.</summary>
    public Entries<Service> Services { get; init; } = Entries<Service>.None;
    /// <summary>The language models by name: Compose 2.38.</summary>
    public Entries<Model> Models { get; init; } = Entries<Model>.None;
    /// <summary>The networks by name.</summary>
    public Entries<Network> Networks { get; init; } = Entries<Network>.None;
    /// <summary>The named volumes by name.</summary>
    public Entries<Volume> Volumes { get; init; } = Entries<Volume>.None;
    /// <summary>The secrets by name.</summary>
    public Entries<SecretSource> Secrets { get; init; } = Entries<SecretSource>.None;
    /// <summary>The configs by name.</summary>
    public Entries<ConfigSource> Configs { get; init; } = Entries<ConfigSource>.None;
    /// <summary>Whether this file is laid over another: rules about things defined elsewhere do not apply.</summary>
    public Aside<bool> IsOverlay { get; init; }
    /// <summary>The oldest engine and Compose that must run this file: a newer key is a contradiction.</summary>
    public Aside<Floor?> Floor { get; init; }
    /// <summary>Where each path was read; null for a model made in code.</summary>
    public Aside<YamlPositions?> Positions { get; init; }
}
