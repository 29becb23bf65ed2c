namespace ArgusAI.Containers.Compose;

// How it starts, stops and is worked on.
public sealed partial record Service
{
    /// <summary>What happens when it stops.</summary>
    public RestartPolicy? Restart { get; init; }
    /// <summary>Whether a tiny init reaps zombies and passes signals on.</summary>
    public Interpolated<bool>? Init { get; init; }
    /// <summary>The signal that asks it to stop.</summary>
    public Template? StopSignal { get; init; }
    /// <summary>How long it may take before it is killed; the engine's default is 10 s.</summary>
    public Interpolated<Duration>? StopGracePeriod { get; init; }
    /// <summary>Containers that run to their end before it starts: Compose 5.3.</summary>
    public Items<StartHook> PreStart { get; init; } = [];
    /// <summary>Commands in the container once it has started: Compose 2.30.</summary>
    public Items<Hook> PostStart { get; init; } = [];
    /// <summary>Commands in the container before it is stopped by Compose: Compose 2.30.</summary>
    public Items<Hook> PreStop { get; init; } = [];
    /// <summary>What <c>docker compose watch</c> does for it: Compose 2.22.</summary>
    public Develop? Develop { get; init; }
}
