using System.Net;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>What must work before anything is broken: from a camera with people walking by to an event with all its files.</summary>
public abstract class FootageTests(RunningProfile running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Footage_over_RTSP_becomes_an_event_with_thumbnail_frames_and_clip_in_the_API_and_on_the_socket()
    {
        await using var source = await TestContainer.Camera(running.Stack.Network, "unused");
        await using var listener = await Listener.Open(running.Client);
        var camera = await running.Client.CreateCamera("street", "rtsp", TestContainer.OpenStream, clips: true);

        var created = await listener.Until(Listener.EventCreated, m => m.CameraId == camera.Id, "the first event");
        Assert.Equal("connected", (await running.Client.GetCamera(camera.Id)).Status);
        var updated = await listener.Until(Listener.EventUpdated, m => m.CameraId == camera.Id && m.Event.ClipUrl is not null, "its clip");
        var seen = (await running.Client.GetEvents(camera.Id)).Items.Single(e => e.Id == updated.Event.Id);
        Assert.Contains((await running.Client.GetEvents(camera.Id)).Items, e => e.Id == created.Event.Id);
        Assert.Equal((seen.ThumbnailUrl, seen.ClipUrl), (updated.Event.ThumbnailUrl, updated.Event.ClipUrl));

        var thumbnail = await Decode(seen.ThumbnailUrl);
        Assert.Equal((320, 180), (thumbnail.Width, thumbnail.Height));
        Assert.NotEmpty(seen.FrameUrls);
        foreach (var url in seen.FrameUrls)
        {
            var frame = await Decode(url);
            Assert.Equal((640, 360), (frame.Width, frame.Height));
        }
        var clip = await running.Client.Http.GetAsync(seen.ClipUrl, Cancel);
        Assert.Equal((HttpStatusCode.OK, "video/mp4"), (clip.StatusCode, clip.Content.Headers.ContentType?.MediaType));
        Assert.True(Wholeness.IsMp4(await clip.Content.ReadAsByteArrayAsync(Cancel)), "the clip is not whole");

        using var anyone = new ArgusClient(running.Stack.Frontend);
        foreach (var url in seen.FrameUrls.Append(seen.ThumbnailUrl).Append(seen.ClipUrl!))
            Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.Http.GetAsync(url, Cancel)).StatusCode);

        // The clip lies in the data folder, where a camera of the kind file can play it: pictures come out of it.
        var player = await running.Client.CreateCamera("player", "file", $"videos/{seen.Id}.mp4");
        await listener.Until(Listener.CameraStatusChanged, m => m.CameraId == player.Id && m.Status == "connected", "pictures of the clip");
        await running.Client.DeleteCamera(player.Id);
        await running.Client.DeleteCamera(camera.Id);

        async Task<Picture> Decode(string url)
        {
            var answer = await running.Client.Http.GetAsync(url, Cancel);
            Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            var picture = await Picture.Decode(source, await answer.Content.ReadAsByteArrayAsync(Cancel));
            Assert.True(picture.Brightest - picture.Darkest > 50, $"{url} shows nothing: {picture}");
            return picture;
        }
    }
}

/// <summary>Events on SQLite.</summary>
[Collection(nameof(Default))]
public sealed class FootageOnSqliteTests(Default running) : FootageTests(running);

/// <summary>Events on PostgreSQL.</summary>
[Collection(nameof(WithPostgres))]
public sealed class FootageOnPostgresTests(WithPostgres running) : FootageTests(running);
