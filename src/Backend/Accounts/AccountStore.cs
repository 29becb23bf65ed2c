using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>What became of a change.</summary>
internal enum AccountOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>Another account has that name.</summary>
    NameTaken,

    /// <summary>Nobody would be left to administer.</summary>
    LastAdmin,
}

/// <summary>Changes accounts, one change at a time: two administrators who remove each other do not both succeed.</summary>
internal sealed class AccountStore(ArgusDatabase database, LiveSessions live, FirstAdmin firstAdmin)
{
    /// <summary>Adds one.</summary>
    public Task<AccountOutcome> AddAsync(Account account, CancellationToken cancel) => AloneAsync(async context =>
    {
        if (await context.Accounts.AnyAsync(a => a.Username == account.Username, cancel)) return (AccountOutcome.NameTaken, []);
        context.Accounts.Add(account);
        await context.SaveChangesAsync(cancel);
        return (AccountOutcome.Done, []);
    }, cancel);

    /// <summary>Changes role, password or whether it may sign in. A disabled account's sessions end; a new password ends all but the caller's.</summary>
    public async Task<(AccountOutcome Outcome, Account? Account)> ChangeAsync(Guid id, UserChange change, Guid? callersSession, CancellationToken cancel)
    {
        // Hashing takes its time: not while others wait.
        string? hash = change.Password is { } password ? Passwords.Hash(password) : null;
        Account? changed = null;
        var outcome = await AloneAsync(async context =>
        {
            if (await context.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } account) return (AccountOutcome.NotFound, []);
            bool isAdmin = (change.Role ?? account.Role) == Roles.Admin && (change.Enabled ?? account.Enabled);
            if (!isAdmin && await IsLastAdminAsync(context, account, cancel)) return (AccountOutcome.LastAdmin, []);
            account.Role = change.Role ?? account.Role;
            account.Enabled = change.Enabled ?? account.Enabled;
            account.PasswordHash = hash ?? account.PasswordHash;
            await context.SaveChangesAsync(cancel);
            changed = account;
            return (AccountOutcome.Done, account.Enabled && hash is null ? [] : await SessionStore.RevokeAllAsync(context, id, account.Enabled ? callersSession : null, cancel));
        }, cancel);
        if (changed is not null && hash is not null) firstAdmin.ForgetInitialPassword(changed.Username);
        return (outcome, changed);
    }

    /// <summary>Changes a password that was verified; false when the account changed meanwhile.</summary>
    public async Task<bool> ChangePasswordAsync(Account verified, string password, Guid? callersSession, CancellationToken cancel)
    {
        string hash = Passwords.Hash(password);
        var outcome = await AloneAsync(async context =>
        {
            int found = await context.Accounts.Where(a => a.Id == verified.Id && a.Enabled && a.PasswordHash == verified.PasswordHash)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash), cancel);
            return found == 0 ? (AccountOutcome.NotFound, []) : (AccountOutcome.Done, await SessionStore.RevokeAllAsync(context, verified.Id, callersSession, cancel));
        }, cancel);
        if (outcome == AccountOutcome.Done) firstAdmin.ForgetInitialPassword(verified.Username);
        return outcome == AccountOutcome.Done;
    }

    /// <summary>Removes one, with its sessions and push subscriptions.</summary>
    public Task<AccountOutcome> RemoveAsync(Guid id, CancellationToken cancel) => AloneAsync(async context =>
    {
        if (await context.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } account) return (AccountOutcome.NotFound, []);
        if (await IsLastAdminAsync(context, account, cancel)) return (AccountOutcome.LastAdmin, []);
        var ended = await SessionStore.RevokeAllAsync(context, id, null, cancel);
        context.Accounts.Remove(account);
        await context.SaveChangesAsync(cancel);
        return (AccountOutcome.Done, ended);
    }, cancel);

    private static async Task<bool> IsLastAdminAsync(ArgusContext context, Account account, CancellationToken cancel) =>
        account is { Role: Roles.Admin, Enabled: true } && !await context.Accounts.AnyAsync(a => a.Id != account.Id && a.Role == Roles.Admin && a.Enabled, cancel);

    private async Task<AccountOutcome> AloneAsync(Func<ArgusContext, Task<(AccountOutcome Outcome, List<Guid> Ended)>> work, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        // SQLite's transactions exclude each other as they begin; PostgreSQL's have to be told. Reading goes on.
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (database.Kind == DatabaseKind.Postgres) await context.Database.ExecuteSqlRawAsync("LOCK TABLE accounts IN SHARE ROW EXCLUSIVE MODE", cancel);
        var (outcome, ended) = await work(context);
        if (outcome == AccountOutcome.Done) await transaction.CommitAsync(cancel);
        ended.ForEach(live.End);
        return outcome;
    }
}
