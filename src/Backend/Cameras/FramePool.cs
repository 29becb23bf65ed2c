using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Cameras;

/// <summary>One camera's frames in memory: made when they are first needed, then used again and again.</summary>
/// <param name="most">How many there may be; whoever rents holds a bounded number, so that more would be a leak.</param>
internal sealed class FramePool(int most) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Picture> _all = new(most);
    private readonly Stack<Picture> _free = new(most);

    /// <summary>How many frames it has made.</summary>
    public int Count => _all.Count;

    /// <summary>A frame to be filled.</summary>
    /// <exception cref="InvalidOperationException">All are in use.</exception>
    public Picture Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out var picture)) return picture;
            if (_all.Count == most) throw new InvalidOperationException($"all {most} frames of the camera are in use");
            _all.Add(new());
            return _all[^1];
        }
    }

    /// <summary>A frame that nobody looks at any more.</summary>
    public void Return(Picture picture)
    {
        lock (_lock) _free.Push(picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _all.ForEach(p => p.Dispose());
    }
}
