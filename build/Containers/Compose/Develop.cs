namespace ArgusAI.Containers.Compose;

/// <summary>What <c>docker compose watch</c> does for a service.</summary>
public sealed record Develop : ExtensiblePart
{
    /// <summary>What is watched.</summary>
    public Items<Watch> Watch { get; init; } = [];
}

/// <summary>Files that are watched, and what follows when one changes.</summary>
/// <param name="Path">A file or folder, relative to the project.</param>
/// <param name="Action">What follows.</param>
public sealed record Watch(Template Path, Interpolated<WatchAction> Action) : ExtensiblePart
{
    /// <summary>Where they go in the container; required by every action that copies.</summary>
    public Template? Target { get; init; }
    /// <summary>Patterns that are not watched, relative to the path.</summary>
    public Items<Template> Ignore { get; init; } = [];
    /// <summary>Patterns that alone are watched, relative to the path: Compose 2.34.</summary>
    public Items<Template> Include { get; init; } = [];
    /// <summary>Whether everything is copied once at the start: Compose 2.39.4.</summary>
    public Interpolated<bool>? InitialSync { get; init; }
    /// <summary>What runs in the container with <c>sync+exec</c>: Compose 2.32.</summary>
    public Hook? Exec { get; init; }
}

/// <summary>A command that Compose runs in a container of the service.</summary>
/// <param name="Command">What runs.</param>
public sealed record Hook(Command Command) : ExtensiblePart
{
    /// <summary>Who runs it; null means the container's user.</summary>
    public Template? User { get; init; }
    /// <summary>Whether it has all rights.</summary>
    public Interpolated<bool>? Privileged { get; init; }
    /// <summary>Where it runs; null means the container's folder.</summary>
    public Template? WorkingDir { get; init; }
    /// <summary>Variables besides the container's; null passes the caller's value through.</summary>
    public Entries<Template?> Environment { get; init; } = Entries<Template?>.None;
}

/// <summary>A container that runs to its end before the service starts.</summary>
public sealed record StartHook : ExtensiblePart
{
    /// <summary>What runs; null means what the image runs.</summary>
    public Command? Command { get; init; }
    /// <summary>Its image; null means the service's.</summary>
    public Interpolated<ImageRef>? Image { get; init; }
    /// <summary>Who runs it.</summary>
    public Template? User { get; init; }
    /// <summary>Whether it has all rights.</summary>
    public Interpolated<bool>? Privileged { get; init; }
    /// <summary>Where it runs.</summary>
    public Template? WorkingDir { get; init; }
    /// <summary>Variables besides the service's; null passes the caller's value through.</summary>
    public Entries<Template?> Environment { get; init; } = Entries<Template?>.None;
    /// <summary>Whether it runs once for every container of the service, not once for all.</summary>
    public Interpolated<bool>? PerReplica { get; init; }
}
