using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Events;

/// <summary>An event as the API and <c>EVENT_CREATED</c> show it. Its URLs are for signed-in users.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CameraId">Whose it is.</param>
/// <param name="CameraName">The camera's name now.</param>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="Description">What an AI provider says; null without one.</param>
/// <param name="DescribedBy">Which provider says it; null without one.</param>
/// <param name="Objects">What the provider sees in it.</param>
/// <param name="ThumbnailUrl">A 320×180 JPEG.</param>
/// <param name="FrameCount">How many frames are kept.</param>
/// <param name="FrameUrls">They, in the order of time; JPEG.</param>
/// <param name="ClipUrl">An MP4; null without one.</param>
/// <param name="ClipSeconds">Its length; null without one.</param>
/// <param name="BoundingBox">The largest moving region, as fractions of the camera's picture.</param>
public sealed record EventView(
    Guid Id, Guid CameraId, string CameraName, DateTime Timestamp, double Confidence, string? Description, string? DescribedBy, IReadOnlyList<string> Objects,
    string ThumbnailUrl, int FrameCount, IReadOnlyList<string> FrameUrls, string? ClipUrl, double? ClipSeconds, BoundingBox BoundingBox)
{
    /// <summary>Shows a stored event.</summary>
    public static EventView Of(MotionEvent e, string cameraName)
    {
        string url = $"/api/v1/events/{e.Id}";
        var frames = new string[e.FrameCount];
        for (int i = 0; i < frames.Length; i++) frames[i] = $"{url}/frames/{i + 1}";
        return new(e.Id, e.CameraId, cameraName, e.Timestamp, e.Confidence, e.Description, e.DescribedBy,
            e.Objects.Length == 0 ? [] : e.Objects.Split(',', StringSplitOptions.RemoveEmptyEntries), url + "/thumbnail", e.FrameCount, frames,
            e.ClipSeconds is null ? null : url + "/clip", e.ClipSeconds, new(e.BoxX, e.BoxY, e.BoxWidth, e.BoxHeight));
    }
}

/// <summary>A page of events, newest first.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">Give it as <c>cursor</c> for the next page; null on the last.</param>
/// <param name="TotalCount">How many match in all.</param>
public sealed record EventPage(IReadOnlyList<EventView> Items, string? NextCursor, int TotalCount);
