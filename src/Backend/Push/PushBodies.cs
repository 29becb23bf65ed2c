using System.Net;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Push;

/// <summary>The public key that a browser subscribes with (<c>applicationServerKey</c>).</summary>
/// <param name="PublicKey">URL-safe base64 of an uncompressed point of P-256.</param>
public sealed record PushKey(string PublicKey);

/// <summary>A browser's keys, as <c>PushSubscription.toJSON()</c> gives them.</summary>
/// <param name="P256dh">Its public key, URL-safe base64 of 65 bytes.</param>
/// <param name="Auth">Its secret, URL-safe base64 of 16 bytes.</param>
public sealed record SubscriptionKeys(string? P256dh, string? Auth);

/// <summary>A browser's subscription, as <c>PushSubscription.toJSON()</c> gives it.</summary>
/// <param name="Endpoint">The push service's URL for it: https, and not in a private network.</param>
/// <param name="Keys">Its keys.</param>
public sealed record Subscription(string? Endpoint, SubscriptionKeys? Keys)
{
    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    /// <param name="isDebug">Whether a service on this machine, without TLS, will do.</param>
    internal Dictionary<string, string[]> Check(bool isDebug)
    {
        var errors = new Dictionary<string, string[]>();
        if (Endpoint is null || Endpoint.Length > 1000 || !Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) || Endpoint.Any(c => c is <= ' ' or > '~')
            || url.UserInfo.Length > 0 || !(url.Scheme == Uri.UriSchemeHttps || (isDebug && url.Scheme == Uri.UriSchemeHttp)))
            errors["endpoint"] = ["must be an https URL of at most 1000 characters."];
        else if (!isDebug && IsLocal(url)) errors["endpoint"] = ["must not be in a private network."];
        if (Keys?.P256dh is not { } key || !VapidKeys.IsPublicKey(key.TrimEnd('='))) errors["keys.p256dh"] = ["must be a P-256 public key: 65 bytes in URL-safe base64."];
        if (Keys?.Auth is not { } auth || VapidKeys.Decode(auth.TrimEnd('='), 16) is null) errors["keys.auth"] = ["must be 16 bytes in URL-safe base64."];
        return errors;
    }

    // What a name leads to is looked at when it is called (PushClient): it may be something else by then.
    private static bool IsLocal(Uri url) => IPAddress.TryParse(url.DnsSafeHost, out var address)
        ? !PublicAddresses.Contains(address)
        : !url.Host.Contains('.', StringComparison.Ordinal) || url.Host.TrimEnd('.').EndsWith("localhost", StringComparison.OrdinalIgnoreCase)
            || url.Host.TrimEnd('.').EndsWith(".local", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A stored subscription.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Endpoint">The push service's URL for it.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record SubscriptionView(Guid Id, string Endpoint, DateTime CreatedAt)
{
    /// <summary>Shows a stored subscription; its secret never.</summary>
    public static SubscriptionView Of(PushSubscription stored) => new(stored.Id, stored.Endpoint, stored.CreatedAt);
}

/// <summary>What became of a test.</summary>
/// <param name="Delivered">Subscriptions whose push service took the message.</param>
/// <param name="Removed">Subscriptions that are no more, and were removed.</param>
/// <param name="Failed">All others.</param>
public sealed record PushTest(int Delivered, int Removed, int Failed);

/// <summary>What a browser gets, and <c>ALERT_TRIGGERED</c> on <c>/ws</c>.</summary>
/// <param name="Type"><c>EVENT_CREATED</c> or <c>TEST</c>.</param>
/// <param name="EventId">The event; null in a test.</param>
/// <param name="CameraId">Its camera; null in a test.</param>
/// <param name="CameraName">The camera's name; null in a test.</param>
/// <param name="Timestamp">When it was seen, UTC.</param>
/// <param name="Url">What to open, on the page's own origin.</param>
public sealed record PushNotice(string Type, Guid? EventId, Guid? CameraId, string? CameraName, DateTime Timestamp, string Url);
