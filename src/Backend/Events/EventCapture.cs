using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Events;

/// <summary>
/// Collects the frames around a motion: those just before it, from a ring that always runs, and those of the seconds after
/// it. Then it chooses the best one and those that are kept, and hands the event over.
/// </summary>
/// <param name="camera">Whose frames they are.</param>
/// <param name="schedule">When motion counts.</param>
/// <param name="giveBack">Takes each frame that is done with.</param>
/// <param name="onMotion">Called at once when an event begins.</param>
/// <param name="onEvent">Called with what was seen when it ends.</param>
internal sealed class EventCapture(Camera camera, ScheduleClock schedule, Action<Picture> giveBack, Action<Motion.Motion> onMotion, Action<CapturedEvent> onEvent) : IDisposable
{
    /// <summary>How long an event is watched; with choosing and storing it is announced about 3 s after the motion.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(2.6);

    /// <summary>The most frames it holds at any time.</summary>
    public const int MostFrames = MostBefore + MostAfter;

    // At five frames a second, the default, 20 frames: the most that an event can keep. A faster camera's are thinned out.
    private const int MostBefore = 7, MostAfter = 18;
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(0.15), Before = TimeSpan.FromSeconds(1.5);

    private readonly record struct Candidate(Picture Picture, Motion.Motion? Motion, double Share, double Sharpness);

    private readonly List<Candidate> _frames = new(MostFrames);
    private readonly Sharpness _sharpness = new();
    private DateTime _begun, _quietUntil, _last;

    /// <summary>Whether an event is in progress.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Takes a frame over.</summary>
    /// <param name="picture">The frame.</param>
    /// <param name="motion">What moves in it; null when nothing does.</param>
    /// <param name="share">The share of its pixels that moves.</param>
    public void Take(Picture picture, Motion.Motion? motion, double share)
    {
        var now = picture.TakenAt;
        bool begins = !IsOpen && motion is not null && now >= _quietUntil && schedule.IsOpen(now);
        if (begins)
        {
            (IsOpen, _begun, _quietUntil) = (true, now, now.AddSeconds(camera.MotionCooldown));
            DropBefore(now - Before, MostBefore);
            onMotion(motion!.Value);
        }

        if (!begins && now - _last < Gap) giveBack(picture);
        else
        {
            _last = now;
            if (!IsOpen) DropBefore(now - Before, MostBefore - 1);
            _frames.Add(new(picture, motion, share, IsOpen ? _sharpness.Of(picture) : 0));
        }

        if (IsOpen && (now - _begun >= Length || _frames.Count == MostFrames)) Close();
    }

    /// <summary>Ends the event in progress with what was seen of it.</summary>
    public void Close()
    {
        if (!IsOpen) return;
        IsOpen = false;
        try
        {
            // Sharp and full of motion: either alone would take a still frame, or a smear.
            var best = _frames.Where(f => f.Motion is not null && f.Picture.TakenAt >= _begun).MaxBy(f => f.Sharpness * f.Motion!.Value.Confidence);
            int[] kept = FrameSelections.Choose(camera.FrameSelection, [.. _frames.Select(f => f.Share)], camera.EventFrames);
            onEvent(new(Guid.CreateVersion7(_begun), _begun, _frames.Max(f => f.Picture.TakenAt >= _begun && f.Motion is { } m ? m.Confidence : 0), best.Motion!.Value.Box,
                best.Picture.ToJpeg(Thumbnails.Width, Thumbnails.Height, 85), [.. kept.Select(i => _frames[i].Picture.ToJpeg(Picture.Width, Picture.Height, 85))]));
        }
        finally
        {
            foreach (var frame in _frames) giveBack(frame.Picture);
            _frames.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sharpness.Dispose();

    private void DropBefore(DateTime time, int most)
    {
        int gone = 0;
        while (gone < _frames.Count && (_frames.Count - gone > most || _frames[gone].Picture.TakenAt < time)) giveBack(_frames[gone++].Picture);
        _frames.RemoveRange(0, gone);
    }
}
