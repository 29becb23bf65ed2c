using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>What a provider was asked on a day.</summary>
/// <param name="Day">A day of UTC; null in the sum of all.</param>
/// <param name="Provider">Whom; null in the sum of all.</param>
/// <param name="Calls">How often, repetitions after a failure not counted.</param>
/// <param name="FailedCalls">How many of these brought no description.</param>
/// <param name="InputTokens">Tokens that were sent, as the provider counts.</param>
/// <param name="OutputTokens">Tokens that came back.</param>
/// <param name="CostUsd">US dollars by the price list; a model that is not on it counts as free.</param>
public sealed record Usage(DateOnly? Day, string? Provider, int Calls, int FailedCalls, long InputTokens, long OutputTokens, decimal CostUsd);

/// <summary>What AI providers were asked and what it cost.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="PricesAsOf">When the price list was last compared with the providers' own.</param>
/// <param name="Total">The sum.</param>
/// <param name="Items">By day, then by provider.</param>
public sealed record UsageReport(DateOnly From, DateOnly To, DateOnly PricesAsOf, Usage Total, IReadOnlyList<Usage> Items);

/// <summary>Calls, tokens and cost.</summary>
internal static class UsageEndpoints
{
    private const int DefaultDays = 30, MostDays = 366;

    // What both databases and every clock of a home can hold.
    private static readonly DateOnly First = new(2000, 1, 1), Last = new(2999, 12, 31);

    /// <summary>Adds it.</summary>
    public static void MapUsage(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/ai/usage", GetAsync).WithTags("Descriptions").RequireAuthorization()
        .WithSummary("Calls, tokens and cost of AI providers by day (YYYY-MM-DD, UTC; the last 30 days when nothing is said)");

    private static async Task<Results<Ok<UsageReport>, ValidationProblem>> GetAsync(ArgusDatabase database, CancellationToken cancel, DateOnly? from = null, DateOnly? to = null)
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var end = to ?? (from > today ? from.Value : today);
        if (end < First || end > Last) return Problems.Invalid(new() { ["to"] = [$"must be from {First:O} to {Last:O}."] });
        var start = from ?? end.AddDays(1 - DefaultDays);
        if (start < First || start > end) return Problems.Invalid(new() { ["from"] = [$"must be from {First:O} to the last day that is asked for."] });
        if (end.DayNumber - start.DayNumber >= MostDays) return Problems.Invalid(new() { ["from"] = [$"at most {MostDays} days at a time."] });

        DateTime since = start.ToDateTime(default, DateTimeKind.Utc), before = end.AddDays(1).ToDateTime(default, DateTimeKind.Utc);
        await using var context = database.CreateDbContext();
        var found = await context.ProviderCalls.AsNoTracking().Where(c => c.Timestamp >= since && c.Timestamp < before)
            .GroupBy(c => new { c.Timestamp.Date, c.Provider })
            .Select(g => new
            {
                g.Key.Date, g.Key.Provider, Calls = g.Count(), Good = g.Count(c => c.Status == CallStatus.Success),
                Input = g.Sum(c => (long)c.InputTokens), Output = g.Sum(c => (long)c.OutputTokens), Cost = g.Sum(c => c.CostMicroUsd),
            }).ToListAsync(cancel);
        var items = found.Select(f => new Usage(DateOnly.FromDateTime(f.Date), f.Provider, f.Calls, f.Calls - f.Good, f.Input, f.Output, f.Cost / 1_000_000m))
            .OrderBy(u => u.Day).ThenBy(u => u.Provider, StringComparer.Ordinal).ToList();
        var total = new Usage(null, null, items.Sum(u => u.Calls), items.Sum(u => u.FailedCalls), items.Sum(u => u.InputTokens), items.Sum(u => u.OutputTokens), items.Sum(u => u.CostUsd));
        return TypedResults.Ok(new UsageReport(start, end, Prices.AsOf, total, items));
    }
}
