namespace ArgusAI.Backend.SystemState;

/// <summary>When it is 03:00 next.</summary>
internal static class NightlyTime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(3);

    /// <summary>The first 03:00 of a time zone after a moment. On a day whose 03:00 is skipped it is the moment of the skip, on one that has two it is the first.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        for (int day = -1; ; day++)
        {
            var local = today.AddDays(day) + Hour;
            // The offset before the skip names the moment at which the clock is put forward, and later.
            var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3)) : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
            var due = new DateTimeOffset(local, offset);
            if (due > now) return due;
        }
    }
}
