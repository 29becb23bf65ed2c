using System.Threading.Channels;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Push;

/// <summary>
/// Tells subscribed browsers of new events. Each subscription has a queue and a worker of its own, so that a slow push
/// service keeps nobody waiting but its own browsers; a full queue gives up its oldest message.
/// </summary>
internal sealed class PushSender(ArgusDatabase database, PushClient client, LiveHub live, BackendSettings settings, ILogger<PushSender> log) : BackgroundService
{
    private const int MostEvents = 100, MostWaiting = 20, MostTries = 6;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(5);

    private readonly Channel<PushNotice> _events = Channel.CreateBounded<PushNotice>(new BoundedChannelOptions(MostEvents) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Dictionary<Guid, Channel<Waiting>> _queues = [];

    /// <summary>Announces a stored event. Never waits.</summary>
    public void Announce(MotionEvent stored, string cameraName)
    {
        if (settings.Vapid is not null) _events.Writer.TryWrite(new(LiveTypes.EventCreated, stored.Id, stored.CameraId, cameraName, stored.Timestamp, $"/?event={stored.Id}"));
    }

    /// <summary>Removes a subscription that its push service does not know any more.</summary>
    public async Task RemoveAsync(PushSubscription gone, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        // Not one that the same browser has made anew meanwhile, with other keys.
        await context.PushSubscriptions.Where(s => s.Id == gone.Id && s.Auth == gone.Auth).ExecuteDeleteAsync(cancel);
        log.LogInformation("A push subscription at {Service} is no more and was removed", ServiceOf(gone));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var notice in _events.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await HandOutAsync(notice, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(e, "Event {EventId} could not be announced", notice.EventId);
            }
        }
    }

    private static string ServiceOf(PushSubscription subscription) => new Uri(subscription.Endpoint).Authority;

    private async Task HandOutAsync(PushNotice notice, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var subscriptions = await context.PushSubscriptions.AsNoTracking().Where(s => s.Account!.Enabled).ToListAsync(cancel);
        if (subscriptions.Count > 0) live.Broadcast(LiveTypes.AlertTriggered, notice);
        foreach (var over in _queues.Keys.Except(subscriptions.Select(s => s.Id)).ToList())
        {
            _queues[over].Writer.TryComplete();
            _queues.Remove(over);
        }

        foreach (var subscription in subscriptions)
        {
            if (!_queues.TryGetValue(subscription.Id, out var queue))
            {
                _queues[subscription.Id] = queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
                _ = WorkAsync(queue.Reader, cancel);
            }

            queue.Writer.TryWrite(new(subscription, notice));
        }
    }

    private async Task WorkAsync(ChannelReader<Waiting> queue, CancellationToken cancel)
    {
        try
        {
            await foreach (var (subscription, notice) in queue.ReadAllAsync(cancel))
            {
                try
                {
                    await DeliverAsync(subscription, notice, cancel);
                }
                catch (Exception e) when (!cancel.IsCancellationRequested)
                {
                    log.LogError(e, "Event {EventId} could not be sent to {Service}", notice.EventId, ServiceOf(subscription));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; what waits is of no use tomorrow.
        }
    }

    private async Task DeliverAsync(PushSubscription subscription, PushNotice notice, CancellationToken cancel)
    {
        for (int tries = 1; ; tries++)
        {
            var answer = await client.SendAsync(subscription, notice, cancel);
            if (answer.Result == PushResult.Gone) await RemoveAsync(subscription, cancel);
            if (answer.Result is PushResult.Delivered or PushResult.Gone) return;
            if (answer.Result == PushResult.Refused || tries == MostTries)
            {
                log.LogWarning("Event {EventId} was not taken by {Service} after {Tries} tries: {Detail}", notice.EventId, ServiceOf(subscription), tries, answer.Detail);
                return;
            }

            await Task.Delay(WaitBefore(tries, answer.Wait), cancel);
        }
    }

    // Doubling, with jitter: many installations must not return to a push service at the same moment.
    private static TimeSpan WaitBefore(int tries, TimeSpan? asked)
    {
        var wait = asked ?? FirstWait * Math.Pow(2, tries - 1) * (0.5 + Random.Shared.NextDouble());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private sealed record Waiting(PushSubscription Subscription, PushNotice Notice);
}
