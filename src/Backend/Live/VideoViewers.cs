using System.Threading.Channels;
using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Live;

/// <summary>The viewers of one camera: a frame is encoded once for all of them, and only while there are any.</summary>
internal sealed class VideoViewers
{
    private readonly Lock _lock = new();
    private Channel<byte[]>[] _viewers = [];

    /// <summary>Adds a viewer. Someone who reads too slowly misses frames, nobody waits.</summary>
    public Channel<byte[]> Join()
    {
        var viewer = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock) _viewers = [.. _viewers, viewer];
        return viewer;
    }

    /// <summary>Removes a viewer.</summary>
    public void Leave(Channel<byte[]> viewer)
    {
        lock (_lock) _viewers = [.. _viewers.Where(v => v != viewer)];
    }

    /// <summary>Shows a frame.</summary>
    public void Show(Picture picture)
    {
        var viewers = _viewers;
        if (viewers.Length == 0) return;
        byte[] jpeg = picture.ToJpeg(Picture.Width, Picture.Height, 75);
        foreach (var viewer in viewers) viewer.Writer.TryWrite(jpeg);
    }

    /// <summary>Tells all viewers that no more comes.</summary>
    public void End()
    {
        foreach (var viewer in _viewers) viewer.Writer.TryComplete();
    }
}
