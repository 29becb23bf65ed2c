using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ArgusAI.Backend.Live;

/// <summary>The message types of <c>/ws</c>.</summary>
public static class LiveTypes
{
    /// <summary>An event was stored.</summary>
    public const string EventCreated = "EVENT_CREATED";

    /// <summary>An event changed: its description or its clip arrived.</summary>
    public const string EventUpdated = "EVENT_UPDATED";

    /// <summary>Something moves; the event follows once it is stored.</summary>
    public const string MotionDetected = "MOTION_DETECTED";

    /// <summary>Browsers are told of an event by Web Push.</summary>
    public const string AlertTriggered = "ALERT_TRIGGERED";

    /// <summary>A camera connected, failed or was switched off.</summary>
    public const string CameraStatusChanged = "CAMERA_STATUS_CHANGED";
}

/// <summary>A message of <c>/ws</c>.</summary>
public sealed record LiveMessage(string Type, object Data, DateTime Timestamp);

/// <summary>Sends messages to everyone who listens on <c>/ws</c>.</summary>
internal sealed class LiveHub(IOptions<JsonOptions> json)
{
    // A client that is this far behind is gone or will never catch up.
    private const int MostWaiting = 64;

    private readonly ConcurrentDictionary<Channel<byte[]>, byte> _clients = new();

    /// <summary>Adds a client; its channel completes when it is too slow.</summary>
    public Channel<byte[]> Join()
    {
        var client = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        _clients[client] = 0;
        return client;
    }

    /// <summary>Removes a client.</summary>
    public void Leave(Channel<byte[]> client) => _clients.TryRemove(client, out _);

    /// <summary>Sends to all. Never waits: a client whose queue is full is dropped.</summary>
    public void Broadcast(string type, object data)
    {
        if (_clients.IsEmpty) return;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new LiveMessage(type, data, DateTime.UtcNow), json.Value.SerializerOptions);
        foreach (var client in _clients.Keys)
        {
            if (!client.Writer.TryWrite(message)) client.Writer.TryComplete();
        }
    }
}
