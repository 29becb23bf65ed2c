namespace ArgusAI.Containers.Compose;

/// <summary>Replicas, resources and how a swarm runs a service. Compose itself heeds replicas, resources, labels and the restart policy.</summary>
public sealed record Deploy : ExtensiblePart
{
    /// <summary>How its number of containers is found.</summary>
    public Interpolated<DeployMode>? Mode { get; init; }
    /// <summary>How many containers.</summary>
    public Interpolated<int>? Replicas { get; init; }
    /// <summary>How clients find it.</summary>
    public Interpolated<EndpointMode>? EndpointMode { get; init; }
    /// <summary>What it may use and what it is promised.</summary>
    public DeployResources? Resources { get; init; }
    /// <summary>When a container starts again.</summary>
    public DeployRestart? RestartPolicy { get; init; }
    /// <summary>Which nodes run it.</summary>
    public Placement? Placement { get; init; }
    /// <summary>How a new version replaces the old one.</summary>
    public UpdateConfig? UpdateConfig { get; init; }
    /// <summary>How the old version comes back.</summary>
    public UpdateConfig? RollbackConfig { get; init; }
    /// <summary>Labels of the service, not of its containers.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;

    /// <summary>What it may use at most: a shorter way to <see cref="Resources"/>.</summary>
    public Resources? Limits
    {
        get => Resources?.Limits;
        init => Resources = value is null && Resources is null ? null : (Resources ?? new()) with { Limits = value };
    }

    /// <summary>What it is promised: a shorter way to <see cref="Resources"/>.</summary>
    public Reservations? Reservations
    {
        get => Resources?.Reservations;
        init => Resources = value is null && Resources is null ? null : (Resources ?? new()) with { Reservations = value };
    }
}

/// <summary>What a service may use and what it is promised.</summary>
public sealed record DeployResources : ExtensiblePart
{
    /// <summary>What it may use at most.</summary>
    public Resources? Limits { get; init; }
    /// <summary>What it is promised.</summary>
    public Reservations? Reservations { get; init; }
}

/// <summary>Processors, memory and processes.</summary>
public sealed record Resources : ExtensiblePart
{
    /// <summary>Processors, 0.5 being half of one.</summary>
    public Interpolated<decimal>? Cpus { get; init; }
    /// <summary>Memory.</summary>
    public Interpolated<ByteSize>? Memory { get; init; }
    /// <summary>Processes.</summary>
    public Interpolated<long>? Pids { get; init; }
}

/// <summary>Processors, memory and devices.</summary>
public sealed record Reservations : ExtensiblePart
{
    /// <summary>Processors, 0.5 being half of one.</summary>
    public Interpolated<decimal>? Cpus { get; init; }
    /// <summary>Memory.</summary>
    public Interpolated<ByteSize>? Memory { get; init; }
    /// <summary>Devices that a driver gives out.</summary>
    public Items<DeviceRequest> Devices { get; init; } = [];
    /// <summary>What nodes of a swarm say they have.</summary>
    public Items<GenericResource> GenericResources { get; init; } = [];
}

/// <summary>A countable resource that nodes of a swarm say they have.</summary>
public sealed record GenericResource : ExtensiblePart
{
    /// <summary>Its kind and number.</summary>
    public DiscreteResource? Discrete { get; init; }
}

/// <summary>So many of a kind.</summary>
public sealed record DiscreteResource : ExtensiblePart
{
    /// <summary>Such as <c>SSD</c>.</summary>
    public Template? Kind { get; init; }
    /// <summary>How many.</summary>
    public Interpolated<long>? Value { get; init; }
}
