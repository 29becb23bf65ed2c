using System.Text.Json.Serialization;

namespace ArgusAI.Backend.SystemState;

/// <summary>What can be changed while the service runs. A property's default is what holds until someone changes it; a new setting is a new property here.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ServiceSettings
{
    private const int MostDays = 36_500;

    private const long FewestBytes = 100 << 20;

    /// <summary>Days after which an event is removed with its files; 0 keeps it for ever.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>How many bytes the events' files may take before the oldest are removed; null: as many as there is room for.</summary>
    public long? RetentionMaxBytes { get; init; }

    /// <summary>What is wrong, by name; empty when all of it fits together.</summary>
    internal Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>();
        if (RetentionDays is < 0 or > MostDays) errors["retention_days"] = [$"must be from 0 (keep for ever) to {MostDays}."];
        if (RetentionMaxBytes < FewestBytes) errors["retention_max_bytes"] = [$"must be null or at least {FewestBytes} bytes (100 MB)."];
        return errors;
    }
}
