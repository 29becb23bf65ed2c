using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using OpenCvSharp;

namespace ArgusAI.Backend.Tests;

/// <summary>The WebSockets.</summary>
public sealed class LiveTests(FootageBackend footage) : IClassFixture<FootageBackend>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<ClientWebSocket> ConnectAsync(Uri backend, string path, string? bearer = null)
    {
        var socket = new ClientWebSocket();
        if (bearer is not null) socket.Options.SetRequestHeader("Authorization", "Bearer " + bearer);
        await socket.ConnectAsync(new UriBuilder(new Uri(backend, path)) { Scheme = "ws" }.Uri, CancellationToken.None).WaitAsync(Patience);
        return socket;
    }

    internal static async Task<(WebSocketMessageType Type, byte[] Bytes)> ReceiveAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return (part.MessageType, message.ToArray());
        }
    }

    private async Task<WebSocketCloseStatus?> ClosesAsync(string path, string? bearer)
    {
        using var socket = await ConnectAsync(footage.Backend.Address, path, bearer);
        Assert.Equal(WebSocketMessageType.Close, (await ReceiveAsync(socket)).Type);
        return socket.CloseStatus;
    }

    [Theory]
    [InlineData("/ws")]
    [InlineData("/ws?token=forged")]
    [InlineData("/ws/stream/0193b0a0-0000-7000-8000-000000000000")]
    public async Task A_stranger_is_closed_with_4001(string path) => Assert.Equal((WebSocketCloseStatus)4001, await ClosesAsync(path, null));

    [Fact]
    public async Task A_stream_of_a_camera_that_is_not_there_is_closed_with_4004() =>
        Assert.Equal((WebSocketCloseStatus)4004, await ClosesAsync($"/ws/stream/{Guid.NewGuid()}", footage.Token));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_is_announced_with_its_data(bool byUrl)
    {
        using var socket = await ConnectAsync(footage.Backend.Address, byUrl ? "/ws?token=" + footage.Token : "/ws", byUrl ? null : footage.Token);
        var types = new List<string>();
        JsonElement message;
        do
        {
            var (type, bytes) = await ReceiveAsync(socket);
            Assert.Equal(WebSocketMessageType.Text, type);
            string text = Encoding.UTF8.GetString(bytes);
            if (text == "ping") continue;
            message = JsonSerializer.Deserialize<JsonElement>(text);
            types.Add(message.GetProperty("type").GetString()!);
            // An event that began before this socket was open may be stored first: its motion was announced to nobody.
            if (types[^1] == "EVENT_CREATED" && types.Contains("MOTION_DETECTED")) break;
        }
        while (true);

        var data = message.GetProperty("data");
        Assert.Equal(footage.CameraId, data.GetProperty("camera_id").GetString());
        Assert.NotEqual(default, message.GetProperty("timestamp").GetDateTime());
        var stored = await footage.Backend.GetJsonAsync("/api/v1/events/" + data.GetProperty("id").GetString());
        Assert.Equal(stored.GetRawText(), data.GetRawText());
    }

    [Fact]
    public async Task A_ping_is_answered_with_pong()
    {
        using var socket = await ConnectAsync(footage.Backend.Address, "/ws", footage.Token);
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);

        string text;
        do text = Encoding.UTF8.GetString((await ReceiveAsync(socket)).Bytes);
        while (text.StartsWith('{'));

        Assert.Equal("pong", text);
    }

    [Fact]
    public async Task A_stream_starts_with_its_description_and_goes_on_with_JPEG_frames()
    {
        await footage.Backend.EventuallyAsync("/api/v1/cameras/" + footage.CameraId, c => c.GetProperty("status").GetString() == "connected");
        using var socket = await ConnectAsync(footage.Backend.Address, $"/ws/stream/{footage.CameraId}", footage.Token);

        var info = JsonSerializer.Deserialize<JsonElement>((await ReceiveAsync(socket)).Bytes);
        Assert.Equal(("info", 640, 360), (info.GetProperty("type").GetString(), info.GetProperty("width").GetInt32(), info.GetProperty("height").GetInt32()));
        for (int frame = 0; frame < 3; frame++)
        {
            var (type, bytes) = await ReceiveAsync(socket);
            Assert.Equal(WebSocketMessageType.Binary, type);
            using var picture = Cv2.ImDecode(bytes, ImreadModes.Color);
            Assert.Equal((640, 360), (picture.Width, picture.Height));
        }

        Assert.Contains("ws_connections 1", await footage.Backend.Client.GetStringAsync(Routes.Metrics), StringComparison.Ordinal);
    }
}
