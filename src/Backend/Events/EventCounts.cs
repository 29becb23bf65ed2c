using System.Collections.Concurrent;
using System.Diagnostics;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Events;

/// <summary>How many events a filter finds. Counting reads an index from end to end, so a count is kept until events come or go.</summary>
internal sealed class EventCounts(ArgusDatabase database)
{
    // Descriptions and names change what a search finds without an event coming or going: that is seen after this time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private const int MostKept = 500;

    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Counts, or remembers.</summary>
    public async Task<int> OfAsync(EventFilter filter, IQueryable<MotionEvent> matching, CancellationToken cancel)
    {
        // Read before the count: what changes meanwhile makes the count one of the past.
        long revision = database.EventRevision;
        string key = filter.Key;
        if (_known.TryGetValue(key, out var known) && known.Revision == revision && Stopwatch.GetElapsedTime(known.At) < Lifetime) return known.Count;
        int count = await matching.CountAsync(cancel);
        if (_known.Count >= MostKept) _known.Clear();
        _known[key] = new(revision, Stopwatch.GetTimestamp(), count);
        return count;
    }

    private readonly record struct Known(long Revision, long At, int Count);
}
