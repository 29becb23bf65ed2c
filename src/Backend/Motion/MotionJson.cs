using System.Text.Json;

namespace ArgusAI.Backend.Motion;

/// <summary>Zones and schedules as the database keeps them: the API's own JSON.</summary>
internal static class MotionJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Stored zones; none for null.</summary>
    public static IReadOnlyList<MotionZone> Zones(string? json) => json is null ? [] : JsonSerializer.Deserialize<MotionZone[]>(json, Options) ?? [];

    /// <summary>A stored schedule; without windows for null.</summary>
    public static MotionSchedule Schedule(string? json) => (json is null ? null : JsonSerializer.Deserialize<MotionSchedule>(json, Options)) ?? new([]);

    /// <summary>To store; null for none.</summary>
    public static string? Write(IReadOnlyList<MotionZone> zones) => zones.Count == 0 ? null : JsonSerializer.Serialize(zones, Options);

    /// <summary>To store; null for always.</summary>
    public static string? Write(MotionSchedule schedule) => schedule.Windows.Count == 0 ? null : JsonSerializer.Serialize(schedule, Options);
}
