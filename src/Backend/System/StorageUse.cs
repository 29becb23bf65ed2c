using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>What is stored.</summary>
/// <param name="Thumbnails">The thumbnails.</param>
/// <param name="Frames">The frames.</param>
/// <param name="Videos">The clips.</param>
/// <param name="Backups">What lies in <c>backups</c>.</param>
/// <param name="DatabaseBytes">The database, SQLite's log included.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="FreeBytes">Free space of the data volume.</param>
/// <param name="MeasuredAt">When this was measured, UTC; at most half a minute ago.</param>
public sealed record StorageReport(Occupied Thumbnails, Occupied Frames, Occupied Videos, Occupied Backups, long DatabaseBytes, int Events, long FreeBytes, DateTime MeasuredAt);

/// <summary>Measures what is stored, at most every 30 s however many ask.</summary>
internal sealed class StorageUse(ArgusDatabase database, BackendSettings settings, EventFolders folders, TimeProvider clock, IHostApplicationLifetime life)
{
    private static readonly string[] SqliteFiles = ["", "-wal", "-shm"];

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Lock _asking = new();
    private Task<StorageReport>? _last;
    private long _begun;

    /// <summary>The last measurement, or a new one. Whoever asks while it runs waits for the same; the walk runs on, whoever gives up waiting.</summary>
    public Task<StorageReport> ReportAsync()
    {
        lock (_asking)
        {
            bool isGood = _last is { IsCompleted: false } || (_last is { IsCompletedSuccessfully: true } && clock.GetElapsedTime(_begun) < Lifetime);
            if (isGood) return _last!;
            _begun = clock.GetTimestamp();
            return _last = Task.Run(() => MeasureAsync(life.ApplicationStopping));
        }
    }

    private async Task<StorageReport> MeasureAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        long size = database.Kind == DatabaseKind.Sqlite
            ? SqliteFiles.Select(suffix => new FileInfo(database.Place + suffix)).Where(f => f.Exists).Sum(f => f.Length)
            : await context.Database.SqlQueryRaw<long>("SELECT pg_database_size(current_database()) AS \"Value\"").SingleAsync(cancel);
        int events = await context.Events.CountAsync(cancel);
        return new(folders.Measure(DataLayout.Thumbnails, cancel), folders.Measure(DataLayout.Frames, cancel), folders.Measure(DataLayout.Videos, cancel), folders.Measure(DataLayout.Backups, cancel),
            size, events, new DriveInfo(settings.Start.Data).AvailableFreeSpace, UtcTime.Now);
    }
}
