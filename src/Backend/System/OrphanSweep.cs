using ArgusAI.Backend.Events;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>Removes what lies in the events' folders and belongs to no event. A row whose file is missing stays: it is still true that something moved.</summary>
internal sealed class OrphanSweep(ArgusDatabase database, EventFolders folders, TimeProvider clock, ILogger log)
{
    // Files come before their row: what is younger may be an event that is being stored.
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Runs it.</summary>
    public async Task<Removed> RunAsync(CancellationToken cancel)
    {
        var removed = default(Removed);
        var oldest = clock.GetUtcNow().UtcDateTime - Grace;
        foreach (var some in folders.Entries().Where(e => e.Entry.LastWriteTimeUtc < oldest).Chunk(EventDeletion.BatchSize))
        {
            await using var context = database.CreateDbContext();
            var ids = some.Select(e => e.Event).Distinct().ToList();
            var known = await context.Events.AsNoTracking().Where(e => ids.Contains(e.Id)).Select(e => e.Id).ToHashSetAsync(cancel);
            foreach (var orphan in some.Where(e => !known.Contains(e.Event) || e.Entry.Extension == ".new")) removed += Remove(orphan.Entry);
        }

        return removed;
    }

    private Removed Remove(FileSystemInfo entry)
    {
        try
        {
            long bytes = 0;
            if (entry is DirectoryInfo folder)
            {
                bytes = folder.EnumerateFiles().Sum(f => EventFolders.TryLength(f, out long length) ? length : 0);
                // Of a link in it the link goes, not what it leads to.
                folder.Delete(recursive: true);
            }
            else if (EventFolders.TryLength((FileInfo)entry, out bytes)) entry.Delete();
            return new(1, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The orphan {Path} cannot be removed: {Problem}", entry.FullName, e.Message);
            return default;
        }
    }
}
