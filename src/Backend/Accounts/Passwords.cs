using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>Passwords, hashed as ASP.NET Core Identity does (PBKDF2).</summary>
internal static class Passwords
{
    /// <summary>The shortest new one, in characters.</summary>
    public const int Shortest = 12;

    /// <summary>The longest one: hashing a text of megabytes would be work for nothing.</summary>
    public const int Longest = 1024;

    private static readonly PasswordHasher<Account> Hasher = new();

    // Checked for a name nobody has, so that the time of an answer does not tell which names exist.
    private static readonly string Nobodys = Hash(Guid.NewGuid().ToString());

    /// <summary>What is wrong with a new one; null when nothing is.</summary>
    public static string? Check(string? password) => password?.Length is >= Shortest and <= Longest ? null : $"must have {Shortest} to {Longest} characters.";

    /// <summary>Hashes one.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether it is an account's; takes as long when there is no such account. A hash of an older kind is replaced.</summary>
    public static async Task<bool> VerifyAsync(ArgusContext context, Account? account, string password, CancellationToken cancel)
    {
        var verified = Hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? Nobodys, password);
        if (account is null || verified == PasswordVerificationResult.Failed) return false;
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
        {
            string old = account.PasswordHash, fresh = Hash(password);
            // Not over a password that was changed meanwhile.
            if (await context.Accounts.Where(a => a.Id == account.Id && a.PasswordHash == old).ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, fresh), cancel) == 1)
                account.PasswordHash = fresh;
        }

        return true;
    }
}
