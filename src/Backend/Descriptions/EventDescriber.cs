using System.Diagnostics;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>Describes one event: asks the providers in their order until one answers, and stores what it says and what it cost.</summary>
internal sealed class EventDescriber(ArgusDatabase database, ProviderDirectory providers, ProviderAsker asker, EventPictures pictures, LiveHub live, ILogger<EventDescriber> log)
{
    /// <summary>Describes it. An event that is gone, or has a description already, is left alone.</summary>
    public async Task DescribeAsync(Wanted wanted, CancellationToken cancel)
    {
        var usable = (await providers.AllAsync(cancel)).Where(p => p.Key is not null).ToList();
        if (usable.Count == 0) return;
        long start = Stopwatch.GetTimestamp();
        if (await FindAsync(wanted.EventId, cancel) is not { } found || (found.Description is not null && !wanted.Again)) return;
        var seen = await pictures.ReadAsync(found.Id, found.Timestamp, cancel);
        if (seen.Count == 0) return;

        using var activity = Activities.Source.StartActivity("event.describe");
        activity?.SetTag("event.id", found.Id);
        var failures = new List<string>();
        foreach (var provider in usable)
        {
            var asked = await asker.AskAsync(provider, seen, cancel);
            if (asked.Status != CallStatus.CircuitOpen) await KeepCallAsync(found.Id, provider, asked);
            if (asked.Scene is { } scene)
            {
                await KeepAsync(found.Id, provider, scene);
                var time = Stopwatch.GetElapsedTime(start);
                Meters.EventTime.WithLabels("describe").Observe(time.TotalSeconds);
                Meters.Descriptions.WithLabels("described").Inc();
                log.LogInformation("Event {EventId} is described by {Provider} after {DescribeMs} ms", found.Id, provider.Name, (int)time.TotalMilliseconds);
                return;
            }

            failures.Add($"{provider.Name} {asked.Status}");
        }

        activity?.SetStatus(ActivityStatusCode.Error);
        Meters.EventTime.WithLabels("describe").Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        Meters.Descriptions.WithLabels("failed").Inc();
        log.LogWarning("Event {EventId} has no description: {Failures}", found.Id, string.Join(", ", failures));
    }

    private async Task<MotionEvent?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancel);
    }

    // What was answered was paid for: it is stored even when the service is about to stop.
    private async Task KeepAsync(Guid id, ProviderState provider, Scene scene)
    {
        await using var context = database.CreateDbContext();
        await context.Events.Where(e => e.Id == id).ExecuteUpdateAsync(e => e
            .SetProperty(x => x.Description, scene.Description).SetProperty(x => x.Objects, scene.ObjectsColumn).SetProperty(x => x.DescribedBy, provider.Name));
        if (await context.Events.AsNoTracking().Include(e => e.Camera).SingleOrDefaultAsync(e => e.Id == id) is { } described)
            live.Broadcast(LiveTypes.EventUpdated, EventView.Of(described, described.Camera!.Name));
    }

    private async Task KeepCallAsync(Guid id, ProviderState provider, Asked asked)
    {
        var call = new ProviderCall
        {
            EventId = id, Provider = provider.Name, Model = provider.Model, Status = asked.Status, Timestamp = UtcTime.Now, Milliseconds = asked.Milliseconds,
            InputTokens = asked.Answer?.InputTokens ?? 0, OutputTokens = asked.Answer?.OutputTokens ?? 0,
            CostMicroUsd = asked.Answer is { } answer ? Prices.MicroUsd(provider.Model, answer.InputTokens, answer.OutputTokens) : 0,
        };
        await using var context = database.CreateDbContext();
        context.ProviderCalls.Add(call);
        try
        {
            await context.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // The event was deleted meanwhile; the money is spent all the same.
            call.EventId = null;
            await context.SaveChangesAsync();
        }
    }
}
