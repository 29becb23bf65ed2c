using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Events;

/// <summary>An event as the API and <c>EVENT_CREATED</c> show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CameraId">Whose it is.</param>
/// <param name="CameraName">The camera's name now.</param>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Description">What an AI provider says; null without one.</param>
/// <param name="ThumbnailUrl">A 320×180 JPEG, for signed-in users.</param>
/// <param name="BoundingBox">The largest moving region, as fractions of the camera's picture.</param>
public sealed record EventView(Guid Id, Guid CameraId, string CameraName, DateTime Timestamp, double Confidence, string? Description, string ThumbnailUrl, BoundingBox BoundingBox)
{
    /// <summary>Shows a stored event.</summary>
    public static EventView Of(MotionEvent e, string cameraName) => new(e.Id, e.CameraId, cameraName, e.Timestamp, e.Confidence, e.Description,
        $"/api/v1/events/{e.Id}/thumbnail", new(e.BoxX, e.BoxY, e.BoxWidth, e.BoxHeight));
}

/// <summary>A page of events, newest first.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> for the next page; null on the last.</param>
/// <param name="TotalCount">How many match in all.</param>
public sealed record EventPage(IReadOnlyList<EventView> Items, string? NextCursor, int TotalCount);
