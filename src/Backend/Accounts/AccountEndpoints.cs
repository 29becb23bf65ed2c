using System.Security.Claims;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>The body of a sign-in.</summary>
public sealed record SignIn(string? Username, string? Password);

/// <summary>The body of a refresh, or of a sign-out without an access token. Browsers send the cookie instead.</summary>
public sealed record RefreshBody(string? RefreshToken);

/// <summary>Someone signed in, as others may see them.</summary>
public sealed record User(Guid Id, string Username, string Role);

/// <summary>The answer of a sign-in, and of a refresh.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer</c>; browsers get the same as a cookie.</param>
/// <param name="TokenType">Always <c>bearer</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token expires.</param>
/// <param name="RefreshToken">Good once, for the next pair of tokens; browsers get the same as a cookie.</param>
/// <param name="User">Who signed in.</param>
public sealed record SignedIn(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, User User);

/// <summary>Sign-in, refresh and sign-out.</summary>
internal static class AccountEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/auth").WithTags("Accounts");
        group.MapPost("/login", LoginAsync).AllowAnonymous().WithSummary("Sign in").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost("/refresh", RefreshAsync).AllowAnonymous().WithSummary("Get new tokens for a refresh token, which is good once").ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapPost("/logout", LogoutAsync).AllowAnonymous().WithSummary("Sign out: the session ends and the cookies are removed");
        group.MapGet("/me", (ClaimsPrincipal user) => new User(user.AccountId(), user.Identity!.Name!, user.FindFirstValue("role")!))
            .RequireAuthorization().WithSummary("Who is signed in");
        group.MapSessions();
    }

    /// <summary>429, and how long to wait.</summary>
    internal static ProblemHttpResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = ((int)SignInLimiter.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many failed sign-ins. Try again in a minute.");
    }

    private static async Task<Results<Ok<SignedIn>, ValidationProblem, ProblemHttpResult>> LoginAsync(
        SignIn body, HttpContext http, ArgusDatabase database, SessionStore sessions, AccessTokens tokens, SignInLimiter limiter, CancellationToken cancel)
    {
        string name = body.Username?.Trim().ToLowerInvariant() ?? "", password = body.Password ?? "";
        if (name.Length is 0 or > 64 || password.Length is 0 or > Passwords.Longest || name.Contains('\0', StringComparison.Ordinal))
            return Problems.Invalid(new() { ["username"] = [$"username and password are needed, at most 64 and {Passwords.Longest} characters."] });
        var device = Device.Of(http);
        if (!limiter.TryBegin(device.ClientIp, name)) return TooMany(http);

        await using var context = database.CreateDbContext();
        var account = await context.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Username == name && a.Enabled, cancel);
        if (!await Passwords.VerifyAsync(context, account, password, cancel) || await sessions.StartAsync(account!, device, cancel) is not { } open)
            return Problems.Of(StatusCodes.Status401Unauthorized, "User name or password is wrong.");
        limiter.Succeeded(device.ClientIp, name);
        return Answer(http, tokens, open);
    }

    private static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> RefreshAsync(
        HttpContext http, SessionStore sessions, RefreshTokens refreshTokens, AccessTokens tokens, CancellationToken cancel, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RefreshBody? body = null)
    {
        if (refreshTokens.Read(Shown(http, body)) is { } shown && await sessions.RefreshAsync(shown, Device.Of(http), cancel) is { } open)
            return Answer(http, tokens, open);
        SessionCookies.Remove(http);
        return Problems.Of(StatusCodes.Status401Unauthorized, "The session is over. Sign in: POST /api/v1/auth/login.");
    }

    private static async Task<NoContent> LogoutAsync(
        HttpContext http, SessionStore sessions, RefreshTokens refreshTokens, CancellationToken cancel, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] RefreshBody? body = null)
    {
        // Whoever comes back after an hour has no good access token, and wants to be signed out all the same.
        if ((http.User.SessionId() ?? refreshTokens.Read(Shown(http, body))?.Session) is { } session) await sessions.EndAsync(session, null, cancel);
        SessionCookies.Remove(http);
        return TypedResults.NoContent();
    }

    private static string? Shown(HttpContext http, RefreshBody? body) => body?.RefreshToken ?? http.Request.Cookies[SessionCookies.Refresh];

    private static Ok<SignedIn> Answer(HttpContext http, AccessTokens tokens, OpenSession open)
    {
        string access = tokens.Issue(open.Account, open.Token.Session), refresh = open.Token.Text;
        SessionCookies.Set(http, access, refresh);
        // Tokens are nothing for a cache.
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SignedIn(access, "bearer", (int)AccessTokens.Lifetime.TotalSeconds, refresh, new(open.Account.Id, open.Account.Username, open.Account.Role)));
    }
}
