using System.Globalization;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Events;

/// <summary>Where a page ended: the last event's time and id. What comes later never shifts what follows it.</summary>
internal readonly record struct EventCursor(DateTime Timestamp, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static EventCursor? Read(string text)
    {
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && long.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(text.AsSpan(dash + 1), "N", out var id)
            ? new(new(ticks, DateTimeKind.Utc), id) : null;
    }

    /// <summary>As the API gives it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Timestamp.Ticks}-{Id:N}");

    /// <summary>What follows, of events that are listed newest first.</summary>
    public IQueryable<MotionEvent> Following(IQueryable<MotionEvent> events)
    {
        var (timestamp, id) = this;
        return events.Where(e => e.Timestamp <= timestamp && (e.Timestamp < timestamp || e.Id.CompareTo(id) < 0));
    }
}
