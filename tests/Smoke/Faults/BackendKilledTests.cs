using System.Net;
using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>The backend ends without learning of it, as when the machine runs out of memory. Whatever comes of a test, the shared stack runs on.</summary>
public abstract class BackendKilledTests(RunningProfile running, int kills) : IAsyncDisposable
{
    /// <summary>The stack.</summary>
    protected Installation Stack => running.Stack;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Engine.Start((await Stack.Container(Services.Backend)).ID);
        await Ready();
    }

    [Fact]
    public async Task Killed_again_and_again_while_it_writes_it_keeps_all_that_it_said_was_stored()
    {
        await using var source = await TestContainer.Camera(Stack.Network, "unused");
        await using var listener = await Listener.Open(running.Client);
        var (promises, moments, backend) = (new Promises(running.Client, listener), new Moments(listener), (await Stack.Container(Services.Backend)).ID);
        var cameras = await Footage.Watch(running.Client);
        for (int kill = 1; kill <= kills; kill++)
        {
            string moment;
            var begun = DateTimeOffset.UtcNow;
            await using (Writer.Start(running.Client, promises))
            {
                await listener.Until(Listener.EventCreated, m => m.Timestamp > begun, $"an event before kill {kill}");
                moment = await moments.Next();
                await Engine.Kill(backend);
            }
            await Engine.Start(backend);
            await Ready();
            await promises.AreKept($"kill {kill} of the backend, {moment}");
        }
        await listener.Until(Listener.EventUpdated, m => m.Event.ClipUrl is not null, "a clip");
        await IsSound();
        foreach (var camera in cameras) await running.Client.DeleteCamera(camera.Id);
        await Writer.Erase(running.Client);
    }

    /// <summary>Waits until readiness is good.</summary>
    protected Task Ready() => ArgusClient.Until(TimeLimits.Healthy, async () =>
    {
        try { return (await running.Client.Http.GetAsync(Routes.Readiness)).StatusCode; }
        catch (HttpRequestException) { return HttpStatusCode.BadGateway; }
    }, code => code == HttpStatusCode.OK, "readiness");

    /// <summary>Checks the database by its own means.</summary>
    protected abstract Task IsSound();
}

/// <summary>SQLite's file, written by the process that is killed.</summary>
[Collection(nameof(Default))]
public sealed class BackendKilledOnSqliteTests(Default running) : BackendKilledTests(running, kills: 3)
{
    [Fact]
    public async Task Killed_by_the_system_it_is_started_again_without_help()
    {
        var before = await Stack.Container(Services.Backend);
        // From inside, where the engine sees a program that ended and not a container that somebody killed.
        (await Stack.Shell.Docker("run", "--rm", "--pull", "never", "--label", $"{TestOwner.Label}={TestOwner.Current}", "--pid", $"container:{before.ID}",
            "--entrypoint", "sh", Stack.Images.Debian, "-c", "kill -9 -1")).Succeeded();
        await ArgusClient.Until(TimeLimits.Healthy, () => Stack.Container(Services.Backend), c => c.State is { Running: true } s && s.StartedAt != before.State!.StartedAt, "another start");
        await Ready();
        // Its restarts count from nought again, and the shared stack is as before.
        (await Stack.Compose("restart", Services.Backend)).Succeeded();
        await Stack.WaitUntilHealthy();
    }

    /// <inheritdoc/>
    protected override async Task IsSound() => Assert.Equal("ok", await Sqlite.Check(Stack));
}

/// <summary>PostgreSQL: what can be half done is between the files and the row.</summary>
[Collection(nameof(WithPostgres))]
public sealed class BackendKilledOnPostgresTests(WithPostgres running) : BackendKilledTests(running, kills: 2)
{
    /// <inheritdoc/>
    protected override Task IsSound() => Task.CompletedTask;
}
