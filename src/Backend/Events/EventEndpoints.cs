using System.Globalization;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Events;

/// <summary>Reading and deleting events.</summary>
internal static class EventEndpoints
{
    private const int DefaultLimit = 50, MostLimit = 200;

    /// <summary>Adds them.</summary>
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/events").WithTags("Events").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("", ListAsync).WithSummary("Events, newest first, a page at a time");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One event").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete an event and its files").ProducesProblem(StatusCodes.Status404NotFound).RequireAuthorization(Policies.Operator).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("/{id:guid}/thumbnail", ThumbnailAsync).WithSummary("An event's picture, 320×180")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<EventPage>, ValidationProblem>> ListAsync(
        ArgusDatabase database, CancellationToken cancel,
        [FromQuery(Name = "camera_id")] Guid? cameraId = null, int limit = DefaultLimit, string? cursor = null)
    {
        if (limit is < 1 or > MostLimit) return Problems.Invalid(new() { ["limit"] = [$"must be from 1 to {MostLimit}."] });
        if (cursor is not null && ReadCursor(cursor) is null) return Problems.Invalid(new() { ["cursor"] = ["is not one that this API gave."] });

        await using var context = database.CreateDbContext();
        var matching = context.Events.AsNoTracking().Where(e => cameraId == null || e.CameraId == cameraId);
        int total = await matching.CountAsync(cancel);
        if (cursor is not null && ReadCursor(cursor) is { } after)
            matching = matching.Where(e => e.Timestamp < after.Timestamp || (e.Timestamp == after.Timestamp && e.Id.CompareTo(after.Id) < 0));
        // One more than asked for tells whether another page follows.
        var found = await matching.OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Id).Take(limit + 1)
            .Select(e => new { Event = e, CameraName = e.Camera!.Name }).ToListAsync(cancel);
        var items = found.Take(limit).Select(f => EventView.Of(f.Event, f.CameraName)).ToList();
        return TypedResults.Ok(new EventPage(items, found.Count > limit ? WriteCursor(items[^1]) : null, total));
    }

    private static async Task<Results<Ok<EventView>, ProblemHttpResult>> GetAsync(Guid id, ArgusDatabase database, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.Events.AsNoTracking().Include(e => e.Camera).SingleOrDefaultAsync(e => e.Id == id, cancel) is { } found
            ? TypedResults.Ok(EventView.Of(found, found.Camera!.Name))
            : Problems.NotFound("event");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ArgusDatabase database, Thumbnails thumbnails, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (await context.Events.SingleOrDefaultAsync(e => e.Id == id, cancel) is not { } found) return Problems.NotFound("event");
        context.Events.Remove(found);
        await context.SaveChangesAsync(cancel);
        thumbnails.Delete(found.Id, found.Timestamp);
        return TypedResults.NoContent();
    }

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> ThumbnailAsync(Guid id, ArgusDatabase database, Thumbnails thumbnails, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var timestamp = await context.Events.AsNoTracking().Where(e => e.Id == id).Select(e => (DateTime?)e.Timestamp).SingleOrDefaultAsync(cancel);
        return timestamp is { } time && thumbnails.PathOf(id, time) is var path && File.Exists(path)
            ? TypedResults.PhysicalFile(path, "image/jpeg", enableRangeProcessing: true)
            : Problems.NotFound("thumbnail");
    }

    private static string WriteCursor(EventView last) => string.Create(CultureInfo.InvariantCulture, $"{last.Timestamp.Ticks}-{last.Id:N}");

    private static (DateTime Timestamp, Guid Id)? ReadCursor(string cursor)
    {
        int dash = cursor.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && long.TryParse(cursor.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(cursor.AsSpan(dash + 1), "N", out var id)
            ? (new DateTime(ticks, DateTimeKind.Utc), id) : null;
    }
}
