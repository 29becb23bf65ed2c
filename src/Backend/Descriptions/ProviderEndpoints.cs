using System.Text.RegularExpressions;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Descriptions.Providers;
using ArgusAI.Backend.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArgusAI.Backend.Descriptions;

/// <summary>A provider as the API shows it. The key is never shown.</summary>
/// <param name="Name"><c>openai</c>, <c>xai</c>, <c>anthropic</c> or <c>google_ai</c>.</param>
/// <param name="HasKey">Whether it can be asked.</param>
/// <param name="KeySource"><c>environment</c>, <c>stored</c> or <c>none</c>; the environment wins.</param>
/// <param name="HasStoredKey">Whether a key is stored, even when the environment's is used or the stored one cannot be decrypted.</param>
/// <param name="Model">The model that is asked.</param>
/// <param name="BaseUrl">Its server, when the environment names another than the provider's own.</param>
/// <param name="Order">Its turn, from 1.</param>
public sealed record ProviderView(string Name, bool HasKey, string KeySource, bool HasStoredKey, string Model, string? BaseUrl, int Order);

/// <summary>Providers in the order they are asked.</summary>
public sealed record ProviderList(IReadOnlyList<ProviderView> Items, int TotalCount);

/// <summary>What to change about a provider; what is absent stays.</summary>
/// <param name="Key">Its key, stored encrypted; empty removes the stored one.</param>
/// <param name="Model">The model to ask; empty means the default.</param>
public sealed record ProviderChange(string? Key = null, string? Model = null);

/// <summary>Which AI providers are set up, and whether they answer. Without any, events simply have no description.</summary>
internal static partial class ProviderEndpoints
{
    private const int LongestKey = 500, LongestModel = ProviderDirectory.LongestModel;

    /// <summary>Adds them.</summary>
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/ai").WithTags("Descriptions").RequireAuthorization();
        group.MapGet("/providers", async (ProviderDirectory providers, CancellationToken cancel) => await ListAsync(providers, cancel)).WithSummary("All AI providers, in the order they are asked");
        group.MapPut("/providers/{name}", ChangeAsync).RequireAuthorization(Policies.Admin).WithSummary("Set or remove a provider's key, and its model");
        group.MapPut("/order", OrderAsync).RequireAuthorization(Policies.Admin).WithSummary("Set the order in which providers are asked: a list of names; the others come after these");
        group.MapPost("/providers/{name}/test", TestAsync).RequireAuthorization(Policies.Admin).WithSummary("Ask a provider whether it takes the key");
    }

    private static async Task<ProviderList> ListAsync(ProviderDirectory providers, CancellationToken cancel)
    {
        var all = await providers.AllAsync(cancel);
        return new([.. all.Select((p, i) => View(p, i + 1))], all.Count);
    }

    private static async Task<Results<Ok<ProviderView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(string name, ProviderChange change, ProviderDirectory providers, CancellationToken cancel)
    {
        if (KnownProviders.Find(name) is null) return Problems.NotFound("provider");
        string? key = change.Key?.Trim(), model = change.Model?.Trim();
        var errors = new Dictionary<string, string[]>();
        if (key is null && model is null) errors["key"] = ["or model must be given."];
        if (key?.Length > LongestKey || !(key is null or "" || KeyText().IsMatch(key))) errors["key"] = [$"must be at most {LongestKey} printable ASCII characters without a space; empty removes it."];
        if (model?.Length > LongestModel || !(model is null or "" || ModelText().IsMatch(model))) errors["model"] = [$"must be at most {LongestModel} letters, digits and . _ : / @ -, and start with a letter or digit; empty means the default."];
        if (errors.Count > 0) return Problems.Invalid(errors);

        if (key is not null) await providers.SetKeyAsync(name, key, cancel);
        if (model is not null) await providers.SetModelAsync(name, model, cancel);
        return TypedResults.Ok((await ListAsync(providers, cancel)).Items.Single(p => p.Name == name));
    }

    private static async Task<Results<Ok<ProviderList>, ValidationProblem>> OrderAsync(string[] names, ProviderDirectory providers, CancellationToken cancel)
    {
        if (names.Any(n => n is null || KnownProviders.Find(n) is null) || names.Distinct().Count() != names.Length)
            return Problems.Invalid(new() { ["order"] = [$"must be a list of {string.Join(", ", KnownProviders.All.Select(p => p.Name))}, each at most once."] });
        await providers.SetOrderAsync(names, cancel);
        return TypedResults.Ok(await ListAsync(providers, cancel));
    }

    private static async Task<Results<Ok<ProviderTest>, ProblemHttpResult>> TestAsync(string name, ProviderDirectory providers, ProviderProbe probe, CancellationToken cancel) =>
        (await providers.AllAsync(cancel)).SingleOrDefault(p => p.Name == name && p.Key is not null) is { } provider
            ? TypedResults.Ok(await probe.AskAsync(provider, cancel))
            : Problems.NotFound("provider with a key");

    private static ProviderView View(ProviderState p, int order) =>
        new(p.Name, p.Key is not null, p.Source.ToString().ToLowerInvariant(), p.IsStored, p.Model, p.BaseUrl?.AbsoluteUri, order);

    [GeneratedRegex(@"^[!-~]+\z")]
    private static partial Regex KeyText();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/@-]*\z")]
    private static partial Regex ModelText();
}
