using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Events;

/// <summary>What a deletion did.</summary>
/// <param name="Deleted">How many events.</param>
/// <param name="Bytes">How much their files held.</param>
public readonly record struct Removed(int Deleted, long Bytes)
{
    /// <summary>Both together.</summary>
    public static Removed operator +(Removed one, Removed other) => new(one.Deleted + other.Deleted, one.Bytes + other.Bytes);
}

/// <summary>Removes events with their files. The rows go first: a row never points to files that are gone, and files that a failure leaves behind are swept later.</summary>
internal sealed class EventDeletion(ArgusDatabase database, EventFiles files, ILogger<EventDeletion> log)
{
    /// <summary>How many rows one statement removes: no other writer waits long.</summary>
    public const int BatchSize = 500;

    /// <summary>Removes those of a list that are there.</summary>
    public async Task<Removed> DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var removed = default(Removed);
        foreach (var some in ids.Distinct().Chunk(BatchSize))
        {
            await using var context = database.CreateDbContext();
            removed += await BatchAsync(context, context.Events.Where(e => some.Contains(e.Id)), cancel);
        }

        return removed;
    }

    /// <summary>Removes those a filter finds.</summary>
    public async Task<Removed> DeleteAsync(EventFilter filter, CancellationToken cancel)
    {
        var removed = default(Removed);
        while (true)
        {
            await using var context = database.CreateDbContext();
            var batch = await BatchAsync(context, (await filter.OfAsync(context, cancel)).OrderBy(e => e.Timestamp).Take(BatchSize), cancel);
            if (batch.Deleted == 0) return removed;
            removed += batch;
        }
    }

    /// <summary>Removes one batch: no more than <see cref="BatchSize"/> rows must be meant.</summary>
    public async Task<Removed> BatchAsync(ArgusContext context, IQueryable<MotionEvent> events, CancellationToken cancel)
    {
        var found = await events.Select(e => new { e.Id, e.Timestamp }).ToListAsync(cancel);
        if (found.Count == 0) return default;
        var ids = found.Select(f => f.Id).ToList();
        int rows;
        try
        {
            rows = await context.Events.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancel);
        }
        finally
        {
            database.EventsChanged();
        }

        // The rows are gone: whoever gives up waiting now must not leave the files.
        long bytes = 0;
        foreach (var gone in found) bytes += DeleteFiles(gone.Id, gone.Timestamp);
        return new(rows, bytes);
    }

    private long DeleteFiles(Guid id, DateTime timestamp)
    {
        try
        {
            return files.Delete(id, timestamp);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("Files of the deleted event {EventId} are left for the next sweep: {Problem}", id, e.Message);
            return 0;
        }
    }
}
