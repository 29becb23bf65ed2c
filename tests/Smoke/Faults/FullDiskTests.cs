using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;
using DotNet.Testcontainers.Containers;

namespace ArgusAI.Smoke.Faults;

/// <summary>The data volume runs full, and gets room again.</summary>
public sealed class FullDiskTests
{
    // Cameras keep clips from 500 MB of free space on.
    private static readonly string SmallVolume = $$"""
        volumes:
          {{DataLayout.Volume}}:
            driver: local
            driver_opts:
              type: tmpfs
              device: tmpfs
              o: size=600m,uid={{DataLayout.UserId}}
        """;

    private const string Filler = TestContainer.Shared + "/filler", Goes = "/tmp/filling";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_volume_is_told_and_loses_nothing_and_with_room_again_events_are_stored_again()
    {
        await using var stack = await Installation.Prepare(SmallVolume, ours: true);
        await stack.Up();
        using var client = new ArgusClient(stack.Frontend);
        await ArgusClient.Read<object>(await client.SignIn(stack.Secrets.AdminPassword));
        // The camera's container fills the volume, and holds it while the backend is down: a tmpfs goes with its last user.
        await using var source = await TestContainer.Camera(stack.Network, "unused", stack.DataVolume);
        await using var listener = await Listener.Open(client);
        var (promises, backend) = (new Promises(client, listener), await stack.Container(Services.Backend));
        var cameras = await Footage.Watch(client);
        await using (Writer.Start(client, promises))
        {
            await listener.Until(Listener.EventUpdated, m => m.Event.ClipUrl is not null, "an event with a clip");
            await Type(source, $"cat /dev/zero > {Filler}", exitCode: 1);
            var full = DateTimeOffset.UtcNow;
            // What the cameras' rings then give back is taken, too.
            await Type(source, $"touch {Goes}; (while [ -e {Goes} ]; do cat /dev/zero >> {Filler}; sleep 0.1; done) > /dev/null 2>&1 &", exitCode: 0);
            var storage = (await Readiness.Turns(stack, HttpStatusCode.ServiceUnavailable, full, "data_volume_full")).GetProperty("storage");
            Assert.Equal("unhealthy", storage.GetProperty("status").GetString());
            Assert.Contains("No space left on device", storage.GetProperty("detail").GetString(), StringComparison.Ordinal);
            // Cameras go on watching: the one thing that needs room, the ring of a clip, is given up.
            foreach (var camera in cameras) await listener.Until(Listener.MotionDetected, m => m.CameraId == camera.Id && m.Timestamp > full.AddSeconds(3), $"motion at camera {camera.Name} while the volume is full");
        }
        await promises.AreKept("volume full");
        using var refused = await client.Http.PostAsJsonAsync("api/v1/users", new { username = "no-room", password = "no room for this one", role = "viewer" }, Cancel);
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Contains("full", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Readiness.IsAlive(stack);
        Assert.Equal(backend.State!.StartedAt, (await stack.Container(Services.Backend)).State!.StartedAt);

        await Type(source, $"rm {Goes}; sleep 0.5; rm {Filler}", exitCode: 0);
        var freed = DateTimeOffset.UtcNow;
        await Readiness.Turns(stack, HttpStatusCode.OK, freed, "data_volume_has_room");
        foreach (var camera in cameras) await listener.Until(Listener.EventCreated, m => m.CameraId == camera.Id && m.Event.Timestamp > freed, $"an event of camera {camera.Name} with room again");
        await promises.AreKept("volume with room again");

        // What the process still knew does not count: what lies on the volume does.
        await Engine.Kill(backend.ID);
        await Engine.Start(backend.ID);
        await stack.WaitUntilHealthy();
        await promises.AreKept("volume was full, and the backend killed later");
        Assert.Equal("ok", await Sqlite.Check(stack));
    }

    private static async Task Type(IContainer container, string command, int exitCode)
    {
        var ended = await container.ExecAsync(["sh", "-c", command], Cancel);
        Assert.True(ended.ExitCode == exitCode, $"`{command}` ended with {ended.ExitCode}, not {exitCode}: {ended.Stderr}");
    }
}
