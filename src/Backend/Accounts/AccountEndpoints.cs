using System.Security.Claims;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ArgusAI.Backend.Accounts;

/// <summary>The body of a sign-in.</summary>
public sealed record SignIn(string? Username, string? Password);

/// <summary>Someone signed in, as others may see them.</summary>
public sealed record User(Guid Id, string Username, string Role);

/// <summary>The answer of a sign-in.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer</c>; browsers get the same as a cookie.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="User">Who signed in.</param>
public sealed record SignedIn(string AccessToken, string TokenType, int ExpiresIn, User User);

/// <summary>Sign-in and sign-out.</summary>
internal static class AccountEndpoints
{
    // Hashed for a name nobody has, so that the time of an answer does not tell which names exist.
    private static readonly Account Nobody = new() { Username = "", Role = "", PasswordHash = new PasswordHasher<Account>().HashPassword(null!, Guid.NewGuid().ToString()) };

    /// <summary>Adds them.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/auth").WithTags("Accounts");
        group.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Sign in")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/logout", (HttpContext http) =>
        {
            http.Response.Cookies.Delete(AccessTokens.Cookie, CookieFor(http));
            return TypedResults.NoContent();
        }).AllowAnonymous().WithSummary("Sign out: the cookie is removed");
        group.MapGet("/me", (ClaimsPrincipal user) => new User(Guid.Parse(user.FindFirstValue(JwtRegisteredClaimNames.Sub)!), user.Identity!.Name!, user.FindFirstValue("role")!))
            .RequireAuthorization().WithSummary("Who is signed in").ProducesProblem(StatusCodes.Status401Unauthorized);
    }

    private static async Task<Results<Ok<SignedIn>, ValidationProblem, ProblemHttpResult>> LoginAsync(
        SignIn body, HttpContext http, ArgusDatabase database, AccessTokens tokens, SignInLimiter limiter, CancellationToken cancel)
    {
        string name = body.Username?.Trim().ToLowerInvariant() ?? "", password = body.Password ?? "";
        if (name.Length is 0 or > 64 || password.Length is 0 or > 1024)
            return Problems.Invalid(new() { ["username"] = ["username and password are needed, at most 64 and 1024 characters."] });
        string key = $"{http.Connection.RemoteIpAddress} {name}";
        if (!limiter.MayTry(key))
        {
            http.Response.Headers.RetryAfter = "60";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many failed sign-ins. Try again in a minute.");
        }

        await using var context = database.CreateDbContext();
        var account = await context.Accounts.SingleOrDefaultAsync(a => a.Username == name, cancel);
        var hasher = new PasswordHasher<Account>();
        var verified = hasher.VerifyHashedPassword(account ?? Nobody, (account ?? Nobody).PasswordHash, password);
        if (account is null || verified == PasswordVerificationResult.Failed)
        {
            limiter.Failed(key);
            return Problems.Of(StatusCodes.Status401Unauthorized, "User name or password is wrong.");
        }

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = hasher.HashPassword(account, password);
            await context.SaveChangesAsync(cancel);
        }

        string token = tokens.Issue(account);
        var cookie = CookieFor(http);
        cookie.MaxAge = AccessTokens.Lifetime;
        http.Response.Cookies.Append(AccessTokens.Cookie, token, cookie);
        return TypedResults.Ok(new SignedIn(token, "bearer", (int)AccessTokens.Lifetime.TotalSeconds, new(account.Id, account.Username, account.Role)));
    }

    private static CookieOptions CookieFor(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        // Behind a proxy only its header knows; a caller who forges it harms only their own cookie.
        Secure = http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"].ToString().StartsWith("https", StringComparison.OrdinalIgnoreCase),
    };
}
