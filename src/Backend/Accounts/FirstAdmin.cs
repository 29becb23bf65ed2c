using System.Security.Cryptography;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>Creates the administrator at the first start: with <c>ADMIN_PASSWORD</c>, or with a generated one that only its file knows.</summary>
internal sealed class FirstAdmin(ArgusDatabase database, BackendSettings settings, ILogger<FirstAdmin> log)
{
    /// <summary>The first administrator's name.</summary>
    public const string Username = "admin";

    /// <summary>Creates it where no account is yet.</summary>
    /// <exception cref="StartupException">The database went away and does not come back.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        // A PostgreSQL server that initialises its volume stops once more, which may be right now.
        if (database.Kind == DatabaseKind.Postgres) await new PostgresPatience(settings, log).RunAsync(() => CreateAsync(cancel), cancel);
        else await CreateAsync(cancel);
    }

    /// <summary>Removes the file with its generated password, once that is not its password any more.</summary>
    public void ForgetInitialPassword(string username)
    {
        if (username != Username) return;
        try
        {
            File.Delete(InitialPasswordFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("{File} holds an old password and cannot be deleted: {Problem}", DataLayout.InitialAdminPassword, e.Message);
        }
    }

    private string InitialPasswordFile => Path.Combine(settings.Start.Data, DataLayout.InitialAdminPassword);

    private async Task<bool> CreateAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (await context.Accounts.AnyAsync(cancel)) return false;
        string password = settings.AdminPassword ?? await GenerateAsync(cancel);
        context.Accounts.Add(new() { Username = Username, PasswordHash = Passwords.Hash(password), Role = Roles.Admin, CreatedAt = UtcTime.Now });
        await context.SaveChangesAsync(cancel);
        log.LogInformation("Created the account {Username}; its password is {Where}", Username,
            settings.AdminPassword is null ? $"in {DataLayout.InitialAdminPassword} of the data volume" : "that of ADMIN_PASSWORD");
        return true;
    }

    private async Task<string> GenerateAsync(CancellationToken cancel)
    {
        string password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);
        // A left-over file would keep its own mode.
        File.Delete(InitialPasswordFile);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var file = new StreamWriter(InitialPasswordFile, options);
        await file.WriteLineAsync(password.AsMemory(), cancel);
        return password;
    }
}
