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
    void OnMotion(Camera camera, Motion.Motion motion, byte[] thumbnail);

    /// <summary>The camera's state changed.</summary>
    void OnState(Camera camera, CameraState state);
}

/// <summary>Reads one camera for as long as it is set up: connects, watches, tries again after 1, 2, 4 … 60 s.</summary>
internal sealed class CameraReader : IAsyncDisposable
{
    private static readonly TimeSpan FirstFrame = TimeSpan.FromSeconds(30), Dead = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(60);

    private readonly Camera _camera;
    private readonly CameraInput _input;
    private readonly IFrameSink _sink;
    private readonly bool _canSee;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private DateTime _quietUntil;

    /// <summary>Starts reading.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="input">How FFmpeg is asked for its frames.</param>
    /// <param name="sink">Takes what is found.</param>
    /// <param name="canSee">Whether OpenCV is there; without it frames are only counted.</param>
    /// <param name="log">Where faults go.</param>
    public CameraReader(Camera camera, CameraInput input, IFrameSink sink, bool canSee, ILogger log)
    {
        (_camera, _input, _sink, _canSee, _log) = (camera, input, sink, canSee, log);
        // Whoever set the camera up has a request id; what the camera does later is not part of that request.
        using (ExecutionContext.SuppressFlow()) _running = Task.Run(RunAsync);
    }

    /// <summary>How it is doing.</summary>
    public CameraState State { get; private set; } = CameraState.Connecting;

    /// <summary>Frames a second.</summary>
    public int FrameRate => _camera.FrameRate;

    /// <summary>Who watches it live.</summary>
    public VideoViewers Viewers { get; } = new();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        Viewers.End();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var wait = ShortestWait;
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
            if (Stopwatch.GetElapsedTime(start) > Dead) wait = ShortestWait;
            await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task ReadAsync()
    {
        using var detector = _canSee && _camera.MotionEnabled ? new MotionDetector(_camera.MotionSensitivity) : null;
        var counter = Meters.Frames.WithLabels(_camera.Id.ToString());
        await new FrameReader(_input, FirstFrame, Dead).RunAsync(picture =>
        {
            if (State != CameraState.Connected) Enter(CameraState.Connected);
            counter.Inc();
            if (detector is not null) Look(detector, picture);
            if (_canSee) Viewers.Show(picture);
            return ValueTask.CompletedTask;
        }, _stop.Token);
    }

    private void Look(MotionDetector detector, Picture picture)
    {
        using var gray = picture.Gray();
        if (detector.Look(gray) is not { } motion || DateTime.UtcNow < _quietUntil) return;
        _quietUntil = DateTime.UtcNow.AddSeconds(_camera.MotionCooldown);
        _sink.OnMotion(_camera, motion, picture.ToJpeg(Thumbnails.Width, Thumbnails.Height, 85));
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
