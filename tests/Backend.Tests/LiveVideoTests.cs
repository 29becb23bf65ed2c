using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Tests.Running;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;

namespace ArgusAI.Backend.Tests;

/// <summary>Live video: its qualities, who shares what, and how much there may be.</summary>
public sealed class LiveVideoTests(LiveVideoTests.LargeCamera large) : IClassFixture<LiveVideoTests.LargeCamera>
{
    private static readonly VideoQuality Medium = VideoQuality.All[1], High = VideoQuality.All[2];

    private Task<ClientWebSocket> WatchAsync(string quality, string? camera = null) =>
        LiveTests.ConnectAsync(large.Backend.Address, $"/ws/stream/{camera ?? large.CameraId}?quality={quality}", large.Token);

    private static async Task<JsonElement> InfoAsync(WebSocket socket)
    {
        var (type, bytes) = await LiveTests.ReceiveAsync(socket);
        Assert.True(type == WebSocketMessageType.Text, $"closed with {socket.CloseStatus}");
        return JsonSerializer.Deserialize<JsonElement>(bytes);
    }

    private static async Task<(int Width, int Height)> PictureAsync(WebSocket socket)
    {
        var (type, bytes) = await LiveTests.ReceiveAsync(socket);
        while (type == WebSocketMessageType.Text) (type, bytes) = await LiveTests.ReceiveAsync(socket);
        Assert.True(type == WebSocketMessageType.Binary, $"closed with {socket.CloseStatus}");
        using var picture = Cv2.ImDecode(bytes, ImreadModes.Color);
        return (picture.Width, picture.Height);
    }

    private static async Task<WebSocketCloseStatus?> ClosedAsync(WebSocket socket)
    {
        while ((await LiveTests.ReceiveAsync(socket)).Type != WebSocketMessageType.Close) { }
        return socket.CloseStatus;
    }

    [Theory]
    [InlineData("low", 640, 360, 5)]
    [InlineData("medium", 1280, 720, 10)]
    [InlineData("high", 1920, 1080, 15)]
    public async Task A_quality_has_its_size_and_says_so_first(string quality, int width, int height, int frameRate)
    {
        using var socket = await WatchAsync(quality);

        var info = await InfoAsync(socket);

        Assert.Equal(("info", large.CameraId, quality), (info.GetProperty("type").GetString(), info.GetProperty("camera_id").GetString(), info.GetProperty("quality").GetString()));
        Assert.Equal((width, height, frameRate), (info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32(), info.GetProperty("fps").GetInt32()));
        for (int i = 0; i < 3; i++) Assert.Equal((width, height), await PictureAsync(socket));
    }

    [Theory]
    [InlineData("high", 768, 576, 768, 576)]
    [InlineData("medium", 1920, 1080, 1280, 720)]
    [InlineData("medium", 1000, 2001, 358, 720)]
    [InlineData("low", 320, 240, 640, 360)]
    public void A_small_camera_is_not_made_larger_and_a_tall_one_not_wider(string quality, int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), VideoQuality.All.Single(q => q.Name == quality).SizeOf((width, height)));

    [Fact]
    public async Task An_unknown_quality_is_closed_with_1008_which_names_those_there_are()
    {
        using var socket = await WatchAsync("best");

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ClosedAsync(socket));
        Assert.Equal("quality is one of low, medium, high", socket.CloseStatusDescription);
    }

    [Fact]
    public void Low_quality_leaves_out_frames_of_a_camera_that_is_read_more_often()
    {
        using var limits = new VideoLimits();
        var video = new AnalysisVideo(limits);
        using var viewing = video.Join()!;
        using var picture = new Picture();
        int shown = 0;
        for (int i = 0; i < 150; i++)
        {
            // As frames come: fifteen a second, now and then a little early or late.
            picture.TakenAt = DateTime.UnixEpoch.AddSeconds((i / 15.0) + (i % 7 * 0.004));
            video.Show(picture);
            while (viewing.Frames.Reader.TryRead(out _)) shown++;
        }

        Assert.InRange(shown, 48, 51);
    }

    [Fact]
    public async Task Viewers_of_one_quality_share_one_decoder_which_ends_with_the_last_of_them()
    {
        using var limits = new VideoLimits();
        await using var video = new OnDemandVideo(CameraInput.Jpegs(large.Place, Medium), Medium, limits, NullLogger.Instance);

        var first = video.Join()!;
        var second = video.Join()!;
        await first.Frames.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await second.Frames.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((VideoLimits.MostDecoders - 1, VideoLimits.MostViewers - 2), (limits.Decoders.CurrentCount, limits.Viewers.CurrentCount));

        first.Dispose();
        Assert.True(await second.Frames.Reader.WaitToReadAsync(TestContext.Current.CancellationToken));
        second.Dispose();
        await video.DisposeAsync();
        Assert.Equal((VideoLimits.MostDecoders, VideoLimits.MostViewers), (limits.Decoders.CurrentCount, limits.Viewers.CurrentCount));
    }

    [Theory]
    [InlineData("none.mp4", false)]
    [InlineData("large.mp4", true)]
    public async Task A_video_that_ends_by_itself_ends_for_its_viewers_and_gives_its_place_back(string source, bool hasPictures)
    {
        using var limits = new VideoLimits();
        var input = CameraInput.Jpegs(large.Place with { Source = source }, Medium);
        await using var video = new OnDemandVideo(input with { Arguments = input.Arguments.Replace("-stream_loop -1", "", StringComparison.Ordinal) }, Medium, limits, NullLogger.Instance);
        using var viewing = video.Join()!;

        int pictures = await viewing.Frames.Reader.ReadAllAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        await video.DisposeAsync();

        Assert.Equal((hasPictures, VideoLimits.MostDecoders), (pictures > 0, limits.Decoders.CurrentCount));
    }

    [Fact]
    public async Task More_decoders_than_the_machine_can_bear_are_refused_until_one_ends()
    {
        using var limits = new VideoLimits();
        var videos = Enumerable.Range(0, VideoLimits.MostDecoders + 1).Select(_ => new OnDemandVideo(CameraInput.Jpegs(large.Place, High), High, limits, NullLogger.Instance)).ToList();
        var viewings = videos.SkipLast(1).Select(v => v.Join()!).ToList();

        Assert.Null(videos[^1].Join());
        Assert.Equal(VideoLimits.MostViewers - viewings.Count, limits.Viewers.CurrentCount);

        viewings[0].Dispose();
        await videos[0].DisposeAsync();
        using (var now = videos[^1].Join()) Assert.NotNull(now);
        foreach (var viewing in viewings.Skip(1)) viewing.Dispose();
        foreach (var video in videos) await video.DisposeAsync();
    }

    [Fact]
    public async Task One_stream_too_many_is_closed_with_4429_and_there_is_room_again_when_one_leaves()
    {
        var sockets = new List<ClientWebSocket>();
        for (int i = 0; i < VideoLimits.MostViewers; i++) sockets.Add(await WatchAsync("low"));
        foreach (var socket in sockets) Assert.Equal("info", (await InfoAsync(socket)).GetProperty("type").GetString());

        using (var refused = await WatchAsync("low")) Assert.Equal((WebSocketCloseStatus)4429, await ClosedAsync(refused));

        foreach (var socket in sockets) socket.Dispose();
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            using var again = await WatchAsync("low");
            if ((await LiveTests.ReceiveAsync(again)).Type == WebSocketMessageType.Text) break;
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "no place became free");
        }
    }

    [Fact]
    public async Task Viewers_of_a_camera_that_is_removed_are_closed_with_4503()
    {
        string camera = await large.AddCameraAsync();
        using var low = await WatchAsync("low", camera);
        using var medium = await WatchAsync("medium", camera);
        foreach (var socket in new[] { low, medium })
        {
            await InfoAsync(socket);
            await PictureAsync(socket);
        }

        using var removed = await large.Backend.Client.DeleteAsync("/api/v1/cameras/" + camera);

        Assert.Equal((WebSocketCloseStatus)4503, await ClosedAsync(low));
        Assert.Equal((WebSocketCloseStatus)4503, await ClosedAsync(medium));
    }

    /// <summary>A backend with a camera whose pictures are larger than any quality.</summary>
    public sealed class LargeCamera : IAsyncLifetime
    {
        private readonly AppFolder _app = new();

        internal BackendProcess Backend { get; private set; } = null!;

        internal string Token { get; private set; } = "";

        internal string CameraId { get; private set; } = "";

        internal CameraPlace Place => new(CameraTypes.File, "large.mp4", _app.Data, null, null);

        public async ValueTask InitializeAsync()
        {
            await Cli.Wrap("ffmpeg").WithArguments(["-v", "error", "-f", "lavfi", "-i", "testsrc=size=2048x1152:rate=3:duration=4", "-c:v", "libx264", "-preset", "ultrafast", _app.In("large.mp4")])
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Backend = await BackendProcess.ListeningAsync(_app.Path);
            Token = await Backend.SignInAsync();
            CameraId = await AddCameraAsync();
        }

        internal async Task<string> AddCameraAsync()
        {
            using var answer = await Backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "yard", type = "file", source = "large.mp4", motion_enabled = false });
            answer.EnsureSuccessStatusCode();
            string id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            await Backend.EventuallyAsync("/api/v1/cameras/" + id, c => c.GetProperty("status").GetString() == "connected");
            return id;
        }

        public async ValueTask DisposeAsync()
        {
            await Backend.DisposeAsync();
            _app.Dispose();
        }
    }
}
