namespace ArgusAI.Backend.Storage;

/// <summary>Times that are stored.</summary>
public static class UtcTime
{
    /// <summary>Now, to the millisecond: both databases give exactly that back, while they cut anything finer differently.</summary>
    public static DateTime Now
    {
        get
        {
            var now = DateTime.UtcNow;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }
}
