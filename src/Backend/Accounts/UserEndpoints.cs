using System.Security.Claims;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>Who may sign in, and as what.</summary>
internal static class UserEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/users").WithTags("Accounts").RequireAuthorization(Policies.Admin);
        group.MapGet("", ListAsync).WithSummary("All accounts");
        group.MapPost("", AddAsync).WithSummary("Add an account").ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change an account's role, password, or whether it may sign in").ProducesProblem(StatusCodes.Status409Conflict);
        group.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Remove an account with its sessions").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<UserList>> ListAsync(ArgusDatabase database, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var all = await context.Accounts.AsNoTracking().OrderBy(a => a.Username).ToListAsync(cancel);
        return TypedResults.Ok(new UserList([.. all.Select(UserView.Of)], all.Count));
    }

    private static async Task<Results<Created<UserView>, ValidationProblem, ProblemHttpResult>> AddAsync(NewUser body, AccountStore accounts, CancellationToken cancel)
    {
        if (body.Check() is { Count: > 0 } errors) return Problems.Invalid(errors);
        var account = new Account { Username = body.Name, PasswordHash = Passwords.Hash(body.Password!), Role = body.Role!, CreatedAt = UtcTime.Now };
        return await accounts.AddAsync(account, cancel) is AccountOutcome.Done
            ? TypedResults.Created($"/api/v1/users/{account.Id}", UserView.Of(account))
            : Problems.Of(StatusCodes.Status409Conflict, $"There is already an account named {body.Name}.");
    }

    private static async Task<Results<Ok<UserView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid id, UserChange body, ClaimsPrincipal user, AccountStore accounts, CancellationToken cancel)
    {
        if (body.Check() is { Count: > 0 } errors) return Problems.Invalid(errors);
        var (outcome, changed) = await accounts.ChangeAsync(id, body, user.SessionId(), cancel);
        return outcome is AccountOutcome.Done ? TypedResults.Ok(UserView.Of(changed!)) : Refusal(outcome);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, AccountStore accounts, CancellationToken cancel)
    {
        var outcome = await accounts.RemoveAsync(id, cancel);
        return outcome is AccountOutcome.Done ? TypedResults.NoContent() : Refusal(outcome);
    }

    private static ProblemHttpResult Refusal(AccountOutcome outcome) => outcome == AccountOutcome.NotFound
        ? Problems.NotFound("account")
        : Problems.Of(StatusCodes.Status409Conflict, "This is the last administrator who may sign in: make somebody else one first.");
}
