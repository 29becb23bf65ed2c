using Microsoft.AspNetCore.Authorization;

namespace ArgusAI.Backend.Accounts;

/// <summary>What an endpoint asks of who calls it. Without one of these, being signed in is enough.</summary>
internal static class Policies
{
    /// <summary>Accounts, settings, provider keys, backups.</summary>
    public const string Admin = Roles.Admin;

    /// <summary>Changing cameras and events: operators and administrators.</summary>
    public const string Operator = Roles.Operator;

    /// <summary>Adds them.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Admin, p => p.RequireRole(Roles.Admin));
        options.AddPolicy(Operator, p => p.RequireRole(Roles.Admin, Roles.Operator));
    }
}
