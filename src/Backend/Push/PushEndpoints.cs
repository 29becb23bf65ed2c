using System.Security.Claims;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Push;

/// <summary>Web Push: who is told of events while no page is open.</summary>
internal static class PushEndpoints
{
    // Browsers make new subscriptions now and then, and never say which old one is dead.
    private const int MostPerAccount = 20;

    /// <summary>Adds them.</summary>
    public static void MapPush(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/push").WithTags("Push").RequireAuthorization().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/key", Results<Ok<PushKey>, ProblemHttpResult> (BackendSettings settings) => settings.Vapid is { } vapid ? TypedResults.Ok(new PushKey(vapid.PublicKey)) : Off())
            .WithSummary("The public key that a browser subscribes with; 404 when push is off");
        group.MapPost("/subscriptions", SubscribeAsync).WithSummary("Tell this browser of events; again with the same endpoint replaces its keys")
            .ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/subscriptions", UnsubscribeAsync).WithSummary("Tell this browser no more");
        group.MapPost("/test", TestAsync).WithSummary("Send a test message to your own subscriptions");
    }

    private static ProblemHttpResult Off() => Problems.Of(StatusCodes.Status404NotFound, "Push is off: set VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY.");

    private static async Task<Results<Created<SubscriptionView>, Ok<SubscriptionView>, ValidationProblem, ProblemHttpResult>> SubscribeAsync(
        Subscription body, ClaimsPrincipal user, ArgusDatabase database, BackendSettings settings, CancellationToken cancel)
    {
        if (settings.Vapid is null) return Off();
        if (body.Check(settings.Debug) is { Count: > 0 } errors) return Problems.Invalid(errors);
        var fresh = new PushSubscription { AccountId = user.AccountId(), Endpoint = body.Endpoint!, P256dh = body.Keys!.P256dh!.TrimEnd('='), Auth = body.Keys.Auth!.TrimEnd('='), CreatedAt = UtcTime.Now };
        await using var context = database.CreateDbContext();
        if (await ReplaceAsync(context, fresh, cancel) is { } known) return TypedResults.Ok(known);
        context.PushSubscriptions.Add(fresh);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another request was faster with the same endpoint, or the account is being deleted.
            return await ReplaceAsync(context, fresh, cancel) is { } other ? TypedResults.Ok(other) : Problems.Of(StatusCodes.Status409Conflict, "Something changed meanwhile. Try again.");
        }

        var tooMany = await context.PushSubscriptions.Where(s => s.AccountId == fresh.AccountId).OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id)
            .Skip(MostPerAccount).Select(s => s.Id).ToListAsync(cancel);
        if (tooMany.Count > 0) await context.PushSubscriptions.Where(s => tooMany.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        return TypedResults.Created((string?)null, SubscriptionView.Of(fresh));
    }

    // An endpoint is a browser: whoever signs in there now is the one to be told.
    private static async Task<SubscriptionView?> ReplaceAsync(ArgusContext context, PushSubscription fresh, CancellationToken cancel)
    {
        int known = await context.PushSubscriptions.Where(s => s.Endpoint == fresh.Endpoint).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.AccountId, fresh.AccountId).SetProperty(s => s.P256dh, fresh.P256dh).SetProperty(s => s.Auth, fresh.Auth), cancel);
        return known == 0 ? null : await context.PushSubscriptions.AsNoTracking().Where(s => s.Endpoint == fresh.Endpoint)
            .Select(s => new SubscriptionView(s.Id, s.Endpoint, s.CreatedAt)).SingleOrDefaultAsync(cancel);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnsubscribeAsync(string endpoint, ClaimsPrincipal user, ArgusDatabase database, CancellationToken cancel)
    {
        var account = user.AccountId();
        // PostgreSQL refuses a NUL, and no stored one holds it.
        if (endpoint.Contains('\0', StringComparison.Ordinal)) return Problems.NotFound("subscription");
        await using var context = database.CreateDbContext();
        return await context.PushSubscriptions.Where(s => s.Endpoint == endpoint && s.AccountId == account).ExecuteDeleteAsync(cancel) > 0
            ? TypedResults.NoContent() : Problems.NotFound("subscription");
    }

    private static async Task<Results<Ok<PushTest>, ProblemHttpResult>> TestAsync(
        ClaimsPrincipal user, ArgusDatabase database, BackendSettings settings, PushClient client, PushSender sender, CancellationToken cancel)
    {
        if (settings.Vapid is null) return Off();
        var account = user.AccountId();
        await using var context = database.CreateDbContext();
        var own = await context.PushSubscriptions.AsNoTracking().Where(s => s.AccountId == account).ToListAsync(cancel);
        if (own.Count == 0) return Problems.NotFound("subscription: subscribe this browser first");
        var notice = new PushNotice("TEST", null, null, null, UtcTime.Now, "/");
        var answers = await Task.WhenAll(own.Select(async s => (Subscription: s, (await client.SendAsync(s, notice, cancel)).Result)));
        foreach (var (gone, _) in answers.Where(a => a.Result == PushResult.Gone)) await sender.RemoveAsync(gone, cancel);
        int delivered = answers.Count(a => a.Result == PushResult.Delivered), removed = answers.Count(a => a.Result == PushResult.Gone);
        return TypedResults.Ok(new PushTest(delivered, removed, own.Count - delivered - removed));
    }
}
