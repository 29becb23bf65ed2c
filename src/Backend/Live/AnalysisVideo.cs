using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Live;

/// <summary>The video in low quality, of the frames that analysis sees.</summary>
internal sealed class AnalysisVideo(VideoLimits limits) : ILiveVideo
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) / VideoQuality.Low.FrameRate;

    private readonly VideoViewers _viewers = new();
    private DateTime _due;

    /// <inheritdoc/>
    public VideoQuality Quality => VideoQuality.Low;

    /// <inheritdoc/>
    public Viewing? Join()
    {
        if (!limits.Viewers.Wait(0)) return null;
        var viewer = _viewers.Join();
        return new(viewer, () =>
        {
            _viewers.Leave(viewer);
            limits.Viewers.Release();
        });
    }

    /// <summary>Shows a frame, unless the last one was just now.</summary>
    public void Show(Picture picture)
    {
        // A frame that comes a little early is the next one all the same.
        if (!_viewers.Any || picture.TakenAt + (Interval / 4) < _due) return;
        _due = (_due + Interval) is var next && next > picture.TakenAt ? next : picture.TakenAt + Interval;
        _viewers.Show(picture.ToJpeg(Picture.Width, Picture.Height, 75));
    }

    /// <summary>Tells all viewers that no more comes.</summary>
    public void End() => _viewers.End();
}
