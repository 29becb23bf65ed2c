using ArgusAI.Backend.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace ArgusAI.Backend.Http;

/// <summary>Who the client is: the peer, or, where that is a proxy of <c>TRUSTED_PROXIES</c>, whom it names.</summary>
internal static class ClientAddress
{
    /// <summary>The client's address. An IPv4 caller on a dual-stack socket is <c>::ffff:192.0.2.1</c>, which is nothing people recognise.</summary>
    public static string? Of(HttpContext context) => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
        ? mapped.MapToIPv4().ToString() : context.Connection.RemoteIpAddress?.ToString();

    /// <summary>Believes <c>X-Forwarded-For</c> and <c>-Proto</c> as far as trusted proxies wrote them: from the last entry back to the first one that is no such proxy.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, BackendSettings settings)
    {
        // With no network at all the middleware would believe everybody.
        if (settings.TrustedProxies.Count == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
