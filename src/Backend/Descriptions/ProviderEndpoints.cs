using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArgusAI.Backend.Descriptions;

/// <summary>A provider with a key. The key is never shown.</summary>
public sealed record Provider(string Name, string? BaseUrl);

/// <summary>All providers with a key, in the order they are asked.</summary>
public sealed record ProviderList(IReadOnlyList<Provider> Items, int TotalCount);

/// <summary>Which AI providers are set up, and whether they answer. Without any, events simply have no description.</summary>
internal static class ProviderEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/system/ai-providers").WithTags("Descriptions").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("", (BackendSettings settings) => new ProviderList([.. settings.Providers.Select(p => new Provider(p.Name, p.BaseUrl?.AbsoluteUri))], settings.Providers.Count))
            .WithSummary("The AI providers that have a key");
        group.MapPost("/{name}/test", TestAsync).WithSummary("Ask a provider whether it takes the key").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ProviderTest>, ProblemHttpResult>> TestAsync(string name, BackendSettings settings, ProviderProbe probe, CancellationToken cancel) =>
        settings.Providers.SingleOrDefault(p => p.Name == name) is { } provider
            ? TypedResults.Ok(await probe.AskAsync(provider, cancel))
            : Problems.NotFound("provider with a key");
}
