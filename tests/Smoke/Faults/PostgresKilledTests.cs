using System.Net;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>The database's server dies while it is written to, and comes back. Whatever comes of a test, the shared stack runs on.</summary>
[Collection(nameof(WithPostgres))]
public sealed class PostgresKilledTests(WithPostgres running) : IAsyncDisposable
{
    // An event's own time is that of the frame; motion is announced once that frame has been looked at.
    private static readonly TimeSpan Looking = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync() => await Engine.Start((await running.Stack.Container(Services.Postgres)).ID);

    [Fact]
    public async Task PostgreSQL_killed_during_writes_loses_nothing_and_what_is_seen_meanwhile_is_stored_when_it_is_back()
    {
        await using var source = await TestContainer.Camera(running.Stack.Network, "unused");
        await using var listener = await Listener.Open(running.Client);
        var (promises, moments, postgres) = (new Promises(running.Client, listener), new Moments(listener), (await running.Stack.Container(Services.Postgres)).ID);
        var backend = await running.Stack.Container(Services.Backend);
        var cameras = await Footage.Watch(running.Client);
        DateTimeOffset gone, back;
        string moment;
        await using (Writer.Start(running.Client, promises))
        {
            await listener.Until(Listener.EventUpdated, m => m.Event.ClipUrl is not null, "an event with a clip");
            moment = await moments.Next();
            gone = await Engine.Kill(postgres);
            var checks = await Readiness.Turns(running.Stack, HttpStatusCode.ServiceUnavailable, gone, "postgresql_killed");
            Assert.Equal("unhealthy", checks.GetProperty("database").GetProperty("status").GetString());
            Assert.False(string.IsNullOrWhiteSpace(checks.GetProperty("database").GetProperty("detail").GetString()), "unhealthy without a reason");
            Assert.Equal("healthy", checks.GetProperty("storage").GetProperty("status").GetString());
            await Readiness.IsAlive(running.Stack);

            foreach (var camera in cameras) await listener.Until(Listener.MotionDetected, m => m.CameraId == camera.Id && m.Timestamp > gone, $"motion at camera {camera.Name} while PostgreSQL is gone");
            await Engine.Start(postgres);
            await ArgusClient.Until(TimeLimits.Healthy, () => running.Stack.Container(Services.Postgres), c => c.State!.Health?.Status == "healthy", "PostgreSQL's health");
            back = DateTimeOffset.UtcNow;
            await Readiness.Turns(running.Stack, HttpStatusCode.OK, back, "postgresql_is_back");
            foreach (var camera in cameras) await listener.Until(Listener.EventCreated, m => m.CameraId == camera.Id && m.Event.Timestamp > back, $"an event of camera {camera.Name} of after the outage");
        }
        await promises.AreKept($"PostgreSQL killed {moment}");
        Assert.Equal(backend.State!.StartedAt, (await running.Stack.Container(Services.Backend)).State!.StartedAt);

        // What the recorder promises: events wait for the database, up to a hundred of them.
        var events = listener.Messages.Where(m => m.Type == Listener.EventCreated).Select(m => m.Event).ToList();
        var meanwhile = listener.Messages.Where(m => m.Type == Listener.MotionDetected && m.Timestamp > gone && m.Timestamp < back).ToList();
        var lost = meanwhile.Where(m => !events.Any(e => e.CameraId == m.CameraId && e.Timestamp <= m.Timestamp && m.Timestamp - e.Timestamp < Looking)).ToList();
        Assert.True(lost.Count == 0, $"of {meanwhile.Count} motions between {gone:HH:mm:ss.fff} and {back:HH:mm:ss.fff} no event came of those at {string.Join(", ", lost.Select(m => $"{m.Timestamp:HH:mm:ss.fff}"))}");
        foreach (var camera in cameras) await running.Client.DeleteCamera(camera.Id);
        await Writer.Erase(running.Client);
    }

    [Fact]
    public async Task PostgreSQL_that_hangs_is_told_by_readiness_as_soon()
    {
        var postgres = (await running.Stack.Container(Services.Postgres)).ID;
        await Engine.Client.Containers.PauseContainerAsync(postgres, Cancel);
        try { await Readiness.Turns(running.Stack, HttpStatusCode.ServiceUnavailable, DateTimeOffset.UtcNow, "postgresql_hangs"); }
        finally { await Engine.Client.Containers.UnpauseContainerAsync(postgres, CancellationToken.None); }
        await Readiness.Turns(running.Stack, HttpStatusCode.OK, DateTimeOffset.UtcNow, "postgresql_goes_on");
    }
}
