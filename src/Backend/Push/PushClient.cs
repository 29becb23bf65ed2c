using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ArgusAI.Backend.Configuration;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using PushSubscription = ArgusAI.Backend.Storage.PushSubscription;

namespace ArgusAI.Backend.Push;

/// <summary>What a push service said.</summary>
internal enum PushResult
{
    /// <summary>It takes care of the message.</summary>
    Delivered,

    /// <summary>There is no such subscription any more.</summary>
    Gone,

    /// <summary>Not now.</summary>
    Later,

    /// <summary>Not this, ever.</summary>
    Refused,
}

/// <summary>A push service's answer.</summary>
/// <param name="Result">What it means.</param>
/// <param name="Wait">How long it wants to be left alone; null when it did not say.</param>
/// <param name="Detail">For the log: a status or an error, nothing of the message.</param>
internal sealed record PushAnswer(PushResult Result, TimeSpan? Wait, string Detail);

/// <summary>Sends one message to one push service, once: encrypted (RFC 8291) and signed (RFC 8292).</summary>
internal sealed class PushClient : IDisposable
{
    /// <summary>How long a push service keeps a message for a browser that is away.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly BackendSettings _settings;
    private readonly JsonSerializerOptions _json;
    private readonly HttpClient _http;

    /// <summary>With connections of its own: no proxy, no redirects, no private addresses.</summary>
    public PushClient(BackendSettings settings, IOptions<JsonOptions> json)
    {
        (_settings, _json) = (settings, json.Value.SerializerOptions);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1), ConnectCallback = ConnectAsync };
        _http = new(new Audience(this) { InnerHandler = handler }) { Timeout = Timeout, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>Sends. Never throws for what the service or the network does.</summary>
    public async Task<PushAnswer> SendAsync(PushSubscription subscription, PushNotice notice, CancellationToken cancel)
    {
        var target = new Lib.Net.Http.WebPush.PushSubscription { Endpoint = subscription.Endpoint };
        target.SetKey(PushEncryptionKeyName.P256DH, subscription.P256dh);
        target.SetKey(PushEncryptionKeyName.Auth, subscription.Auth);
        var message = new PushMessage(JsonSerializer.Serialize(notice, _json)) { TimeToLive = (int)TimeToLive.TotalSeconds, Urgency = PushMessageUrgency.High };
        using var authentication = Authentication();
        try
        {
            var service = new PushServiceClient(_http) { AutoRetryAfter = false };
            await service.RequestPushMessageDeliveryAsync(target, message, authentication, VapidAuthenticationScheme.Vapid, cancel);
            return new(PushResult.Delivered, null, "delivered");
        }
        catch (PushServiceClientException e)
        {
            var wait = e.Headers?.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null;
            var result = (int)e.StatusCode switch
            {
                404 or 410 => PushResult.Gone,
                429 or >= 500 => PushResult.Later,
                _ => PushResult.Refused,
            };
            return new(result, wait, $"status {(int)e.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return new(e.GetBaseException() is PrivateAddressException ? PushResult.Refused : PushResult.Later, null, e.GetBaseException().Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(PushResult.Later, null, $"no answer within {Timeout.TotalSeconds} s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // One per message: its signer is not made for several threads.
    private VapidAuthentication Authentication() => _settings.Vapid is { } vapid
        ? new(vapid.PublicKey, vapid.PrivateKey) { Subject = vapid.Subject } : throw new InvalidOperationException("Push is off.");

    // Where a name leads is judged here and nowhere before: the address that is judged is the one that is called.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        if (!_settings.Debug) addresses = [.. addresses.Where(PublicAddresses.Contains)];
        if (addresses.Length == 0) throw new PrivateAddressException($"{context.DnsEndPoint.Host} is in a private network");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The package leaves the port out of the token's audience, which is an origin (RFC 8292, section 2).
    private sealed class Audience(PushClient client) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var authentication = client.Authentication();
            request.Headers.Authorization = new("vapid", authentication.GetVapidSchemeAuthenticationHeaderValueParameter(request.RequestUri!.GetLeftPart(UriPartial.Authority)));
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class PrivateAddressException(string message) : Exception(message);
}
