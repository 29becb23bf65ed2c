using System.Security.Claims;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>One of the caller's sessions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it signed in, UTC.</param>
/// <param name="RefreshedAt">When it was last refreshed, UTC.</param>
/// <param name="ExpiresAt">When it ends unless it is refreshed before, UTC.</param>
/// <param name="UserAgent">What the device says it is.</param>
/// <param name="ClientIp">Where it was last refreshed from.</param>
/// <param name="Current">Whether it is the one that asks.</param>
public sealed record SessionView(Guid Id, DateTime CreatedAt, DateTime RefreshedAt, DateTime ExpiresAt, string? UserAgent, string? ClientIp, bool Current);

/// <summary>The caller's sessions, the last used first.</summary>
public sealed record SessionList(IReadOnlyList<SessionView> Items, int TotalCount);

/// <summary>The body of a password change.</summary>
/// <param name="OldPassword">The present one.</param>
/// <param name="NewPassword">12–1024 characters.</param>
public sealed record PasswordChange(string? OldPassword, string? NewPassword);

/// <summary>One's own sessions and password.</summary>
internal static class SessionEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapSessions(this IEndpointRouteBuilder auth)
    {
        var group = auth.MapGroup("").RequireAuthorization();
        group.MapGet("/sessions", ListAsync).WithSummary("Where you are signed in");
        group.MapDelete("/sessions/{id:guid}", EndAsync).WithSummary("End a session: your own, or anybody's as an administrator");
        group.MapPost("/password", ChangePasswordAsync).WithSummary("Change your password; all your other sessions end").ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<Ok<SessionList>> ListAsync(ClaimsPrincipal user, ArgusDatabase database, CancellationToken cancel)
    {
        Guid account = user.AccountId(), current = user.SessionId()!.Value;
        var now = UtcTime.Now;
        await using var context = database.CreateDbContext();
        var found = await context.Sessions.AsNoTracking().Where(s => s.AccountId == account && s.RevokedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.RefreshedAt).ThenByDescending(s => s.Id).ToListAsync(cancel);
        return TypedResults.Ok(new SessionList([.. found.Select(s => new SessionView(s.Id, s.CreatedAt, s.RefreshedAt, s.ExpiresAt, s.UserAgent, s.ClientIp, s.Id == current))], found.Count));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid id, HttpContext http, SessionStore sessions, CancellationToken cancel)
    {
        if (!await sessions.EndAsync(id, http.User.IsInRole(Roles.Admin) ? null : http.User.AccountId(), cancel)) return Problems.NotFound("session");
        if (id == http.User.SessionId()) SessionCookies.Remove(http);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ChangePasswordAsync(
        PasswordChange body, HttpContext http, ArgusDatabase database, AccountStore accounts, SignInLimiter limiter, CancellationToken cancel)
    {
        if (body.OldPassword?.Length is not (> 0 and <= Passwords.Longest)) return Wrong("old_password", $"is needed, at most {Passwords.Longest} characters.");
        if (Passwords.Check(body.NewPassword) is { } problem) return Wrong("new_password", problem);
        string? address = ClientAddress.Of(http);
        string name = http.User.Identity!.Name!;
        if (!limiter.TryBegin(address, name)) return AccountEndpoints.TooMany(http);
        await using var context = database.CreateDbContext();
        var id = http.User.AccountId();
        var account = await context.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Enabled, cancel);
        if (!await Passwords.VerifyAsync(context, account, body.OldPassword, cancel)
            || !await accounts.ChangePasswordAsync(account!, body.NewPassword!, http.User.SessionId(), cancel)) return Wrong("old_password", "is wrong.");
        limiter.Succeeded(address, name);
        return TypedResults.NoContent();
    }

    private static ValidationProblem Wrong(string field, string rule) => Problems.Invalid(new() { [field] = [rule] });
}
