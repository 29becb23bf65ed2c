using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using ArgusAI.Backend.Observability;

namespace ArgusAI.Backend.Live;

/// <summary>One open WebSocket: sends a channel's messages, answers <c>ping</c>, and always says goodbye.</summary>
/// <param name="socket">The socket.</param>
/// <param name="stopping">The service stops.</param>
/// <param name="signedOut">The session that opened it ends.</param>
internal sealed class LiveSocket(WebSocket socket, CancellationToken stopping, CancellationToken signedOut) : IDisposable
{
    /// <summary>Not, or no longer, signed in.</summary>
    public const WebSocketCloseStatus NotSignedIn = (WebSocketCloseStatus)4001;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30), Goodbye = TimeSpan.FromSeconds(1);
    private static readonly byte[] Ping = "ping"u8.ToArray(), Pong = "pong"u8.ToArray();

    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Runs until the client leaves, is too slow, stays silent for three pings, its session ends, or the service stops.</summary>
    /// <param name="messages">What to send.</param>
    /// <param name="kind">Text or binary.</param>
    /// <param name="whenCompleted">The close code when the channel completes.</param>
    public async Task RunAsync(Channel<byte[]> messages, WebSocketMessageType kind, WebSocketCloseStatus whenCompleted)
    {
        Meters.WebSockets.Inc();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, signedOut);
        try
        {
            var receiving = ReceiveAsync(end.Token);
            var sending = SendAllAsync(messages, kind, end.Token);
            var pinging = PingAsync(end.Token);
            var first = await Task.WhenAny(receiving, sending, pinging);
            var code = stopping.IsCancellationRequested ? WebSocketCloseStatus.EndpointUnavailable
                : signedOut.IsCancellationRequested ? NotSignedIn
                : first == sending && sending.IsCompletedSuccessfully ? whenCompleted : WebSocketCloseStatus.NormalClosure;
            // A cancelled receive would abort the socket before it could say goodbye.
            await CloseAsync(code, "");
            await end.CancelAsync();
            await Task.WhenAll(receiving, sending, pinging).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Meters.WebSockets.Dec();
        }
    }

    /// <summary>Sends one text.</summary>
    public Task SendAsync(string text, CancellationToken cancel) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, cancel);

    /// <summary>Closes with a code; a client that does not answer is not waited for long.</summary>
    public async Task CloseAsync(WebSocketCloseStatus code, string reason)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var limit = new CancellationTokenSource(Goodbye);
        try
        {
            await _sending.WaitAsync(limit.Token);
            await socket.CloseOutputAsync(code, reason, limit.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async Task SendAllAsync(Channel<byte[]> messages, WebSocketMessageType kind, CancellationToken cancel)
    {
        await foreach (byte[] message in messages.Reader.ReadAllAsync(cancel)) await SendAsync(message, kind, cancel);
    }

    private async Task SendAsync(byte[] message, WebSocketMessageType kind, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(message, kind, endOfMessage: true, cancel);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task PingAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(PingInterval);
        while (await timer.WaitForNextTickAsync(cancel)) await SendAsync(Ping, WebSocketMessageType.Text, cancel);
    }

    private async Task ReceiveAsync(CancellationToken cancel)
    {
        byte[] buffer = new byte[1024];
        while (socket.State == WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(PingInterval * 3, cancel);
            if (received.MessageType == WebSocketMessageType.Close) return;
            if (received is { EndOfMessage: true, MessageType: WebSocketMessageType.Text } && buffer.AsSpan(0, received.Count).SequenceEqual(Ping))
                await SendAsync(Pong, WebSocketMessageType.Text, cancel);
        }
    }
}
