using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A message of <c>/ws</c>.</summary>
/// <param name="Type">Such as <see cref="Listener.EventCreated"/>.</param>
/// <param name="Data">What it tells.</param>
/// <param name="Timestamp">When it was sent.</param>
public sealed record LiveMessage(string Type, JsonElement Data, DateTimeOffset Timestamp)
{
    /// <summary>The event of a message that is about one.</summary>
    public CameraEvent Event => Data.Deserialize<CameraEvent>(ArgusClient.Json)!;

    /// <summary>The camera of a message that is about one, or about something of one.</summary>
    public string CameraId => Data.GetProperty("camera_id").GetString()!;

    /// <summary>The camera's state, where that is what changed.</summary>
    public string Status => Data.GetProperty("status").GetString()!;
}

/// <summary>Listens on <c>/ws</c> as the page does: keeps all that comes, and connects again whenever the connection is lost.</summary>
public sealed class Listener : IAsyncDisposable
{
    /// <summary>An event was stored.</summary>
    public const string EventCreated = "EVENT_CREATED";

    /// <summary>An event's clip or description was stored.</summary>
    public const string EventUpdated = "EVENT_UPDATED";

    /// <summary>Something moves.</summary>
    public const string MotionDetected = "MOTION_DETECTED";

    /// <summary>A camera connected or failed.</summary>
    public const string CameraStatusChanged = "CAMERA_STATUS_CHANGED";

    private readonly ArgusClient _client;
    private readonly ConcurrentQueue<LiveMessage> _messages = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _running;

    private Listener(ArgusClient client)
    {
        _client = client;
        _running = Task.Run(Run);
    }

    /// <summary>What came so far.</summary>
    public IReadOnlyList<LiveMessage> Messages => [.. _messages];

    /// <summary>Begins to listen; connected when it returns.</summary>
    /// <param name="client">Signed in.</param>
    public static async Task<Listener> Open(ArgusClient client)
    {
        var listener = new Listener(client);
        await listener._first.Task.WaitAsync(TimeLimits.Answer);
        return listener;
    }

    /// <summary>Waits for a message, of those that came already too.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="isIt">Whether it is the one.</param>
    /// <param name="what">What it is, for the failure.</param>
    public async Task<LiveMessage> Until(string type, Func<LiveMessage, bool> isIt, string what)
    {
        var end = DateTime.UtcNow + TimeLimits.FirstEvent;
        while (true)
        {
            if (_messages.FirstOrDefault(m => m.Type == type && isIt(m)) is { } found) return found;
            if (DateTime.UtcNow > end) Assert.Fail($"{what}: no {type} came within {TimeLimits.FirstEvent}; the last messages: {string.Join("\n", Messages.TakeLast(5))}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task Run()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var socket = await _client.OpenWebSocket(Routes.WebSocket);
                _first.TrySetResult();
                await Receive(socket);
            }
            catch (Exception lost) when (lost is WebSocketException or OperationCanceledException)
            {
                await Task.Delay(200, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Receive(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        for (int filled = 0; ;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(filled), _end.Token);
            if (received.MessageType == WebSocketMessageType.Close) return;
            filled += received.Count;
            if (!received.EndOfMessage) continue;
            var text = Encoding.UTF8.GetString(buffer, 0, filled);
            filled = 0;
            if (text == "ping") await socket.SendAsync("pong"u8.ToArray(), WebSocketMessageType.Text, true, _end.Token);
            else _messages.Enqueue(JsonSerializer.Deserialize<LiveMessage>(text, ArgusClient.Json)!);
        }
    }
}
