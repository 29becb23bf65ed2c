using ArgusAI.Backend.Cameras;

namespace ArgusAI.Backend.Live;

/// <summary>The video in a quality that analysis does not need: a process of its own reads the camera once more, for as long as someone watches.</summary>
internal sealed class OnDemandVideo(CameraInput input, VideoQuality quality, VideoLimits limits, ILogger log) : ILiveVideo, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private Decoder? _now;
    private Task _ended = Task.CompletedTask;

    /// <inheritdoc/>
    public VideoQuality Quality => quality;

    /// <inheritdoc/>
    public Viewing? Join()
    {
        if (!limits.Viewers.Wait(0)) return null;
        lock (_lock)
        {
            if (_now is null && !limits.Decoders.Wait(0))
            {
                limits.Viewers.Release();
                return null;
            }

            var decoder = _now ??= Start();
            var viewer = decoder.Viewers.Join();
            return new(viewer, () =>
            {
                limits.Viewers.Release();
                lock (_lock)
                {
                    decoder.Viewers.Leave(viewer);
                    if (_now == decoder && !decoder.Viewers.Any) End();
                }
            });
        }
    }

    /// <summary>Ends it; its viewers are told.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock) End();
        await _ended;
    }

    private Decoder Start()
    {
        var decoder = new Decoder(new(), new());
        using (ExecutionContext.SuppressFlow()) _ended = Task.WhenAll(_ended, Task.Run(() => RunAsync(decoder)));
        return decoder;
    }

    // Whoever comes now gets a new one.
    private void End()
    {
        _now?.Stop.Cancel();
        _now = null;
    }

    private async Task RunAsync(Decoder decoder)
    {
        try
        {
            await JpegReader.RunAsync(new(input, Patience, Patience), decoder.Viewers.Show, decoder.Stop.Token);
        }
        catch (Exception e)
        {
            // What is wrong with the camera its own reader finds, and tells. Anything else stays here all the same: the camera can still be removed.
            if (e is not (CameraException or OperationCanceledException)) log.LogError(e, "Live video in {Quality} quality failed", quality.Name);
        }
        finally
        {
            lock (_lock)
            {
                if (_now == decoder) _now = null;
                decoder.Viewers.End();
            }

            decoder.Stop.Dispose();
            limits.Decoders.Release();
        }
    }

    private sealed record Decoder(VideoViewers Viewers, CancellationTokenSource Stop);
}
