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
internal sealed record PendingEvent(MotionEvent Event, string CameraName, byte[] Thumbnail);

/// <summary>Stores events one after the other, beside the cameras' readers: a slow disk never slows a camera.</summary>
internal sealed class EventRecorder(ArgusDatabase database, Thumbnails thumbnails, LiveHub live, Describer descriptions, PushSender push, ILogger<EventRecorder> log) : BackgroundService
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
            string camera = pending.Event.CameraId.ToString();
            try
            {
                await StoreAsync(pending, stoppingToken);
                Meters.Events.WithLabels(camera, "stored").Inc();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Meters.Events.WithLabels(camera, "failed").Inc();
                log.LogError(e, "Event {EventId} of camera {CameraId} could not be stored", pending.Event.Id, camera);
            }
        }
    }

    private static void Dropped(PendingEvent pending) => Meters.Events.WithLabels(pending.Event.CameraId.ToString(), "dropped").Inc();

    private async Task StoreAsync(PendingEvent pending, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        using var activity = Activities.Source.StartActivity("event.store");
        // The file first: a row never points to a thumbnail that is not there.
        await thumbnails.WriteAsync(pending.Event.Id, pending.Event.Timestamp, pending.Thumbnail, cancel);
        await using var context = database.CreateDbContext();
        context.Events.Add(pending.Event);
        try
        {
            await context.SaveChangesAsync(cancel);
        }
        catch
        {
            thumbnails.Delete(pending.Event.Id, pending.Event.Timestamp);
            throw;
        }

        Meters.EventTime.WithLabels("store").Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        live.Broadcast(LiveTypes.EventCreated, EventView.Of(pending.Event, pending.CameraName));
        push.Announce(pending.Event, pending.CameraName);
        descriptions.Offer(pending.Event);
        log.LogInformation("Event {EventId} of camera {CameraId}, confidence {Confidence}", pending.Event.Id, pending.Event.CameraId, Math.Round(pending.Event.Confidence, 3));
    }
}
