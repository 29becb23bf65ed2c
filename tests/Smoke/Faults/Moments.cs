using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>Random moments at which an event is likely to be half stored.</summary>
internal sealed class Moments(Listener listener)
{
    // An event is watched for 2.6 s; then its pictures are made and written, its row is stored, and it is announced.
    private const int Watched = 2500, Storing = 600;

    private readonly Random _random = new(Environment.TickCount);

    /// <summary>Waits for the next one.</summary>
    /// <returns>What it was, for messages.</returns>
    public async Task<string> Next()
    {
        var now = DateTimeOffset.UtcNow;
        var motion = await listener.Until(Listener.MotionDetected, m => m.Timestamp > now, "motion");
        int after = Watched + _random.Next(Storing);
        var rest = motion.Timestamp.AddMilliseconds(after) - DateTimeOffset.UtcNow;
        if (rest > TimeSpan.Zero) await Task.Delay(rest, TestContext.Current.CancellationToken);
        return $"{after} ms after motion was announced";
    }
}
