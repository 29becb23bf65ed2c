namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes below <c>deploy</c>.</summary>
static class DeployShapes
{
    static Shape<Resources> Limits { get; } = new Shape<Resources>(() => new Resources())
        .With("cpus", Codecs.Decimal, r => r.Cpus, (r, v) => r with { Cpus = v })
        .With("memory", Codecs.Size, r => r.Memory, (r, v) => r with { Memory = v })
        .With("pids", Codecs.Long, r => r.Pids, (r, v) => r with { Pids = v });

    static Shape<DiscreteResource> Discrete { get; } = new Shape<DiscreteResource>(() => new DiscreteResource())
        .With("kind", Codecs.Text, d => d.Kind, (d, v) => d with { Kind = v })
        .With("value", Codecs.Long, d => d.Value, (d, v) => d with { Value = v });

    static Shape<GenericResource> Generic { get; } = new Shape<GenericResource>(() => new GenericResource())
        .With("discrete_resource_spec", Discrete, g => g.Discrete, (g, v) => g with { Discrete = v });

    static Shape<Reservations> Reservations { get; } = new Shape<Reservations>(() => new Reservations())
        .With("cpus", Codecs.Decimal, r => r.Cpus, (r, v) => r with { Cpus = v })
        .With("memory", Codecs.Size, r => r.Memory, (r, v) => r with { Memory = v })
        .With("devices", Collections.ListOf(LimitShapes.DeviceRequest), r => r.Devices, (r, v) => r with { Devices = v })
        .With("generic_resources", Collections.ListOf(Generic), r => r.GenericResources, (r, v) => r with { GenericResources = v });

    static Shape<DeployResources> Resources { get; } = new Shape<DeployResources>(() => new DeployResources())
        .With("limits", Limits, r => r.Limits, (r, v) => r with { Limits = v })
        .With("reservations", Reservations, r => r.Reservations, (r, v) => r with { Reservations = v });

    static Shape<DeployRestart> Restart { get; } = new Shape<DeployRestart>(() => new DeployRestart())
        .With("condition", Codecs.OneOf<DeployRestartCondition>(), r => r.Condition, (r, v) => r with { Condition = v })
        .With("delay", Codecs.Time, r => r.Delay, (r, v) => r with { Delay = v })
        .With("max_attempts", Codecs.Int, r => r.MaxAttempts, (r, v) => r with { MaxAttempts = v })
        .With("window", Codecs.Time, r => r.Window, (r, v) => r with { Window = v });

    static Shape<PlacementPreference> Preference { get; } = new Shape<PlacementPreference>(() => new PlacementPreference())
        .With("spread", Codecs.Text, p => p.Spread, (p, v) => p with { Spread = v });

    static Shape<Placement> Placement { get; } = new Shape<Placement>(() => new Placement())
        .With("constraints", Collections.Texts, p => p.Constraints, (p, v) => p with { Constraints = v })
        .With("preferences", Collections.ListOf(Preference), p => p.Preferences, (p, v) => p with { Preferences = v })
        .With("max_replicas_per_node", Codecs.Int, p => p.MaxReplicasPerNode, (p, v) => p with { MaxReplicasPerNode = v });

    static Shape<UpdateConfig> Update { get; } = new Shape<UpdateConfig>(() => new UpdateConfig())
        .With("parallelism", Codecs.Int, u => u.Parallelism, (u, v) => u with { Parallelism = v })
        .With("delay", Codecs.Time, u => u.Delay, (u, v) => u with { Delay = v })
        .With("failure_action", Codecs.OneOf<FailureAction>(), u => u.FailureAction, (u, v) => u with { FailureAction = v })
        .With("monitor", Codecs.Time, u => u.Monitor, (u, v) => u with { Monitor = v })
        .With("max_failure_ratio", Codecs.Decimal, u => u.MaxFailureRatio, (u, v) => u with { MaxFailureRatio = v })
        .With("order", Codecs.OneOf<UpdateOrder>(), u => u.Order, (u, v) => u with { Order = v });

    public static Shape<Deploy> Deploy { get; } = new Shape<Deploy>(() => new Deploy())
        .With("mode", Codecs.OneOf<DeployMode>(), d => d.Mode, (d, v) => d with { Mode = v })
        .With("replicas", Codecs.Int, d => d.Replicas, (d, v) => d with { Replicas = v })
        .With("endpoint_mode", Codecs.OneOf<EndpointMode>(), d => d.EndpointMode, (d, v) => d with { EndpointMode = v })
        .With("resources", Resources, d => d.Resources, (d, v) => d with { Resources = v })
        .With("restart_policy", Restart, d => d.RestartPolicy, (d, v) => d with { RestartPolicy = v })
        .With("placement", Placement, d => d.Placement, (d, v) => d with { Placement = v })
        .With("update_config", Update, d => d.UpdateConfig, (d, v) => d with { UpdateConfig = v })
        .With("rollback_config", Update, d => d.RollbackConfig, (d, v) => d with { RollbackConfig = v })
        .With("labels", Collections.TextMap, d => d.Labels, (d, v) => d with { Labels = v });
}
