namespace ArgusAI.Backend.Accounts;

/// <summary>What an account may do.</summary>
public static class Roles
{
    /// <summary>Everything.</summary>
    public const string Admin = "admin";

    /// <summary>Everything about cameras and events; nothing about accounts, settings and backups.</summary>
    public const string Operator = "operator";

    /// <summary>Looking only.</summary>
    public const string Viewer = "viewer";
}
