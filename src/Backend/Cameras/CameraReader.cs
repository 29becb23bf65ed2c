using System.Diagnostics;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Cameras;

/// <summary>What a camera's frames are used for.</summary>
internal interface IFrameSink
{
    /// <summary>Motion was seen, and the cool-down is over.</summary>
    void OnMotion(Camera camera, Motion.Motion motion);

    /// <summary>What was seen of it is complete.</summary>
    void OnEvent(Camera camera, CapturedEvent seen);

    /// <summary>The video of an event's clip is there, and stays until it returns; <paramref name="codec"/> is FFmpeg's name of what is in it.</summary>
    Task OnClipAsync(Camera camera, Guid id, IReadOnlyList<string> segments, string? codec);

    /// <summary>The camera's state changed.</summary>
    void OnState(Camera camera, CameraState state);
}

/// <summary>Reads one camera for as long as it is set up: connects, watches, tries again after a while.</summary>
internal sealed class CameraReader : IAsyncDisposable
{
    private static readonly TimeSpan FirstFrame = TimeSpan.FromSeconds(30), Dead = TimeSpan.FromSeconds(90);

    // Being read, waiting, being looked at; and what an event holds.
    private const int MostFrames = 1 + FrameQueue.Length + 1 + EventCapture.MostFrames;

    private readonly Camera _camera;
    private readonly CameraPlace _place;
    private readonly IFrameSink _sink;
    private readonly AnalysisSlots? _slots;
    private readonly ScheduleClock _schedule;
    private readonly ILogger _log;
    private readonly AnalysisVideo _seen;
    private readonly OnDemandVideo[] _onDemand;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private FrameReader? _reader;

    /// <summary>Starts reading.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="zone">The time zone of a camera that names none.</param>
    /// <param name="slots">Where analysis runs; null without OpenCV: frames are only counted then.</param>
    /// <param name="limits">How much live video there may be.</param>
    /// <param name="log">Where faults go.</param>
    public CameraReader(Camera camera, CameraPlace place, IFrameSink sink, TimeZoneInfo zone, AnalysisSlots? slots, VideoLimits limits, ILogger log)
    {
        (_camera, _place, _sink, _slots, _log) = (camera, place, sink, slots, log);
        _seen = new(limits);
        _onDemand = [.. VideoQuality.All.Select(q => new OnDemandVideo(CameraInput.Jpegs(place, q), q, limits, log))];
        _schedule = new(MotionJson.Schedule(camera.MotionSchedule), camera.TimeZone is { } own ? TimeZoneInfo.FindSystemTimeZoneById(own) : zone);
        // Whoever set the camera up has a request id; what the camera does later is not part of that request.
        using (ExecutionContext.SuppressFlow()) _running = Task.Run(RunAsync);
    }

    /// <summary>How it is doing.</summary>
    public CameraState State { get; private set; } = CameraState.Connecting;

    /// <summary>Its own frame size in pixels; null while FFmpeg has not told it.</summary>
    public (int Width, int Height)? SourceSize => _reader?.SourceSize;

    // Whether motion is looked for, and events can come of it.
    private bool IsWatched => _slots is not null && _camera.MotionEnabled;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _seen.End();
        foreach (var video in _onDemand) await video.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Its live video; null while it gives no pictures. A video device cannot be read twice: it has low quality only, and what analysis does not decode for lack of OpenCV is decoded on demand.</summary>
    public ILiveVideo? Video(VideoQuality quality)
    {
        if (State != CameraState.Connected) return null;
        if (_slots is not null && (quality == VideoQuality.Low || _camera.Type == CameraTypes.Usb)) return _seen;
        return _camera.Type == CameraTypes.Usb ? null : _onDemand.Single(v => v.Quality == quality);
    }

    private async Task RunAsync()
    {
        var wait = new BackOff();
        while (!_stop.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                Enter(CameraState.Connecting);
                await ReadAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // Whatever goes wrong with one camera stays with that camera.
                Enter(CameraState.Error(e is CameraException ? e.Message : $"reading failed: {e.GetBaseException().Message}"));
                if (e is not CameraException) _log.LogError(e, "Reading camera {CameraId} failed", _camera.Id);
            }

            // One that ran for a while starts over quickly; one that fails at once is asked less and less.
            if (Stopwatch.GetElapsedTime(start) > Dead) wait.Reset();
            await Task.Delay(wait.Next(), _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync()
    {
        using var pool = new FramePool(MostFrames);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await using var ring = IsWatched ? VideoRing.For(_camera, _place.Data, _log) : null;
        var input = CameraInput.Frames(_place, _camera.FrameRate);
        var reader = new FrameReader(ring is null ? input : input.With(ring), FirstFrame, Dead,
            reason => _log.LogWarning("Camera {CameraId} keeps no clips until it connects again: {Reason}", _camera.Id, reason));
        _reader = reader;
        using var analysis = Analysis(pool, e =>
        {
            _sink.OnEvent(_camera, e);
            ring?.Take(e.At.AddSeconds(-_camera.ClipPreRoll), e.At.AddSeconds(_camera.ClipPostRoll), segments => _sink.OnClipAsync(_camera, e.Id, segments, reader.SourceCodec));
        });
        string id = _camera.Id.ToString();
        Prometheus.Counter.Child counter = Meters.Frames.WithLabels(id), dropped = Meters.FramesDropped.WithLabels(id);
        var queue = new FrameQueue(picture =>
        {
            dropped.Inc();
            pool.Return(picture);
        });
        var analysing = analysis is null ? Task.CompletedTask : AnalyseAsync(analysis, queue, end);
        try
        {
            await reader.RunAsync(pool.Rent, picture =>
            {
                if (State != CameraState.Connected) Enter(CameraState.Connected);
                counter.Inc();
                if (_slots is not null) _seen.Show(picture);
                if (analysis is null) pool.Return(picture);
                else queue.Add(picture);
            }, end.Token);
        }
        finally
        {
            // What was read is still looked at, and the event in progress is handed over.
            queue.Complete();
            await analysing;
        }
    }

    private FrameAnalysis? Analysis(FramePool pool, Action<CapturedEvent> onEvent) => !IsWatched ? null : new(
        new(_camera.MotionSensitivity, _camera.MotionAlgorithm, MotionJson.Zones(_camera.MotionZones)),
        new(_camera, _schedule, pool.Return, m => _sink.OnMotion(_camera, m), onEvent), _slots!);

    private static async Task AnalyseAsync(FrameAnalysis analysis, FrameQueue queue, CancellationTokenSource end)
    {
        try
        {
            await Task.Run(() => analysis.RunAsync(queue));
        }
        finally
        {
            // Frames that nobody looks at need not be read.
            await end.CancelAsync();
        }
    }

    private void Enter(CameraState state)
    {
        // An error stays to be read while the next try is made.
        if (state == CameraState.Connecting && State.Status == "error") return;
        bool isNews = State != state;
        State = state;
        if (isNews) _sink.OnState(_camera, state);
    }
}
