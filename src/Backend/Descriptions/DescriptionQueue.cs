namespace ArgusAI.Backend.Descriptions;

/// <summary>An event that waits for its description.</summary>
/// <param name="EventId">Which.</param>
/// <param name="Again">Whether someone asked for it, so that a description it has already is replaced.</param>
internal sealed record Wanted(Guid EventId, bool Again);

/// <summary>Events that wait to be described. What someone asked for comes first; of the others the oldest gives way when there are too many.</summary>
/// <param name="most">How many of each kind may wait.</param>
/// <param name="dropped">Told of each that gave way.</param>
internal sealed class DescriptionQueue(int most, Action dropped) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<Guid> _asked = new(), _offered = new();
    private readonly SemaphoreSlim _waiting = new(0);

    /// <summary>Adds a new event.</summary>
    public void Offer(Guid id)
    {
        lock (_lock)
        {
            _offered.Enqueue(id);
            if (_offered.Count <= most)
            {
                _waiting.Release();
                return;
            }

            _offered.Dequeue();
        }

        dropped();
    }

    /// <summary>Adds one that someone asked for; false when too many of these wait.</summary>
    public bool TryAsk(Guid id)
    {
        lock (_lock)
        {
            if (_asked.Contains(id)) return true;
            if (_asked.Count == most) return false;
            _asked.Enqueue(id);
        }

        _waiting.Release();
        return true;
    }

    /// <summary>Takes the next one, or waits for it.</summary>
    public async Task<Wanted> TakeAsync(CancellationToken cancel)
    {
        await _waiting.WaitAsync(cancel);
        lock (_lock) return _asked.TryDequeue(out var asked) ? new(asked, true) : new(_offered.Dequeue(), false);
    }

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();
}
