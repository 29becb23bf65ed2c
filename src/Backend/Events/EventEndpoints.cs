using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Events;

/// <summary>Events: listed and shown here; their files, their deletion and their export beside it.</summary>
internal static class EventEndpoints
{
    private const int DefaultLimit = 50, MostLimit = 200;

    /// <summary>Adds them.</summary>
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/events").WithTags("Events").RequireAuthorization();
        group.MapGet("", ListAsync).WithSummary("Events, newest first, a page at a time");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One event");
        EventExport.Map(routes);
        routes.MapEventFiles();
        routes.MapEventDeletion();
    }

    private static async Task<Results<Ok<EventPage>, ValidationProblem>> ListAsync(
        [AsParameters] EventFilterQuery query, ArgusDatabase database, EventCounts counts, CancellationToken cancel, int limit = DefaultLimit, string? cursor = null)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = query.Read(errors);
        if (limit is < 1 or > MostLimit) errors["limit"] = [$"must be from 1 to {MostLimit}."];
        EventCursor? after = cursor is null ? null : EventCursor.Read(cursor);
        if (cursor is not null && after is null) errors["cursor"] = ["is not one that this API gave."];
        if (errors.Count > 0) return Problems.Invalid(errors);

        await using var context = database.CreateDbContext();
        var matching = await filter.OfAsync(context, cancel);
        int total = await counts.OfAsync(filter, matching, cancel);
        // One more than asked for tells whether another page follows.
        var found = await (after?.Following(matching) ?? matching).OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Id).Take(limit + 1)
            .Select(e => new { Event = e, CameraName = e.Camera!.Name }).ToListAsync(cancel);
        var items = new List<EventView>(limit);
        foreach (var f in found.Take(limit)) items.Add(EventView.Of(f.Event, f.CameraName));
        return TypedResults.Ok(new EventPage(items, found.Count > limit ? new EventCursor(items[^1].Timestamp, items[^1].Id).ToString() : null, total));
    }

    private static async Task<Results<Ok<EventView>, ProblemHttpResult>> GetAsync(Guid id, ArgusDatabase database, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.Events.AsNoTracking().Include(e => e.Camera).SingleOrDefaultAsync(e => e.Id == id, cancel) is { } found
            ? TypedResults.Ok(EventView.Of(found, found.Camera!.Name))
            : Problems.NotFound("event");
    }
}
