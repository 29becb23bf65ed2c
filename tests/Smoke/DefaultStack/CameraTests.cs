using System.Net;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>A camera with a password, and cameras that do not work.</summary>
[Collection(nameof(Default))]
public sealed class CameraTests(Default running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task H265_around_an_event_becomes_a_clip_that_can_be_decoded()
    {
        await using var source = await TestContainer.Camera(running.Stack.Network, "unused");
        var camera = await running.Client.CreateCamera("clips", "rtsp", TestContainer.NewerStream, clips: true);

        var events = await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetEvents(camera.Id), e => e.Items.Any(i => i.ClipUrl is not null), "a clip");
        var seen = events.Items.First(e => e.ClipUrl is not null);
        var clip = await running.Client.Http.GetAsync(seen.ClipUrl, Cancel);
        Assert.Equal((HttpStatusCode.OK, "video/mp4"), (clip.StatusCode, clip.Content.Headers.ContentType?.MediaType));

        // The clip lies in the data folder, where a camera of the kind file can play it: pictures come out of it.
        var player = await running.Client.CreateCamera("player", "file", $"videos/{seen.Id}.mp4");
        await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetCamera(player.Id), c => c.Status == "connected", "pictures of the clip");
        await running.Client.DeleteCamera(player.Id);
        await running.Client.DeleteCamera(camera.Id);
    }

    [Theory]
    [InlineData("low", 640, 360)]
    [InlineData("medium", 768, 576)]
    public async Task A_camera_is_watched_live_while_it_is_analysed(string quality, int width, int height)
    {
        await using var source = await TestContainer.Camera(running.Stack.Network, "unused");
        var camera = await running.Client.CreateCamera("watched", "rtsp", TestContainer.OpenStream);
        await ArgusClient.Until(TimeLimits.FirstEvent, () => running.Client.GetCamera(camera.Id), c => c.Status == "connected", "the connection");

        using var socket = await running.Client.OpenWebSocket($"ws/stream/{camera.Id}?quality={quality}");
        var picture = await Picture.Decode(source, await ArgusClient.NextPicture(socket));

        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.True(picture.Brightest - picture.Darkest > 50, $"the picture shows nothing: {picture}");
        await running.Client.DeleteCamera(camera.Id);
    }

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
