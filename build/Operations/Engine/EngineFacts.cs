namespace ArgusAI.Operations.Engine;

/// <summary>What the machine offers of Docker, as found and not judged.</summary>
public sealed record EngineFacts
{
    /// <summary>Whether there is a <c>docker</c> program at all.</summary>
    public required bool HasClient { get; init; }

    /// <summary>The engine's version; null when none answers.</summary>
    public Version? Engine { get; init; }

    /// <summary>The Compose plugin's version; null when it is not there.</summary>
    public Version? Compose { get; init; }

    /// <summary>The Buildx plugin's version; null when it is not there.</summary>
    public Version? Buildx { get; init; }

    /// <summary>Whether the engine keeps images in containerd's store: it alone holds lists of platforms and attestations.</summary>
    public bool KeepsLists { get; init; }

    /// <summary>The client's words when the engine does not answer.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Where the client looks: <c>DOCKER_HOST</c> or a context other than the default one. Null for the machine's own engine.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>Whether an engine answers.</summary>
    public bool Reachable => Engine is not null;

    /// <summary>Whether everything needed is there and new enough.</summary>
    public bool Meets(IEnumerable<EngineRequirement> requirements) => Reachable && requirements.All(r => r.Met(this));
}

/// <summary>The oldest version of one part that the generated files work with.</summary>
/// <param name="Part">Its name, as people say it.</param>
/// <param name="Minimum">The oldest version that will do.</param>
/// <param name="Of">Where the found version stands.</param>
/// <param name="Reason">What an older one lacks.</param>
public sealed record EngineRequirement(string Part, Version Minimum, Func<EngineFacts, Version?> Of, string Reason)
{
    /// <summary>Engine 25: the first with <c>start_interval</c> (D8). Compose 2.24: hands it on, and knows <c>required: false</c>.</summary>
    public static IReadOnlyList<EngineRequirement> All { get; } =
    [
        new("Docker Engine", new Version(25, 0, 0), f => f.Engine, "health checks need start_interval"),
        new("Docker Compose", new Version(2, 24, 0), f => f.Compose, "the compose files use start_interval and optional dependencies"),
        new("Docker Buildx", new Version(0, 12, 0), f => f.Buildx, "the images are built with bake and named contexts"),
    ];

    /// <summary>Engine 24 and Compose 2.20, for files that do without a start interval (<c>--engine-floor 24</c>).</summary>
    public static IReadOnlyList<EngineRequirement> WithoutStartInterval { get; } =
    [
        All[0] with { Minimum = new Version(24, 0, 0), Reason = "older ones reached their end of life" },
        All[1] with { Minimum = new Version(2, 20, 0), Reason = "the compose files use optional dependencies" },
        All[2],
    ];

    /// <summary>Whether the facts satisfy it.</summary>
    public bool Met(EngineFacts facts) => Of(facts) >= Minimum;

    /// <summary>What was found and what is needed, in one line.</summary>
    public string Complaint(EngineFacts facts) => Of(facts) is { } found
        ? $"{Part} {found} is too old, {Minimum.ToString(2)} or newer is needed ({Reason})"
        : $"{Part} is missing, {Minimum.ToString(2)} or newer is needed ({Reason})";
}
