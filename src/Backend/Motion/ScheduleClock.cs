using System.Globalization;

namespace ArgusAI.Backend.Motion;

/// <summary>
/// Says whether a schedule is open. Asked with a moment, it looks at what a clock on the camera's wall shows then: an hour
/// that a change of clocks repeats is open both times, one that it skips never comes.
/// </summary>
public sealed class ScheduleClock
{
    /// <summary>The days' names, Sunday first as <see cref="DayOfWeek"/> counts.</summary>
    internal static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly (int Days, TimeSpan From, TimeSpan To)[] _windows;
    private readonly TimeZoneInfo _zone;

    /// <summary>For a checked schedule.</summary>
    /// <param name="schedule">Without a window, motion always counts.</param>
    /// <param name="zone">The camera's time zone.</param>
    public ScheduleClock(MotionSchedule schedule, TimeZoneInfo zone)
    {
        _zone = zone;
        _windows = [.. schedule.Windows.Select(w => (w.Days.Aggregate(0, (days, day) => days | 1 << Array.IndexOf(Days, day)), Time(w.From), Time(w.To)))];
    }

    /// <summary>Whether motion counts.</summary>
    /// <param name="utc">The moment.</param>
    public bool IsOpen(DateTime utc)
    {
        if (_windows.Length == 0) return true;
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, _zone);
        int today = 1 << (int)local.DayOfWeek, yesterday = 1 << ((int)local.DayOfWeek + 6) % 7;
        var time = local.TimeOfDay;
        foreach (var (days, from, to) in _windows)
        {
            bool isOpen = from < to
                ? (days & today) != 0 && time >= from && time < to
                : ((days & today) != 0 && time >= from) || ((days & yesterday) != 0 && time < to);
            if (isOpen) return true;
        }

        return false;
    }

    private static TimeSpan Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan();
}
