using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Cameras;

/// <summary>A camera as the API shows it: never with its password.</summary>
public sealed record CameraView(Guid Id, string Name, string Type, string Source, string? Username, bool Enabled, int FrameRate, bool MotionEnabled,
    string MotionSensitivity, int MotionCooldown,
    string MotionAlgorithm, IReadOnlyList<MotionZone> MotionZones, MotionSchedule MotionSchedule, string? TimeZone, int EventFrames, string FrameSelection,
    bool ClipEnabled, int ClipPreRoll, int ClipPostRoll, string Status, string? LastError, DateTime CreatedAt, DateTime UpdatedAt)
{
    /// <summary>Shows one.</summary>
    public static CameraView Of(Camera c, CameraState state) => new(c.Id, c.Name, c.Type, c.Source, c.Username, c.Enabled, c.FrameRate, c.MotionEnabled,
        c.MotionSensitivity, c.MotionCooldown,
        c.MotionAlgorithm, MotionJson.Zones(c.MotionZones), MotionJson.Schedule(c.MotionSchedule), c.TimeZone, c.EventFrames, c.FrameSelection,
        c.ClipEnabled, c.ClipPreRoll, c.ClipPostRoll, state.Status, state.LastError, c.CreatedAt, c.UpdatedAt);
}

/// <summary>All cameras.</summary>
public sealed record CameraList(IReadOnlyList<CameraView> Items, int TotalCount);

/// <summary>What came of a test.</summary>
/// <param name="Success">Whether a picture came.</param>
/// <param name="Message">For people.</param>
/// <param name="Width">The camera's picture width in pixels, when it is known.</param>
/// <param name="Height">Its height.</param>
public sealed record CameraTest(bool Success, string Message, int? Width, int? Height);
