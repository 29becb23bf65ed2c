using ArgusAI.Backend.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Events;

/// <summary>Which events are meant; checked.</summary>
/// <param name="Cameras">Of one of these; empty: of any.</param>
/// <param name="From">At this time or later, UTC.</param>
/// <param name="To">Before this time, UTC.</param>
/// <param name="Seen">With this object in it, lower case.</param>
/// <param name="Text">With this text in the description or the camera's name.</param>
/// <param name="HasClip">With a clip, or without one.</param>
internal sealed record EventFilter(IReadOnlyList<Guid> Cameras, DateTime? From, DateTime? To, string? Seen, string? Text, bool? HasClip)
{
    // Of ICU, hence the same whatever locale the server was set up with.
    private const string AnyLanguage = "und-x-icu";

    /// <summary>The same for two that mean the same.</summary>
    public string Key => $"{string.Join(',', Cameras)}|{From?.Ticks}|{To?.Ticks}|{HasClip}|{Seen}|{Text}";

    /// <summary>The events, in no order yet. The context's connection stays open when a text is searched for.</summary>
    public async Task<IQueryable<MotionEvent>> OfAsync(ArgusContext context, CancellationToken cancel)
    {
        IQueryable<MotionEvent> events = context.Events.AsNoTracking();
        if (Cameras is [var only]) events = events.Where(e => e.CameraId == only);
        else if (Cameras.Count > 1) events = events.Where(e => Cameras.Contains(e.CameraId));
        if (From is { } from) events = events.Where(e => e.Timestamp >= from);
        if (To is { } to) events = events.Where(e => e.Timestamp < to);
        if (HasClip is { } hasClip) events = events.Where(e => e.ClipSeconds != null == hasClip);
        if (Seen is { } wanted) events = events.Where(e => e.Objects.Contains("," + wanted + ","));
        return Text is null ? events : await WithTextAsync(events, context, cancel);
    }

    private async Task<IQueryable<MotionEvent>> WithTextAsync(IQueryable<MotionEvent> events, ArgusContext context, CancellationToken cancel)
    {
        // There are few cameras and many events: names are compared here, once.
        var names = await context.Cameras.AsNoTracking().Select(c => new { c.Id, c.Name }).ToListAsync(cancel);
        var named = names.Where(c => c.Name.Contains(Text!, StringComparison.OrdinalIgnoreCase)).Select(c => c.Id).ToList();
        string text = Text!.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL's lower(): no culture of this process is involved.
        if (context.Database.IsNpgsql())
            return events.Where(e => named.Contains(e.CameraId) || EF.Functions.Collate(e.Description!, AnyLanguage).ToLower().Contains(text));
        await context.Database.OpenConnectionAsync(cancel);
        // SQLite's own knows A to Z only.
        ((SqliteConnection)context.Database.GetDbConnection()).CreateFunction("lower", static (string? s) => s?.ToLowerInvariant(), isDeterministic: true);
        return events.Where(e => named.Contains(e.CameraId) || e.Description!.ToLower().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
    }
}
