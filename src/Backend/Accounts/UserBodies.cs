using System.Text.RegularExpressions;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Accounts;

/// <summary>An account as administrators see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Username">Its name.</param>
/// <param name="Role"><c>admin</c>, <c>operator</c> or <c>viewer</c>.</param>
/// <param name="Enabled">Whether it may sign in.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record UserView(Guid Id, string Username, string Role, bool Enabled, DateTime CreatedAt)
{
    /// <summary>Shows a stored account.</summary>
    public static UserView Of(Account account) => new(account.Id, account.Username, account.Role, account.Enabled, account.CreatedAt);
}

/// <summary>All accounts, by name.</summary>
public sealed record UserList(IReadOnlyList<UserView> Items, int TotalCount);

/// <summary>The body that adds an account.</summary>
/// <param name="Username">1–64 of <c>a–z 0–9 . _ @ -</c>; compared as lower case.</param>
/// <param name="Password">12–1024 characters.</param>
/// <param name="Role"><c>admin</c>, <c>operator</c> or <c>viewer</c>.</param>
public sealed partial record NewUser(string? Username, string? Password, string? Role)
{
    /// <summary>The name as it is stored.</summary>
    internal string Name => Username?.Trim().ToLowerInvariant() ?? "";

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Check()
    {
        var errors = new UserChange(Role ?? "", null, Password ?? "").Check();
        if (!SaneName().IsMatch(Name)) errors["username"] = ["must be 1 to 64 letters, digits or . _ @ -"];
        return errors;
    }

    [GeneratedRegex(@"^[a-z0-9._@-]{1,64}\z")]
    private static partial Regex SaneName();
}

/// <summary>The body that changes an account. A field that is left out keeps its value.</summary>
/// <param name="Role"><c>admin</c>, <c>operator</c> or <c>viewer</c>; in effect with the account's next refresh, after 15 minutes at the latest.</param>
/// <param name="Enabled">Whether it may sign in; false ends its sessions.</param>
/// <param name="Password">12–1024 characters; ends its sessions, but not the one that calls.</param>
public sealed record UserChange(string? Role, bool? Enabled, string? Password)
{
    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>();
        if (Role is not (null or Roles.Admin or Roles.Operator or Roles.Viewer)) errors["role"] = [$"must be {Roles.Admin}, {Roles.Operator} or {Roles.Viewer}."];
        if (Password is not null && Passwords.Check(Password) is { } problem) errors["password"] = [problem];
        return errors;
    }
}
