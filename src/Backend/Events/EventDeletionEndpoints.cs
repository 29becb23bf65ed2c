using System.Text.Json.Serialization;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArgusAI.Backend.Events;

/// <summary>The body of a bulk deletion: either of the two.</summary>
/// <param name="Ids">At most 1,000 events; those that are gone already do no harm.</param>
/// <param name="Filter">All events that it finds.</param>
/// <param name="Confirm">Must be true with a filter: an empty one finds every event.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EventDeletionBody(Guid[]? Ids, EventFilterQuery? Filter, bool Confirm = false);

/// <summary>The answer of a bulk deletion.</summary>
/// <param name="Deleted">How many events are gone, with their files.</param>
public sealed record EventsDeleted(int Deleted);

/// <summary>Deleting events.</summary>
internal static class EventDeletionEndpoints
{
    private const int MostIds = 1000;

    /// <summary>Adds them.</summary>
    public static void MapEventDeletion(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/events").WithTags("Events").RequireAuthorization(Policies.Operator);
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Delete an event and its files");
        group.MapPost("/delete", DeleteManyAsync).WithSummary("Delete many events and their files");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, EventDeletion deletion, CancellationToken cancel) =>
        (await deletion.DeleteAsync([id], cancel)).Deleted > 0 ? TypedResults.NoContent() : Problems.NotFound("event");

    private static async Task<Results<Ok<EventsDeleted>, ValidationProblem>> DeleteManyAsync(EventDeletionBody body, EventDeletion deletion, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        if (body.Ids is null == body.Filter is null) errors["ids"] = ["give either ids or filter."];
        if (body.Ids is { Length: > MostIds }) errors["ids"] = [$"at most {MostIds} are taken."];
        if (body.Filter is not null && !body.Confirm) errors["confirm"] = ["must be true with a filter: everything it finds is deleted."];
        var filter = body.Filter?.Read(errors);
        if (errors.Count > 0) return Problems.Invalid(errors);
        var removed = filter is null ? await deletion.DeleteAsync(body.Ids!, cancel) : await deletion.DeleteAsync(filter, cancel);
        return TypedResults.Ok(new EventsDeleted(removed.Deleted));
    }
}
