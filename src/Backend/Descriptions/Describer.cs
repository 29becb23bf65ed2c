using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>
/// Has events described beside everything else: nobody waits for a provider. What is not described when the service stops
/// is offered again at the next start, if it is not older than an hour.
/// </summary>
internal sealed class Describer(ArgusDatabase database, ProviderDirectory providers, EventDescriber describer, ILogger<Describer> log) : BackgroundService
{
    private const int MostWaiting = 100, AtOnce = 2;

    private static readonly TimeSpan OfferedAgain = TimeSpan.FromHours(1);

    private readonly DescriptionQueue _queue = new(MostWaiting, () => Meters.Descriptions.WithLabels("dropped").Inc());
    private readonly DateTime _started = UtcTime.Now;

    /// <summary>Offers an event that was stored. Never waits; does nothing when no provider has a key.</summary>
    public void Offer(MotionEvent stored)
    {
        if (providers.MayAsk) _queue.Offer(stored.Id);
    }

    /// <summary>Has an event described before all others, again if need be; false when too many wait.</summary>
    public bool TryAsk(Guid id) => _queue.TryAsk(id);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _queue.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await OfferAgainAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning(e, "Events from before this start are not described: {Error}", e.Message);
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task OfferAgainAsync(CancellationToken cancel)
    {
        if ((await providers.AllAsync(cancel)).All(p => p.Key is null)) return;
        await using var context = database.CreateDbContext();
        var oldest = _started - OfferedAgain;
        var left = await context.Events.AsNoTracking().Where(e => e.Timestamp >= oldest && e.Timestamp < _started && e.Description == null)
            .OrderByDescending(e => e.Timestamp).Take(MostWaiting).Select(e => e.Id).ToListAsync(cancel);
        foreach (var id in Enumerable.Reverse(left)) _queue.Offer(id);
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        while (true)
        {
            var wanted = await _queue.TakeAsync(cancel);
            try
            {
                await describer.DescribeAsync(wanted, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                Meters.Descriptions.WithLabels("failed").Inc();
                log.LogError(e, "Event {EventId} could not be described", wanted.EventId);
            }
        }
    }
}
