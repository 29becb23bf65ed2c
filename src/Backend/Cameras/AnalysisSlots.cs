namespace ArgusAI.Backend.Cameras;

/// <summary>How many frames are analysed at once, over all cameras: one core stays free for everything else.</summary>
internal sealed class AnalysisSlots : IDisposable
{
    private readonly SemaphoreSlim _free;

    /// <summary>As many as this machine has cores, less one.</summary>
    public AnalysisSlots() : this(Environment.ProcessorCount - 1)
    {
    }

    /// <summary>A given number, at least one.</summary>
    public AnalysisSlots(int count) => _free = new(Count = Math.Max(1, count));

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Takes one; whoever asks first is served first.</summary>
    public Task EnterAsync() => _free.WaitAsync();

    /// <summary>Gives it back.</summary>
    public void Leave() => _free.Release();

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
