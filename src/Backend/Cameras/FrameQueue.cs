using System.Threading.Channels;
using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Cameras;

/// <summary>Frames on their way from reading to analysis. When analysis falls behind the oldest is given up: reading never waits, and what is looked at is never old.</summary>
internal sealed class FrameQueue
{
    /// <summary>Frames that may wait.</summary>
    public const int Length = 3;

    private readonly Channel<Picture> _waiting;

    /// <summary>An empty one.</summary>
    /// <param name="dropped">Takes each frame that is given up.</param>
    public FrameQueue(Action<Picture> dropped) =>
        _waiting = Channel.CreateBounded(new BoundedChannelOptions(Length) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, dropped);

    /// <summary>The frames.</summary>
    public ChannelReader<Picture> Reader => _waiting.Reader;

    /// <summary>Adds one.</summary>
    public void Add(Picture picture) => _waiting.Writer.TryWrite(picture);

    /// <summary>No more will come.</summary>
    public void Complete() => _waiting.Writer.TryComplete();
}
