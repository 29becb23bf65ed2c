using System.Collections.Concurrent;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>The system's clock, except that waits of 5 s and more are written down and over at once, and that it can be set forward.</summary>
internal sealed class WaitClock : TimeProvider
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5), Limit = TimeSpan.FromSeconds(40);

    private TimeSpan _ahead;

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public void Advance(TimeSpan time) => _ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Longer ones are limits that are not meant to be reached.
        if (dueTime < Long || dueTime > Limit) return base.CreateTimer(callback, state, dueTime, period);
        Waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
