using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ArgusAI.Backend.Accounts;

/// <summary>Who calls, as their access token says.</summary>
internal static class Caller
{
    /// <summary>The account's id.</summary>
    public static Guid AccountId(this ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(JwtRegisteredClaimNames.Sub)!);

    /// <summary>The session's id; null for someone who is not signed in.</summary>
    public static Guid? SessionId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(JwtRegisteredClaimNames.Sid), out var id) ? id : null;
}
