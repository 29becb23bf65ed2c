namespace ArgusAI.Backend.Accounts;

/// <summary>What an account may do.</summary>
public static class Roles
{
    /// <summary>Everything.</summary>
    public const string Admin = "admin";
}
