using System.Diagnostics;
using System.Threading.Channels;
using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Push;
using ArgusAI.Backend.Storage;
using Prometheus;

namespace ArgusAI.Backend.Events;

/// <summary>An event that waits to be stored.</summary>
internal sealed record PendingEvent(Camera Camera, CapturedEvent Seen)
{
    /// <summary>Its row.</summary>
    public MotionEvent Row() => new()
    {
        Id = Seen.Id, CameraId = Camera.Id, Timestamp = Seen.At, Confidence = Seen.Confidence, FrameCount = Seen.Frames.Count,
        BoxX = Seen.Box.X, BoxY = Seen.Box.Y, BoxWidth = Seen.Box.Width, BoxHeight = Seen.Box.Height,
    };
}

/// <summary>Stores events one after the other, beside the cameras' readers: a slow disk never slows a camera.</summary>
internal sealed class EventRecorder(ArgusDatabase database, EventFiles files, LiveHub live, Describer descriptions, PushSender push, ILogger<EventRecorder> log) : BackgroundService
{
    private readonly Channel<PendingEvent> _queue = Channel.CreateBounded<PendingEvent>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Dropped);

    /// <summary>Queues an event. When a hundred wait already, the oldest is given up.</summary>
    public void Add(PendingEvent pending)
    {
        _queue.Writer.TryWrite(pending);
        Meters.EventQueue.Set(_queue.Reader.Count);
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
            string camera = pending.Camera.Id.ToString();
            try
            {
                await StoreAsync(pending, stoppingToken);
                Meters.Events.WithLabels(camera, "stored").Inc();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Meters.Events.WithLabels(camera, "failed").Inc();
                log.LogError(e, "Event {EventId} of camera {CameraId} could not be stored", pending.Seen.Id, camera);
            }
        }
    }

    private static void Dropped(PendingEvent pending) => Meters.Events.WithLabels(pending.Camera.Id.ToString(), "dropped").Inc();

    private async Task StoreAsync(PendingEvent pending, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        using var activity = Activities.Source.StartActivity("event.store");
        // The files first: a row never points to one that is not there.
        await files.WriteAsync(pending.Seen, cancel);
        var row = pending.Row();
        try
        {
            await using var context = database.CreateDbContext();
            context.Events.Add(row);
            await context.SaveChangesAsync(cancel);
        }
        catch
        {
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
