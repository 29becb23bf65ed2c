namespace ArgusAI.Containers.Compose;

/// <summary>When a deployed container starts again; it excludes the service's own <c>restart</c>.</summary>
public sealed record DeployRestart : ExtensiblePart
{
    /// <summary>After what end.</summary>
    public Interpolated<DeployRestartCondition>? Condition { get; init; }
    /// <summary>Between two attempts.</summary>
    public Interpolated<Duration>? Delay { get; init; }
    /// <summary>How often at most; null means for ever.</summary>
    public Interpolated<int>? MaxAttempts { get; init; }
    /// <summary>How long it must run for a start to count as good.</summary>
    public Interpolated<Duration>? Window { get; init; }
}

/// <summary>Which nodes of a swarm run a service.</summary>
public sealed record Placement : ExtensiblePart
{
    /// <summary>What a node must have, such as <c>node.role==manager</c>.</summary>
    public Items<Template> Constraints { get; init; } = [];
    /// <summary>How containers are spread.</summary>
    public Items<PlacementPreference> Preferences { get; init; } = [];
    /// <summary>How many on one node at most.</summary>
    public Interpolated<int>? MaxReplicasPerNode { get; init; }
}

/// <summary>How containers are spread over nodes.</summary>
public sealed record PlacementPreference : ExtensiblePart
{
    /// <summary>Evenly over the values of this label, such as <c>node.labels.zone</c>.</summary>
    public Template? Spread { get; init; }
}

/// <summary>How containers are replaced, forwards or back.</summary>
public sealed record UpdateConfig : ExtensiblePart
{
    /// <summary>How many containers at a time; 0 means all.</summary>
    public Interpolated<int>? Parallelism { get; init; }
    /// <summary>Between two groups.</summary>
    public Interpolated<Duration>? Delay { get; init; }
    /// <summary>What follows when one fails.</summary>
    public Interpolated<FailureAction>? FailureAction { get; init; }
    /// <summary>How long each is watched for failure.</summary>
    public Interpolated<Duration>? Monitor { get; init; }
    /// <summary>The share that may fail, from 0 to 1.</summary>
    public Interpolated<decimal>? MaxFailureRatio { get; init; }
    /// <summary>Which container comes first when one replaces another.</summary>
    public Interpolated<UpdateOrder>? Order { get; init; }
}
