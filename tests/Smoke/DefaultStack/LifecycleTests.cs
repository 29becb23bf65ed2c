using System.Diagnostics;
using System.Net;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>Starting again, stopping, and starting anew. Each test leaves the shared stack healthy.</summary>
[Collection(nameof(Default))]
public sealed class LifecycleTests(Default running)
{
    private static readonly string[] Ours = [Services.Backend, Services.Frontend];

    [Fact]
    public async Task A_second_up_with_nothing_changed_restarts_nothing()
    {
        var before = await Identities();
        var watch = Stopwatch.StartNew();
        (await running.Stack.Compose("up", "-d", "--wait")).Succeeded();
        Measurements.Note("second_up_wait_seconds", watch.Elapsed.TotalSeconds);
        Assert.Equal(before, await Identities());
    }

    [Fact]
    public async Task SIGTERM_ends_each_service_with_exit_code_0_before_the_engine_would_kill_it()
    {
        using var socket = await running.Client.OpenWebSocket(Routes.WebSocket);
        foreach (var service in Ours)
        {
            var watch = Stopwatch.StartNew();
            (await running.Stack.Compose("stop", service)).Succeeded();
            Measurements.Note($"sigterm_to_exit_seconds_{service}", watch.Elapsed.TotalSeconds);
            Assert.Equal(0, (await running.Stack.Container(service)).State!.ExitCode);
            Assert.True(watch.Elapsed < Limits.StopGracePeriod, $"{service} took {watch.Elapsed}");
        }
        (await running.Stack.Compose("start")).Succeeded();
        await running.Stack.WaitUntilHealthy();
    }

    [Fact]
    public async Task Down_and_up_again_keep_the_data()
    {
        var camera = await running.Client.CreateCamera("kept", "rtsp", "rtsp://127.0.0.1:9/none");

        (await running.Stack.Compose("down")).Succeeded();
        Assert.Empty(await Engine.List($"com.docker.compose.project={running.Stack.Project}"));
        await running.Stack.Up();

        // A fresh client: the first password still signs in, and the camera is there.
        using var client = new ArgusClient(running.Stack.Frontend);
        Assert.Equal(HttpStatusCode.OK, (await client.SignIn(running.Stack.Secrets.AdminPassword)).StatusCode);
        Assert.Contains((await client.GetCameras()).Items, c => c.Id == camera.Id && c.Name == "kept");
        // And the token of before is still good: the signing key came from .env.
        Assert.Equal("kept", (await running.Client.GetCamera(camera.Id)).Name);
    }

    private async Task<List<string>> Identities()
    {
        var found = new List<string>();
        foreach (var service in Ours)
        {
            var container = await running.Stack.Container(service);
            found.Add($"{service} {container.ID} {container.State!.StartedAt}");
        }
        return found;
    }
}
