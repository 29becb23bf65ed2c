using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>A session that may go on.</summary>
internal sealed record OpenSession(Account Account, RefreshToken Token);

/// <summary>Starts sessions, keeps them going, and ends them.</summary>
internal sealed class SessionStore(ArgusDatabase database, RefreshTokens tokens, LiveSessions live, ILogger<SessionStore> log)
{
    /// <summary>How long a session lives without being refreshed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long the token before the present one still gets the present one: two tabs at once, or an answer that was lost.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    // A script that signs in for each run must not fill the table: the least recently refreshed ends.
    private const int MostPerAccount = 100;

    /// <summary>Starts one; null when the account was disabled, deleted or got another password in the meantime.</summary>
    public async Task<OpenSession?> StartAsync(Account verified, Device device, CancellationToken cancel)
    {
        var now = UtcTime.Now;
        var session = new Session { AccountId = verified.Id, RefreshHash = [], RefreshedAt = now, CreatedAt = now, ExpiresAt = now + Lifetime, UserAgent = device.UserAgent, ClientIp = device.ClientIp };
        var token = tokens.First(session.Id);
        session.RefreshHash = token.Hash;
        await using var context = database.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        // Holds the row: whoever disables this account waits, and then ends this session as well.
        int found = await context.Accounts.Where(a => a.Id == verified.Id && a.Enabled && a.PasswordHash == verified.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Enabled, true), cancel);
        if (found == 0) return null;
        context.Sessions.Add(session);
        await context.SaveChangesAsync(cancel);
        var tooMany = await context.Sessions.Where(s => s.AccountId == verified.Id && s.RevokedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.RefreshedAt).ThenByDescending(s => s.Id).Skip(MostPerAccount).Select(s => s.Id).ToListAsync(cancel);
        if (tooMany.Count > 0) await context.Sessions.Where(s => tooMany.Contains(s.Id)).ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
        await transaction.CommitAsync(cancel);
        live.Add(session.Id);
        tooMany.ForEach(live.End);
        return new(verified, token);
    }

    /// <summary>Takes a refresh token and gives the next; null when it is not, or no longer, good. One that was used before ends its session.</summary>
    public async Task<OpenSession?> RefreshAsync(RefreshToken shown, Device device, CancellationToken cancel)
    {
        var now = UtcTime.Now;
        await using var context = database.CreateDbContext();
        var session = await context.Sessions.AsNoTracking().Include(s => s.Account).SingleOrDefaultAsync(s => s.Id == shown.Session, cancel);
        if (session is not { RevokedAt: null, Account.Enabled: true } || session.ExpiresAt <= now || !live.Has(session.Id)) return null;
        var open = new OpenSession(session.Account, tokens.After(shown));
        // The database decides who was first: one request finds the hash, all others find it changed.
        int rotated = await context.Sessions.Where(s => s.Id == session.Id && s.RefreshHash == shown.Hash && s.RevokedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.RefreshHash, open.Token.Hash).SetProperty(s => s.PreviousHash, shown.Hash)
            .SetProperty(s => s.RefreshedAt, now).SetProperty(s => s.ExpiresAt, now + Lifetime)
            .SetProperty(s => s.UserAgent, device.UserAgent).SetProperty(s => s.ClientIp, device.ClientIp), cancel);
        if (rotated == 1) return open;
        var earliest = UtcTime.Now - Grace;
        bool isTwin = await context.Sessions.AnyAsync(s => s.Id == session.Id && s.PreviousHash == shown.Hash && s.RefreshHash == open.Token.Hash
            && s.RefreshedAt > earliest && s.RevokedAt == null, cancel);
        if (isTwin) return open;
        if (await EndAsync(session.Id, null, cancel))
            log.LogWarning("A refresh token of {Username} was used a second time, from {ClientIp}: its session {SessionId} is revoked", session.Account.Username, device.ClientIp, session.Id);
        return null;
    }

    /// <summary>Ends one.</summary>
    /// <param name="session">Which.</param>
    /// <param name="owner">Only when it is this account's; null: anybody's.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether there was one to end.</returns>
    public async Task<bool> EndAsync(Guid session, Guid? owner, CancellationToken cancel)
    {
        var now = UtcTime.Now;
        await using var context = database.CreateDbContext();
        int ended = await context.Sessions.Where(s => s.Id == session && s.RevokedAt == null && (owner == null || s.AccountId == owner))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
        if (ended > 0) live.End(session);
        return ended > 0;
    }

    /// <summary>Marks all sessions of an account as ended, in the caller's transaction; after its commit their ids go to <see cref="LiveSessions.End"/>.</summary>
    public static async Task<List<Guid>> RevokeAllAsync(ArgusContext context, Guid account, Guid? except, CancellationToken cancel)
    {
        var now = UtcTime.Now;
        var open = context.Sessions.Where(s => s.AccountId == account && s.RevokedAt == null && (except == null || s.Id != except));
        var ids = await open.Select(s => s.Id).ToListAsync(cancel);
        await open.ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, now), cancel);
        return ids;
    }
}
