using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Accounts;

/// <summary>Fills <see cref="LiveSessions"/> before the port opens, and clears ended sessions away every hour.</summary>
internal sealed class SessionKeeper(ArgusDatabase database, BackendSettings settings, LiveSessions live, ILogger<SessionKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A PostgreSQL server that initialises its volume stops once more, which may be right now.
        if (database.Kind == DatabaseKind.Postgres) await new PostgresPatience(settings, log).RunAsync(() => LoadAsync(cancellationToken), cancellationToken);
        else await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "Ended sessions could not be cleared away; tried again in an hour");
            }
        }
    }

    private static IQueryable<Session> Open(ArgusContext context)
    {
        var now = UtcTime.Now;
        return context.Sessions.AsNoTracking().Where(s => s.RevokedAt == null && s.ExpiresAt > now && s.Account!.Enabled);
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        (await Open(context).Select(s => s.Id).ToListAsync(cancel)).ForEach(live.Add);
        return true;
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var now = UtcTime.Now;
        // Asked before the database is: one that starts meanwhile is in neither list.
        var known = live.Ids;
        await using var context = database.CreateDbContext();
        await context.Sessions.Where(s => s.RevokedAt != null || s.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        var open = (await Open(context).Select(s => s.Id).ToListAsync(cancel)).ToHashSet();
        foreach (var gone in known.Where(id => !open.Contains(id))) live.End(gone);
    }
}
