using System.Text.Json.Nodes;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ArgusAI.Backend.SystemState;

/// <summary>Settings, retention and storage.</summary>
internal static class MaintenanceEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapMaintenance(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/system").WithTags("System").RequireAuthorization();
        group.MapGet("/settings", (SettingsStore store) => store.Current).WithSummary("The settings");
        group.MapGet("/storage", async (StorageUse use, CancellationToken cancel) => await use.ReportAsync().WaitAsync(cancel)).WithSummary("What is stored; measured at most every 30 s");
        var admin = group.MapGroup("").RequireAuthorization(Policies.Admin);
        admin.MapPut("/settings", ChangeAsync).WithSummary("Change the settings that are named, all or none; null gives one its default back").Accepts<ServiceSettings>("application/json");
        admin.MapPost("/retention/run", RetainAsync).WithSummary("Remove now what is not to be kept").ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapBackups();
        KeyRotation.Map(routes);
    }

    private static async Task<Results<Ok<ServiceSettings>, ValidationProblem>> ChangeAsync(JsonObject body, SettingsStore store, CancellationToken cancel)
    {
        if (HasDuplicate(body)) return Problems.Invalid(new() { ["body"] = ["names a setting twice."] });
        return await store.ChangeAsync(body, cancel) is { Count: > 0 } errors ? Problems.Invalid(errors) : TypedResults.Ok(store.Current);
    }

    private static async Task<Results<Ok<RetentionReport>, ProblemHttpResult>> RetainAsync(Retention retention, CancellationToken cancel) =>
        await retention.RunAsync(cancel) is { } report ? TypedResults.Ok(report) : Problems.Of(StatusCodes.Status409Conflict, "A run is under way; ask again when it has ended.");

    // JSON that is read lazily says so only when it is looked at.
    private static bool HasDuplicate(JsonObject body)
    {
        try
        {
            return body.Count < 0;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
