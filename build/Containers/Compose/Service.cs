namespace ArgusAI.Containers.Compose;

/// <summary>A service of a Compose file. Null and empty mean: not written, the engine's or the image's default holds.</summary>
public sealed partial record Service : ExtensiblePart
{
    /// <summary>The image that runs, and the name a build gives its result.</summary>
    public Interpolated<ImageRef>? Image { get; init; }
    /// <summary>How the image is built.</summary>
    public Build? Build { get; init; }
    /// <summary>When the image is pulled.</summary>
    public PullPolicy? PullPolicy { get; init; }
    /// <summary>How old a pull may be before the pull policy <c>refresh</c> repeats it, in <c>w</c>, <c>d</c>, <c>h</c>, <c>m</c> and <c>s</c>: Compose 2.34.</summary>
    public Template? PullRefreshAfter { get; init; }
    /// <summary>The platform that runs.</summary>
    public Interpolated<Platform>? Platform { get; init; }
    /// <summary>The service whose settings it starts from.</summary>
    public Extends? Extends { get; init; }
    /// <summary>What runs it instead of the engine; such a service has no image: Compose 2.36.</summary>
    public Provider? Provider { get; init; }
    /// <summary>A fixed container name; it forbids scaling and two projects at once.</summary>
    public Template? ContainerName { get; init; }
    /// <summary>The profiles that switch it on; none means always on.</summary>
    public Items<string> Profiles { get; init; } = [];
    /// <summary>The services it waits for.</summary>
    public Entries<Dependency> DependsOn { get; init; } = Entries<Dependency>.None;
    /// <summary>Replaces the image's CMD.</summary>
    public Command? Command { get; init; }
    /// <summary>Replaces the image's ENTRYPOINT.</summary>
    public Command? Entrypoint { get; init; }
    /// <summary>Replaces the image's WORKDIR.</summary>
    public Template? WorkingDir { get; init; }
    /// <summary>The user, and group after a colon, by number or name.</summary>
    public Template? User { get; init; }
    /// <summary>More groups, by number or name.</summary>
    public Items<Template> GroupAdd { get; init; } = [];
    /// <summary>Files with environment variables.</summary>
    public Items<EnvFile> EnvFile { get; init; } = [];
    /// <summary>Environment variables; null passes the caller's value through.</summary>
    public Entries<Template?> Environment { get; init; } = Entries<Template?>.None;
    /// <summary>The language models it uses, by their names in this file; null with nothing to add: Compose 2.38.</summary>
    public Entries<ModelUse?> Models { get; init; } = Entries<ModelUse?>.None;
    /// <summary>How the engine asks it whether it is well.</summary>
    public HealthCheck? HealthCheck { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Files with labels: Compose 2.32.</summary>
    public Items<Template> LabelFile { get; init; } = [];
    /// <summary>Annotations of the container's OCI configuration.</summary>
    public Entries<Template> Annotations { get; init; } = Entries<Template>.None;
    /// <summary>Where its output goes.</summary>
    public Logging? Logging { get; init; }
    /// <summary>Whether <c>docker compose up</c> shows its output: Compose 2.20.</summary>
    public Interpolated<bool>? Attach { get; init; }
    /// <summary>Whether it has a terminal.</summary>
    public Interpolated<bool>? Tty { get; init; }
    /// <summary>Whether its standard input stays open.</summary>
    public Interpolated<bool>? StdinOpen { get; init; }

    /// <summary>The environment, from name and value pairs; a null value passes the caller's through.</summary>
    public Service WithEnvironment(params IEnumerable<(EnvName Name, Template? Value)> variables) =>
        this with { Environment = Environment.With(variables.ToEntries(v => v.Name.Value, v => v.Value)) };
}
