using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Motion;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Live;

/// <summary>The WebSockets: messages on <c>/ws</c>, live video on <c>/ws/stream/{camera_id}</c>.</summary>
internal static class LiveEndpoints
{
    private const WebSocketCloseStatus NoSuchCamera = (WebSocketCloseStatus)4004, CameraDown = (WebSocketCloseStatus)4503;

    private static readonly Dictionary<string, int> FrameRates = new() { ["low"] = 5, ["medium"] = 10, ["high"] = 15 };

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

        if (cameras.Viewers(id) is not { } viewers)
        {
            await socket.CloseAsync(CameraDown, "the camera is not connected");
            return;
        }

        int frameRate = Math.Min(FrameRates.GetValueOrDefault(quality, FrameRates["low"]), cameras.FrameRate(id));
        await socket.SendAsync(JsonSerializer.Serialize(new { type = "info", camera_id = id, width = Picture.Width, height = Picture.Height, fps = frameRate }), http.RequestAborted);
        var frames = viewers.Join();
        try
        {
            await socket.RunAsync(frames, WebSocketMessageType.Binary, CameraDown);
        }
        finally
        {
            viewers.Leave(frames);
        }
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
