namespace ArgusAI.Operations.Compose;

/// <summary>One container of a project at one moment, from <c>docker inspect</c>.</summary>
public sealed record ContainerState
{
    /// <summary>Its full id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, without the leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The compose service it belongs to.</summary>
    public required string Service { get; init; }

    /// <summary>created, running, restarting, paused, exited or dead.</summary>
    public required string Status { get; init; }

    /// <summary>starting, healthy or unhealthy; null without a health check.</summary>
    public string? Health { get; init; }

    /// <summary>The last probe's output, when there was one.</summary>
    public string? LastProbe { get; init; }

    /// <summary>The last exit code; meaningless while it runs.</summary>
    public int ExitCode { get; init; }

    /// <summary>How often the engine restarted it by itself.</summary>
    public int Restarts { get; init; }

    /// <summary>Whether the engine starts it again when it ends.</summary>
    public bool RestartsItself { get; init; }

    /// <summary>When it was last started, as the engine writes it; only ever compared for equality.</summary>
    public string StartedAt { get; init; } = "";

    /// <summary>The image it was made from.</summary>
    public string Image { get; init; } = "";

    /// <summary>What it publishes on the host right now.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>Whether nothing more is to wait for.</summary>
    public bool Ready => Status == "running" && Health is null or "healthy" || (Status == "exited" && ExitCode == 0 && !RestartsItself && Health is null);

    /// <summary>One word or two for people.</summary>
    public string Words => Status switch
    {
        "running" => Health switch { null => "running", "starting" => "starting", var health => health },
        "restarting" => $"restarting (code {ExitCode})",
        "exited" or "dead" => $"exited (code {ExitCode})",
        _ => Status,
    };
}
