using System.Threading.Channels;

namespace ArgusAI.Backend.Live;

/// <summary>The viewers of one video.</summary>
internal sealed class VideoViewers
{
    private readonly Lock _lock = new();
    private Channel<byte[]>[] _viewers = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => _viewers.Length > 0;

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

    /// <summary>Shows a JPEG.</summary>
    public void Show(byte[] jpeg)
    {
        foreach (var viewer in _viewers) viewer.Writer.TryWrite(jpeg);
    }

    /// <summary>Tells all viewers that no more comes.</summary>
    public void End()
    {
        foreach (var viewer in _viewers) viewer.Writer.TryComplete();
    }
}
