using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Events;

/// <summary>What waits to be stored, in the order of arrival: an event comes before its clip.</summary>
internal abstract record Pending;

/// <summary>Says that all before it is stored.</summary>
internal sealed record PendingMark(TaskCompletionSource Reached) : Pending;

/// <summary>A clip whose file is written.</summary>
internal sealed record PendingClip(Camera Camera, Guid Id, double Seconds) : Pending;

/// <summary>An event that waits to be stored.</summary>
internal sealed record PendingEvent(Camera Camera, CapturedEvent Seen) : Pending
{
    /// <summary>Its row.</summary>
    public MotionEvent Row() => new()
    {
        Id = Seen.Id, CameraId = Camera.Id, Timestamp = Seen.At, Confidence = Seen.Confidence, FrameCount = Seen.Frames.Count,
        BoxX = Seen.Box.X, BoxY = Seen.Box.Y, BoxWidth = Seen.Box.Width, BoxHeight = Seen.Box.Height,
    };
}
