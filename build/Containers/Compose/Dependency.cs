namespace ArgusAI.Containers.Compose;

/// <summary>What a service waits for in another.</summary>
public enum Condition
{
    /// <summary>The other's container has started.</summary>
    ServiceStarted,
    /// <summary>The other's health check has succeeded.</summary>
    ServiceHealthy,
    /// <summary>The other has ended with exit code 0.</summary>
    ServiceCompletedSuccessfully,
}

/// <summary>A service that must come first.</summary>
/// <param name="Condition">What is waited for.</param>
public sealed record Dependency(Condition Condition) : ExtensiblePart
{
    /// <summary>False lets the service start where the other is not enabled: Compose 2.20.2.</summary>
    public Interpolated<bool>? Required { get; init; }
    /// <summary>Whether a restart of the other by Compose restarts this one.</summary>
    public Interpolated<bool>? Restart { get; init; }

    /// <summary>Waits for the other's health check.</summary>
    public static Dependency Healthy { get; } = new(Condition.ServiceHealthy);
    /// <summary>Waits for the other's start only.</summary>
    public static Dependency Started { get; } = new(Condition.ServiceStarted);
    /// <summary>Waits until the other has ended well.</summary>
    public static Dependency Completed { get; } = new(Condition.ServiceCompletedSuccessfully);

    /// <summary>The same, but nothing is waited for where the other service is not enabled.</summary>
    public Dependency Optional() => this with { Required = false };
}
