using System.Globalization;
using System.Text.RegularExpressions;

namespace ArgusAI.Backend.Motion;

/// <summary>What zones, schedules and time zones may be. Each rule says what is wrong, or null.</summary>
internal static partial class MotionRules
{
    private const int MostZones = 16, MostWindows = 28;

    // A hundredth of the width by a hundredth of the height: less is smaller than what is seen of a person.
    private const double LeastArea = 0.0001;

    /// <summary>Checks zones.</summary>
    public static string? Zones(IReadOnlyList<MotionZone> zones)
    {
        if (zones.Count > MostZones) return $"may have {MostZones} zones.";
        foreach (var zone in zones)
        {
            if (zone?.Points is not { Count: >= 3 and <= 32 } points) return "needs 3 to 32 points in each zone.";
            if (points.Any(p => p is not { Count: 2 } || !p.All(c => c is >= 0 and <= 1))) return "needs points [x, y] with both from 0 to 1.";
            if (zone.Name is { Length: > 100 }) return "may have 100 characters in a zone's name.";
            if (Area(points) < LeastArea) return "has a zone that encloses no area, or crosses itself.";
        }

        return null;
    }

    /// <summary>Checks a schedule.</summary>
    public static string? Schedule(MotionSchedule schedule)
    {
        if (schedule.Windows is not { Count: <= MostWindows } windows) return $"needs \"windows\", at most {MostWindows} of them; none means always.";
        foreach (var window in windows)
        {
            if (window?.Days is not { Count: >= 1 and <= 7 } days || days.Any(d => !ScheduleClock.Days.Contains(d)))
                return "needs \"days\" in each window, 1 to 7 of mon, tue, wed, thu, fri, sat, sun.";
            if (!IsTime(window.From) || !IsTime(window.To)) return "needs \"from\" and \"to\" in each window, as HH:mm.";
        }

        return null;
    }

    /// <summary>Checks a time zone; empty means that of <c>TZ</c>.</summary>
    public static string? TimeZone(string name) =>
        // Its name becomes a path below /usr/share/zoneinfo, so its form is looked at first.
        name.Length == 0 || (name.Length <= 64 && ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))
            ? null : "is not a known time zone: expected an IANA name, as Europe/Vienna.";

    private static bool IsTime(string? text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // The shoelace formula.
    private static double Area(IReadOnlyList<IReadOnlyList<double>> points)
    {
        double sum = 0;
        for (int i = 0; i < points.Count; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Count]);
            sum += a[0] * b[1] - b[0] * a[1];
        }

        return Math.Abs(sum) / 2;
    }

    [GeneratedRegex("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$")]
    private static partial Regex ZoneName();
}
