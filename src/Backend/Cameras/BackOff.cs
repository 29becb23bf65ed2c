namespace ArgusAI.Backend.Cameras;

/// <summary>How long to wait before a camera is tried again: 1, 2, 4 … 60 s, each up to a fifth shorter, so that cameras that fail together do not all come back together.</summary>
internal sealed class BackOff
{
    /// <summary>The first and the longest wait.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(60);

    private TimeSpan _next = Shortest;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait * (1 - Random.Shared.NextDouble() / 5);
    }

    /// <summary>Starts over.</summary>
    public void Reset() => _next = Shortest;
}
