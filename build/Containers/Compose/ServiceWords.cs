using ArgusAI.Containers.Compose.Format;

namespace ArgusAI.Containers.Compose;

/// <summary>The control group namespace of a container.</summary>
public sealed record CgroupNamespace : Word<CgroupNamespace>, IWords<CgroupNamespace>
{
    CgroupNamespace(string value) : base(value) { }

    /// <summary>The host's.</summary>
    public static CgroupNamespace Host { get; } = new("host");
    /// <summary>One of its own.</summary>
    public static CgroupNamespace Private { get; } = new("private");

    /// <inheritdoc/>
    public static IReadOnlyList<CgroupNamespace> All { get; } = [Host, Private];
    /// <inheritdoc/>
    public static string Kind => "cgroup namespace";
}

/// <summary>Who publishes a port in a swarm; one engine alone knows no difference.</summary>
public sealed record PublishMode : Word<PublishMode>, IWords<PublishMode>
{
    PublishMode(string value) : base(value) { }

    /// <summary>Every node that runs a container publishes it.</summary>
    public static PublishMode Host { get; } = new("host");
    /// <summary>Every node publishes it and balances the load.</summary>
    public static PublishMode Ingress { get; } = new("ingress");

    /// <inheritdoc/>
    public static IReadOnlyList<PublishMode> All { get; } = [Host, Ingress];
    /// <inheritdoc/>
    public static string Kind => "publish mode";
}

/// <summary>What <c>docker compose watch</c> does when a file changes.</summary>
public sealed record WatchAction : Word<WatchAction>, IWords<WatchAction>
{
    WatchAction(string value, MinimumVersion? since = null) : base(value, since) { }

    /// <summary>Builds the image and starts the service again.</summary>
    public static WatchAction Rebuild { get; } = new("rebuild");
    /// <summary>Copies the file into the container.</summary>
    public static WatchAction Sync { get; } = new("sync");
    /// <summary>Copies the file and restarts the container: Compose 2.23.</summary>
    public static WatchAction SyncRestart { get; } = new("sync+restart", Since.Compose(2, 23));
    /// <summary>Restarts the container: Compose 2.32.</summary>
    public static WatchAction Restart { get; } = new("restart", Since.Compose(2, 32));
    /// <summary>Copies the file and runs a command in the container: Compose 2.32.</summary>
    public static WatchAction SyncExec { get; } = new("sync+exec", Since.Compose(2, 32));

    /// <inheritdoc/>
    public static IReadOnlyList<WatchAction> All { get; } = [Rebuild, Sync, SyncRestart, Restart, SyncExec];
    /// <inheritdoc/>
    public static string Kind => "watch action";
}
