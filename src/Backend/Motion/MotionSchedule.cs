namespace ArgusAI.Backend.Motion;

/// <summary>When motion counts.</summary>
/// <param name="Windows">Motion counts while any of them is open.</param>
public sealed record MotionSchedule(IReadOnlyList<ScheduleWindow> Windows);

/// <summary>A time of day on some days of the week, in the camera's time zone.</summary>
/// <param name="Days"><c>mon</c>, <c>tue</c> … <c>sun</c>: the days on which it opens.</param>
/// <param name="From">When it opens, <c>HH:mm</c>.</param>
/// <param name="To">When it closes, <c>HH:mm</c>; not later than <paramref name="From"/> means on the next day.</param>
public sealed record ScheduleWindow(IReadOnlyList<string> Days, string From, string To);
