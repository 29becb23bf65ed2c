using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Backend.Tests;

/// <summary>The clip of an event: the camera's own video around the motion.</summary>
public sealed class ClipTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    /// <summary>Footage of pedestrians as cameras send it, with a key frame every second, 10 frames a second.</summary>
    private async Task<string> AddCameraAsync(BackendProcess backend, string encoder)
    {
        await Cli.Wrap("ffmpeg").WithArguments(["-v", "error", "-i", Requirements.Footage, "-t", "60", .. encoder.Split(' '), "-g", "10", _app.In("street.mp4")])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        await backend.SignInAsync();
        using var answer = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new
        {
            name = "yard", type = "file", source = "street.mp4", motion_sensitivity = "high", motion_cooldown = 3600, clip_enabled = true, clip_pre_roll = 1, clip_post_roll = 4,
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static Task<JsonElement> FirstEventAsync(BackendProcess backend, Func<JsonElement, bool> isIt) =>
        backend.EventuallyAsync("/api/v1/events", p => p.GetProperty("items").EnumerateArray().Any(isIt));

    private static bool HasClip(JsonElement e) => e.GetProperty("clip_url").ValueKind == JsonValueKind.String;

    private static async Task<(string Codec, double Seconds)> ProbeAsync(string file)
    {
        var probe = await Cli.Wrap("ffprobe").WithArguments(["-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of", "csv=p=0", file])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        string[] lines = probe.StandardOutput.Split('\n');
        return (lines[0], double.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("sqlite", "-c:v libx264 -preset ultrafast", "h264")]
    [InlineData("postgres", "-c:v libx265 -preset ultrafast -s 384x288 -x265-params log-level=none", "hevc")]
    public async Task An_event_gets_a_clip_in_the_cameras_own_codec_and_loses_it_with_the_camera(string provider, string encoder, string codec)
    {
        await using var backend = await postgres.StartBackendAsync(provider, _app);
        string camera = await AddCameraAsync(backend, encoder);

        var seen = (await FirstEventAsync(backend, HasClip)).GetProperty("items")[0];

        string file = Assert.Single(Directory.GetFiles(_app.In("videos")));
        Assert.Equal(seen.GetProperty("id").GetString() + ".mp4", Path.GetFileName(file));
        var (found, seconds) = await ProbeAsync(file);
        Assert.Equal(codec, found);
        // From a second before, unless the camera had only just begun, to four seconds after; and up to the ends of segments of two seconds.
        Assert.InRange(seconds, 3, 10);
        Assert.Equal(seconds, seen.GetProperty("clip_seconds").GetDouble(), 0.051);
        using var clip = await backend.Client.GetAsync(seen.GetProperty("clip_url").GetString());
        Assert.Equal("video/mp4", clip.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await clip.Content.ReadAsByteArrayAsync());

        using var removed = await backend.Client.DeleteAsync("/api/v1/cameras/" + camera);
        removed.EnsureSuccessStatusCode();
        Assert.Empty(Directory.GetFiles(_app.In("videos"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_clip_that_is_not_complete_at_shutdown_is_kept_as_far_as_it_came()
    {
        await using (var first = await BackendProcess.ListeningAsync(_app.Path))
        {
            await AddCameraAsync(first, "-c:v libx264 -preset ultrafast");
            await FirstEventAsync(first, _ => true);
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync());
        }

        await using var second = await BackendProcess.ListeningAsync(_app.Path);
        await second.SignInAsync();
        var page = await second.GetJsonAsync("/api/v1/events");
        var kept = page.GetProperty("items").EnumerateArray().Last();
        Assert.True(HasClip(kept), kept.GetRawText());
        var (_, seconds) = await ProbeAsync(_app.In($"videos/{kept.GetProperty("id").GetString()}.mp4"));
        Assert.InRange(seconds, 1, 10);
    }

    [Fact]
    public async Task A_camera_whose_video_can_no_longer_be_kept_is_watched_all_the_same_and_the_log_says_why()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        string camera = await AddCameraAsync(backend, "-c:v libx264 -preset ultrafast");
        await backend.EventuallyAsync("/api/v1/cameras/" + camera, c => c.GetProperty("status").GetString() == "connected");

        Directory.Delete(_app.In("videos/.ring"), recursive: true);

        await backend.LogsAsync($"Camera {camera} keeps no clips until it connects again: No such file or directory");
        var waited = System.Diagnostics.Stopwatch.StartNew();
        string frames = $"camera_frames_captured_total{{camera_id=\"{camera}\"}}", before = await MeterAsync(backend, frames);
        while (await MeterAsync(backend, frames) == before)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(90), "no more frames");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("is error", backend.ToString(), StringComparison.Ordinal);
        backend.Terminate();
        Assert.Equal(0, await backend.ExitAsync());
    }

    private static async Task<string> MeterAsync(BackendProcess backend, string series) =>
        (await backend.Client.GetStringAsync(Routes.Metrics)).Split('\n').Single(l => l.Contains(series, StringComparison.Ordinal));

    [Theory]
    [InlineData("h264", true)]
    [InlineData("hevc", true)]
    [InlineData("mjpeg", false)]
    [InlineData("mpeg4", false)]
    [InlineData(null, false)]
    public void Only_what_browsers_play_becomes_a_clip(string? codec, bool canPlay) => Assert.Equal(canPlay, ClipWriter.CanPlay(codec));

    [Fact]
    public async Task Of_broken_video_no_file_is_left()
    {
        Directory.CreateDirectory(_app.In("videos"));
        await File.WriteAllTextAsync(_app.In("000.ts"), "no video", TestContext.Current.CancellationToken);

        Assert.Null(await ClipWriter.WriteAsync([_app.In("000.ts")], "h264", _app.In("videos/x.mp4")));

        Assert.Empty(Directory.GetFiles(_app.In("videos")));
    }
}
