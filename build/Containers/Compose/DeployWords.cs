namespace ArgusAI.Containers.Compose;

/// <summary>How many containers a deployed service has.</summary>
public sealed record DeployMode : Word<DeployMode>, IWords<DeployMode>
{
    DeployMode(string value) : base(value) { }

    /// <summary>A given number; the default.</summary>
    public static DeployMode Replicated { get; } = new("replicated");
    /// <summary>One on every node.</summary>
    public static DeployMode Global { get; } = new("global");
    /// <summary>A given number that run to their end.</summary>
    public static DeployMode ReplicatedJob { get; } = new("replicated-job");
    /// <summary>One on every node that runs to its end.</summary>
    public static DeployMode GlobalJob { get; } = new("global-job");

    /// <inheritdoc/>
    public static IReadOnlyList<DeployMode> All { get; } = [Replicated, Global, ReplicatedJob, GlobalJob];
    /// <inheritdoc/>
    public static string Kind => "deploy mode";
}

/// <summary>How clients find a deployed service.</summary>
public sealed record EndpointMode : Word<EndpointMode>, IWords<EndpointMode>
{
    EndpointMode(string value) : base(value) { }

    /// <summary>One address for all containers; the default.</summary>
    public static EndpointMode VirtualIp { get; } = new("vip");
    /// <summary>Every container's address in turn.</summary>
    public static EndpointMode DnsRoundRobin { get; } = new("dnsrr");

    /// <inheritdoc/>
    public static IReadOnlyList<EndpointMode> All { get; } = [VirtualIp, DnsRoundRobin];
    /// <inheritdoc/>
    public static string Kind => "endpoint mode";
}

/// <summary>What follows when an update or rollback fails.</summary>
public sealed record FailureAction : Word<FailureAction>, IWords<FailureAction>
{
    FailureAction(string value) : base(value) { }

    /// <summary>It stops where it is; the default.</summary>
    public static FailureAction Pause { get; } = new("pause");
    /// <summary>It goes on.</summary>
    public static FailureAction Continue { get; } = new("continue");
    /// <summary>The state before comes back; for updates only.</summary>
    public static FailureAction Rollback { get; } = new("rollback");

    /// <inheritdoc/>
    public static IReadOnlyList<FailureAction> All { get; } = [Pause, Continue, Rollback];
    /// <inheritdoc/>
    public static string Kind => "failure action";
}

/// <summary>Which container comes first when one replaces another.</summary>
public sealed record UpdateOrder : Word<UpdateOrder>, IWords<UpdateOrder>
{
    UpdateOrder(string value) : base(value) { }

    /// <summary>The old one stops before the new one starts; the default.</summary>
    public static UpdateOrder StopFirst { get; } = new("stop-first");
    /// <summary>The new one starts before the old one stops.</summary>
    public static UpdateOrder StartFirst { get; } = new("start-first");

    /// <inheritdoc/>
    public static IReadOnlyList<UpdateOrder> All { get; } = [StopFirst, StartFirst];
    /// <inheritdoc/>
    public static string Kind => "update order";
}

/// <summary>When a deployed container starts again.</summary>
public sealed record DeployRestartCondition : Word<DeployRestartCondition>, IWords<DeployRestartCondition>
{
    DeployRestartCondition(string value) : base(value) { }

    /// <summary>Never.</summary>
    public static DeployRestartCondition None { get; } = new("none");
    /// <summary>After an exit code other than 0.</summary>
    public static DeployRestartCondition OnFailure { get; } = new("on-failure");
    /// <summary>Always; the default.</summary>
    public static DeployRestartCondition Any { get; } = new("any");

    /// <summary>Always, unless somebody stopped it; Compose takes it, a swarm does not know it.</summary>
    public static DeployRestartCondition UnlessStopped { get; } = new("unless-stopped");

    /// <inheritdoc/>
    public static IReadOnlyList<DeployRestartCondition> All { get; } = [None, OnFailure, Any, UnlessStopped];
    /// <inheritdoc/>
    public static string Kind => "restart condition";
}
