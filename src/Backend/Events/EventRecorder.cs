using System.Diagnostics;
using System.Threading.Channels;
using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Push;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;
using Prometheus;

namespace ArgusAI.Backend.Events;

/// <summary>
/// Stores events one after the other, beside the cameras' readers: a slow disk never slows a camera, and while the database is away
/// events wait for it.
/// </summary>
internal sealed class EventRecorder(ArgusDatabase database, EventFiles files, LiveHub live, Describer descriptions, PushSender push, ILogger<EventRecorder> log) : BackgroundService
{
    private readonly Channel<Pending> _queue = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, dropped => Drop(dropped, files));
    private readonly PatientSave _patiently = new(database, log);

    /// <summary>Queues an event. When a hundred wait already, the oldest is given up.</summary>
    public void Add(Pending pending)
    {
        _queue.Writer.TryWrite(pending);
        Meters.EventQueue.Set(_queue.Reader.Count);
    }

    /// <summary>Waits until everything that is queued now is stored, or could not be.</summary>
    public Task FinishAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(new PendingMark(reached)) ? reached.Task : Task.CompletedTask;
    }

    /// <summary>Makes an event's clip of segments of its camera's video, and queues it.</summary>
    public async Task AddClipAsync(Camera camera, Guid id, IReadOnlyList<string> segments, string? codec)
    {
        try
        {
            if (!ClipWriter.CanPlay(codec)) log.LogWarning("Event {EventId} of camera {CameraId} has no clip: the camera sends {Codec}, and browsers play h264 and hevc", id, camera.Id, codec);
            else if (await ClipWriter.WriteAsync(segments, codec, files.Clip(id)) is { } seconds) Add(new PendingClip(camera, id, seconds));
            else log.LogWarning("Event {EventId} of camera {CameraId} has no clip: its video could not be copied", id, camera.Id);
        }
        catch (Exception e)
        {
            log.LogError(e, "The clip of event {EventId} of camera {CameraId} could not be written", id, camera.Id);
        }
    }

    /// <summary>Stores what is queued before it stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } working) await working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var pending in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            Meters.EventQueue.Set(_queue.Reader.Count);
            if (pending is PendingEvent seen) await StoreAsync(seen, stoppingToken);
            else if (pending is PendingClip clip) await StoreAsync(clip, stoppingToken);
            else ((PendingMark)pending).Reached.SetResult();
        }
    }

    private static void Drop(Pending pending, EventFiles files)
    {
        if (pending is PendingEvent seen) Meters.Events.WithLabels(seen.Camera.Id.ToString(), "dropped").Inc();
        else if (pending is PendingClip clip) files.DeleteClip(clip.Id);
        else ((PendingMark)pending).Reached.SetResult();
    }

    private async Task StoreAsync(PendingEvent pending, CancellationToken cancel)
    {
        string camera = pending.Camera.Id.ToString();
        try
        {
            await StoreRowAsync(pending, cancel);
            Meters.Events.WithLabels(camera, "stored").Inc();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Meters.Events.WithLabels(camera, "failed").Inc();
            log.LogError(e, "Event {EventId} of camera {CameraId} could not be stored", pending.Seen.Id, camera);
        }
    }

    private async Task StoreAsync(PendingClip clip, CancellationToken cancel)
    {
        try
        {
            await _patiently.RunAsync(c => c.Events.Where(e => e.Id == clip.Id).ExecuteUpdateAsync(e => e.SetProperty(x => x.ClipSeconds, clip.Seconds), cancel),
                c => c.Events.AnyAsync(e => e.Id == clip.Id && e.ClipSeconds != null, cancel), cancel);
            await using var context = database.CreateDbContext();
            if (await context.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == clip.Id, cancel) is { } stored) live.Broadcast(LiveTypes.EventUpdated, EventView.Of(stored, clip.Camera.Name));
            // The event was deleted meanwhile, or could not be stored.
            else files.DeleteClip(clip.Id);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogError(e, "The clip of event {EventId} of camera {CameraId} could not be stored", clip.Id, clip.Camera.Id);
        }
    }

    private async Task StoreRowAsync(PendingEvent pending, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        using var activity = Activities.Source.StartActivity("event.store");
        // The files first: a row never points to one that is not there.
        await files.WriteAsync(pending.Seen, cancel);
        var row = pending.Row();
        try
        {
            await _patiently.RunAsync(async c =>
            {
                c.Events.Add(row);
                await c.SaveChangesAsync(cancel);
            }, c => c.Events.AnyAsync(e => e.Id == row.Id, cancel), cancel);
        }
        catch when (!cancel.IsCancellationRequested)
        {
            // Where nobody knows whether the row is there, the files stay: the sweep takes them if it is not.
            files.Delete(pending.Seen.Id, pending.Seen.At);
            throw;
        }

        Meters.EventTime.WithLabels("store").Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        live.Broadcast(LiveTypes.EventCreated, EventView.Of(row, pending.Camera.Name));
        push.Announce(row, pending.Camera.Name);
        descriptions.Offer(row);
        log.LogInformation("Event {EventId} of camera {CameraId}, confidence {Confidence}", row.Id, row.CameraId, Math.Round(row.Confidence, 3));
    }
}
