using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>Having an event described once more.</summary>
internal static class DescribeEndpoints
{
    /// <summary>Adds it.</summary>
    public static void MapDescribe(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/events/{id:guid}/describe", DescribeAsync).WithTags("Descriptions").RequireAuthorization(Policies.Operator)
            .WithSummary("Have an event described now, again if it is already; EVENT_UPDATED on /ws tells when")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Accepted, ProblemHttpResult>> DescribeAsync(Guid id, ArgusDatabase database, ProviderDirectory providers, Describer describer, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (!await context.Events.AnyAsync(e => e.Id == id, cancel)) return Problems.NotFound("event");
        if ((await providers.AllAsync(cancel)).All(p => p.Key is null))
            return Problems.Of(StatusCodes.Status409Conflict, "No AI provider has a key: set one in the environment, or with PUT /api/v1/ai/providers/{name}.");
        return describer.TryAsk(id) ? TypedResults.Accepted($"/api/v1/events/{id}")
            : Problems.Of(StatusCodes.Status429TooManyRequests, "Too many events wait for a description already; try again later.");
    }
}
