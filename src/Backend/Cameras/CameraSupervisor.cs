using System.Collections.Concurrent;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Cameras;

/// <summary>The payload of <c>CAMERA_STATUS_CHANGED</c>.</summary>
internal sealed record CameraStatusChange(Guid CameraId, string CameraName, string Status, string? LastError);

/// <summary>The payload of <c>MOTION_DETECTED</c>.</summary>
internal sealed record MotionSeen(Guid CameraId, string CameraName, double Confidence, Motion.BoundingBox BoundingBox);

/// <summary>Keeps one reader per enabled camera, and passes on what they find.</summary>
internal sealed class CameraSupervisor(ArgusDatabase database, BackendSettings settings, Fernet fernet, NativeParts parts, EventRecorder events, LiveHub live, ILogger<CameraSupervisor> log)
    : IHostedService, IFrameSink, IDisposable
{
    private readonly ConcurrentDictionary<Guid, CameraReader> _readers = new();
    private readonly ConcurrentDictionary<Guid, CameraState> _unread = new();
    private readonly SemaphoreSlim _changing = new(1);
    private readonly AnalysisSlots _slots = new();
    private readonly VideoLimits _videos = new();
    private bool _canSee;

    /// <summary>How many cameras are set up.</summary>
    public int Count => _readers.Count + _unread.Count;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _canSee = (await parts.Checked).OpenCv.Status == "healthy";
        // OpenCV would spread each frame over all cores; here each has one, and cameras run beside each other.
        if (_canSee) OpenCvSharp.Cv2.SetNumThreads(1);
        VideoRing.Clear(settings.Start.Data);
        await using var context = database.CreateDbContext();
        foreach (var camera in await context.Cameras.AsNoTracking().ToListAsync(cancellationToken)) await ApplyAsync(camera);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await Task.WhenAll(_readers.Values.Select(r => r.DisposeAsync().AsTask()));

    /// <summary>How a camera is doing.</summary>
    public CameraState State(Guid id) => _readers.TryGetValue(id, out var reader) ? reader.State : _unread.GetValueOrDefault(id, CameraState.Disconnected);

    /// <summary>A connected camera's live video; null while it gives no pictures.</summary>
    public ILiveVideo? Video(Guid id, VideoQuality quality) => _readers.GetValueOrDefault(id)?.Video(quality);

    /// <summary>A camera's own frame size in pixels, if it is known.</summary>
    public (int Width, int Height)? SourceSize(Guid id) => _readers.GetValueOrDefault(id)?.SourceSize;

    /// <summary>Whether a camera is set up.</summary>
    public bool Exists(Guid id) => _readers.ContainsKey(id) || _unread.ContainsKey(id);

    /// <summary>Starts reading a camera as it is now; a running reader of it is ended first.</summary>
    public async Task ApplyAsync(Camera camera)
    {
        await _changing.WaitAsync();
        try
        {
            await EndAsync(camera.Id);
            string? password = camera.PasswordToken is { } token ? fernet.TryDecrypt(token) : null;
            if (!camera.Enabled) Unread(camera, CameraState.Disabled);
            else if (camera.PasswordToken is not null && password is null)
                Unread(camera, CameraState.Error("its stored password cannot be decrypted: ENCRYPTION_KEY is not the one it was stored with; enter the password again"));
            else
            {
                var place = new CameraPlace(camera.Type, camera.Source, settings.Start.Data, camera.Username, password);
                _readers[camera.Id] = new(camera, place, this, settings.TimeZone, _canSee ? _slots : null, _videos, log);
            }

            UpdateMeters();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Stops reading a camera that is gone.</summary>
    public async Task RemoveAsync(Guid id)
    {
        await _changing.WaitAsync();
        try
        {
            await EndAsync(id);
            UpdateMeters();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public void OnMotion(Camera camera, Motion.Motion motion) =>
        live.Broadcast(LiveTypes.MotionDetected, new MotionSeen(camera.Id, camera.Name, motion.Confidence, motion.Box));

    /// <inheritdoc/>
    public void OnEvent(Camera camera, CapturedEvent seen) => events.Add(new PendingEvent(camera, seen));

    /// <inheritdoc/>
    public Task OnClipAsync(Camera camera, Guid id, IReadOnlyList<string> segments, string? codec) => events.AddClipAsync(camera, id, segments, codec);

    /// <inheritdoc/>
    public void OnState(Camera camera, CameraState state)
    {
        log.Log(state.LastError is null ? LogLevel.Information : LogLevel.Warning, "Camera {CameraId} is {Status}: {Reason}", camera.Id, state.Status, state.LastError ?? "no fault");
        UpdateMeters();
        live.Broadcast(LiveTypes.CameraStatusChanged, new CameraStatusChange(camera.Id, camera.Name, state.Status, state.LastError));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changing.Dispose();
        _slots.Dispose();
        _videos.Dispose();
    }

    private async Task EndAsync(Guid id)
    {
        _unread.TryRemove(id, out _);
        if (_readers.TryRemove(id, out var reader)) await reader.DisposeAsync();
    }

    private void Unread(Camera camera, CameraState state)
    {
        _unread[camera.Id] = state;
        OnState(camera, state);
    }

    private void UpdateMeters()
    {
        Meters.Cameras.Set(Count);
        Meters.CamerasConnected.Set(_readers.Values.Count(r => r.State == CameraState.Connected));
    }
}
