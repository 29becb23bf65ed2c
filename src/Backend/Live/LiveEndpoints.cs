using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Http;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Live;

/// <summary>The WebSockets: messages on <c>/ws</c>, live video on <c>/ws/stream/{camera_id}</c>.</summary>
internal static class LiveEndpoints
{
    private const WebSocketCloseStatus NoSuchCamera = (WebSocketCloseStatus)4004, TooManyStreams = (WebSocketCloseStatus)4429, CameraDown = (WebSocketCloseStatus)4503;

    /// <summary>Adds them.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Routes.WebSocket, MessagesAsync).ExcludeFromDescription();
        routes.MapGet(Routes.VideoStream, VideoAsync).ExcludeFromDescription();
    }

    private static async Task MessagesAsync(HttpContext http, LiveHub hub, LiveSessions sessions, IHostApplicationLifetime lifetime)
    {
        using var accepted = await AcceptAsync(http, sessions, lifetime);
        if (accepted is not { Socket: { } socket }) return;
        var messages = hub.Join();
        try
        {
            await socket.RunAsync(messages, WebSocketMessageType.Text, WebSocketCloseStatus.PolicyViolation);
        }
        finally
        {
            hub.Leave(messages);
        }
    }

    private static async Task VideoAsync(HttpContext http, string camera_id, CameraSupervisor cameras, LiveSessions sessions, IHostApplicationLifetime lifetime, string quality = "low")
    {
        using var accepted = await AcceptAsync(http, sessions, lifetime);
        if (accepted is not { Socket: { } socket }) return;
        if (!Guid.TryParse(camera_id, out var id) || !cameras.Exists(id))
        {
            await socket.CloseAsync(NoSuchCamera, "no such camera");
            return;
        }

        if (VideoQuality.All.FirstOrDefault(q => q.Name == quality) is not { } wanted)
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, $"quality is one of {string.Join(", ", VideoQuality.All.Select(q => q.Name))}");
            return;
        }

        if (cameras.Video(id, wanted) is not { } video)
        {
            await socket.CloseAsync(CameraDown, "the camera is not connected");
            return;
        }

        using var viewing = video.Join();
        if (viewing is null)
        {
            await socket.CloseAsync(TooManyStreams, $"at most {VideoLimits.MostViewers} streams at once, of at most {VideoLimits.MostDecoders} videos in medium or high quality");
            return;
        }

        var (width, height) = video.Quality.SizeOf(cameras.SourceSize(id));
        await socket.SendAsync(JsonSerializer.Serialize(new { type = "info", camera_id = id, quality = video.Quality.Name, width, height, fps = video.Quality.FrameRate }), http.RequestAborted);
        await socket.RunAsync(viewing.Frames, WebSocketMessageType.Binary, CameraDown);
    }

    /// <summary>Accepts a socket of someone signed in. A browser cannot see a refused upgrade's status, so a stranger's is accepted and closed with 4001.</summary>
    private static async Task<Accepted> AcceptAsync(HttpContext http, LiveSessions sessions, IHostApplicationLifetime lifetime)
    {
        bool isSignedIn = http.User.Identity?.IsAuthenticated == true;
        if (!http.WebSockets.IsWebSocketRequest)
        {
            int status = isSignedIn ? StatusCodes.Status426UpgradeRequired : StatusCodes.Status401Unauthorized;
            await Problems.Of(status, isSignedIn ? "This path speaks WebSocket only." : "Sign in first: POST /api/v1/auth/login.").ExecuteAsync(http);
            return new(null, null);
        }

        var raw = await http.WebSockets.AcceptWebSocketAsync();
        var socket = new LiveSocket(raw, lifetime.ApplicationStopping, http.User.SessionId() is { } session ? sessions.Ended(session) : default);
        if (isSignedIn) return new(socket, raw);
        await socket.CloseAsync(LiveSocket.NotSignedIn, "not signed in");
        socket.Dispose();
        return new(null, raw);
    }

    private sealed record Accepted(LiveSocket? Socket, WebSocket? Raw) : IDisposable
    {
        public void Dispose()
        {
            Socket?.Dispose();
            Raw?.Dispose();
        }
    }
}
