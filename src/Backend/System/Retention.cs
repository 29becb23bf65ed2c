using System.Diagnostics;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>What a run removed.</summary>
/// <param name="ExpiredEvents">Events older than <c>retention_days</c>.</param>
/// <param name="SurplusEvents">The oldest of the others, to get below <c>retention_max_bytes</c>.</param>
/// <param name="Orphans">Files, and folders of frames, that belonged to no event.</param>
/// <param name="FreedBytes">How much all that held.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record RetentionReport(int ExpiredEvents, int SurplusEvents, int Orphans, long FreedBytes, long DurationMs);

/// <summary>Removes what is not to be kept: every night at 03:00 of <c>TZ</c>, and when asked.</summary>
internal sealed class Retention(
    ArgusDatabase database, BackendSettings settings, SettingsStore store, EventDeletion deletion, EventFolders folders, TimeProvider clock, ILogger<Retention> log) : BackgroundService
{
    private readonly OrphanSweep _sweep = new(database, folders, clock, log);
    private readonly SemaphoreSlim _running = new(1);

    /// <summary>Runs it now; null while another run is at it.</summary>
    public async Task<RetentionReport?> RunAsync(CancellationToken cancel)
    {
        if (!await _running.WaitAsync(0, cancel)) return null;
        try
        {
            long start = Stopwatch.GetTimestamp();
            var wanted = store.Current;
            Removed expired = wanted.RetentionDays == 0 ? default
                : await deletion.DeleteAsync(new EventFilter([], null, clock.GetUtcNow().UtcDateTime.AddDays(-wanted.RetentionDays), null, null, null), cancel);
            var surplus = wanted.RetentionMaxBytes is { } most ? await ShrinkAsync(most, cancel) : default;
            var orphans = await _sweep.RunAsync(cancel);
            var report = new RetentionReport(expired.Deleted, surplus.Deleted, orphans.Deleted, expired.Bytes + surplus.Bytes + orphans.Bytes, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            log.LogInformation("Retention removed {Expired} expired events, {Surplus} beyond the limit, {Orphans} orphans: {Bytes} bytes", expired.Deleted, surplus.Deleted, orphans.Deleted, report.FreedBytes);
            return report;
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _running.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var due = NightlyTime.Next(clock.GetUtcNow(), settings.TimeZone);
        // Looked at every minute: a timer of many hours would not notice that the clock was set.
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = clock.GetUtcNow();
            if (now < due)
            {
                var sooner = NightlyTime.Next(now, settings.TimeZone);
                if (sooner < due) due = sooner;
                continue;
            }

            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "The nightly retention failed; it runs again tomorrow");
            }

            due = NightlyTime.Next(clock.GetUtcNow(), settings.TimeZone);
        }
    }

    private async Task<Removed> ShrinkAsync(long most, CancellationToken cancel)
    {
        var removed = default(Removed);
        for (long surplus = await Task.Run(() => folders.MeasureEvents(cancel), cancel) - most; surplus > removed.Bytes;)
        {
            await using var context = database.CreateDbContext();
            // Few at a time: no more than needed is to go.
            var batch = await deletion.BatchAsync(context, context.Events.AsNoTracking().OrderBy(e => e.Timestamp).ThenBy(e => e.Id).Take(20), cancel);
            if (batch.Deleted == 0) break;
            removed += batch;
        }

        return removed;
    }
}
