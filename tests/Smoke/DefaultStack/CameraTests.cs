using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>A camera with a password, and cameras that do not work.</summary>
[Collection(nameof(Default))]
public sealed class CameraTests(Default running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_camera_that_wants_a_password_gets_it_and_the_API_never_shows_it()
    {
        const string password = "a camera's own secret";
        await using var source = await TestContainer.Camera(running.Stack.Network, password);
        var camera = await running.Client.CreateCamera("guarded", "rtsp", TestContainer.GuardedStream, (TestContainer.CameraUser, password));

        await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetCamera(camera.Id), c => c.Status == "connected", "the connection");
        Assert.DoesNotContain(password, await running.Client.Http.GetStringAsync($"api/v1/cameras/{camera.Id}", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(password, await running.Stack.Logs(Services.Backend), StringComparison.Ordinal);
        await running.Client.DeleteCamera(camera.Id);
    }

    [Fact]
    public async Task A_camera_that_does_not_answer_is_an_error_with_a_message()
    {
        var camera = await running.Client.CreateCamera("silent", "rtsp", "rtsp://127.0.0.1:9/none");
        var seen = await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetCamera(camera.Id), c => c.Status == "error", "status error");
        Assert.False(string.IsNullOrWhiteSpace(seen.LastError), "an error without a message");
        await running.Client.DeleteCamera(camera.Id);
    }

    [Fact]
    public async Task A_corrupt_video_is_an_error_with_a_message()
    {
        var noise = running.Stack.Clone.File("corrupt.mp4");
        await File.WriteAllBytesAsync(noise, [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))], Cancel);
        (await running.Stack.Compose("cp", noise, $"{Services.Backend}:{DataLayout.Root}/corrupt.mp4")).Succeeded();

        var camera = await running.Client.CreateCamera("corrupt", "file", "corrupt.mp4");
        var seen = await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetCamera(camera.Id), c => c.Status == "error", "status error");
        Assert.False(string.IsNullOrWhiteSpace(seen.LastError), "an error without a message");
        await running.Client.DeleteCamera(camera.Id);
    }
}
