using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>A push service on this machine: the first segment of an endpoint's path says how it behaves, the second whose it is.</summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly CancellationTokenSource _end = new();

    private PushService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{behaviour}/{browser}", AnswerAsync);
    }

    public ConcurrentQueue<PushRequest> Requests { get; } = new();

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<PushService> StartAsync()
    {
        var service = new PushService();
        await service._app.StartAsync();
        return service;
    }

    /// <summary>Waits for a request to one endpoint.</summary>
    public async Task<PushRequest> RequestAsync(string endpoint, int number = 1)
    {
        var limit = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (Requests.Where(r => endpoint.EndsWith(r.Path, StringComparison.Ordinal)).ElementAtOrDefault(number - 1) is { } found) return found;
            if (limit.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"No request number {number} to {endpoint}; there were: {string.Join(' ', Requests.Select(r => r.Path))}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task<IResult> AnswerAsync(string behaviour, HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Requests.Enqueue(new(http.Request.Path, body.ToArray(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        int asked = _asked.AddOrUpdate(http.Request.Path, 1, (_, n) => n + 1);
        switch (behaviour)
        {
            case "gone": return Results.StatusCode(StatusCodes.Status410Gone);
            case "refused": return Results.StatusCode(StatusCodes.Status403Forbidden);
            case "busy" or "broken" when asked <= 2:
                http.Response.Headers.RetryAfter = "0";
                return Results.StatusCode(behaviour == "busy" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status500InternalServerError);
            case "slow":
                await Task.Delay(Timeout.Infinite, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }

        return Results.StatusCode(StatusCodes.Status201Created);
    }
}

/// <summary>What a push service was sent.</summary>
internal sealed record PushRequest(string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>A browser's end of Web Push, written down from RFC 8291 with .NET's own cryptography.</summary>
internal sealed class PushBrowser(ECParameters key, byte[] auth)
{
    public static PushBrowser Create()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return new(key.ExportParameters(true), RandomNumberGenerator.GetBytes(16));
    }

    public string P256dh => Text(Point(key.Q));

    public string Auth => Text(auth);

    public static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    public static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    public static ECPoint PointOf(byte[] bytes) => new() { X = bytes[1..33], Y = bytes[33..65] };

    public object Subscription(string endpoint) => new { endpoint, expirationTime = (string?)null, keys = new { p256dh = P256dh, auth = Auth } };

    /// <summary>Decrypts a body of one record, or throws.</summary>
    public string Decrypt(byte[] body)
    {
        int idLength = body[20];
        byte[] salt = body[..16], sender = body[21..(21 + idLength)], cipher = body[(21 + idLength)..];
        using var own = ECDiffieHellman.Create(key);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = PointOf(sender) });
        byte[] secret = HKDF.Extract(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other.PublicKey), auth);
        byte[] material = HKDF.Expand(HashAlgorithmName.SHA256, secret, 32, [.. "WebPush: info\0"u8, .. Point(key.Q), .. sender]);
        byte[] pseudoRandom = HKDF.Extract(HashAlgorithmName.SHA256, material, salt);
        using var aes = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, pseudoRandom, 16, "Content-Encoding: aes128gcm\0"u8.ToArray()), 16);
        byte[] plain = new byte[cipher.Length - 16];
        aes.Decrypt(HKDF.Expand(HashAlgorithmName.SHA256, pseudoRandom, 12, "Content-Encoding: nonce\0"u8.ToArray()), cipher.AsSpan(..^16), cipher.AsSpan(^16..), plain);
        // The last record's padding: 2, then zeros.
        int end = Array.FindLastIndex(plain, b => b != 0);
        Assert.Equal(2, plain[end]);
        return Encoding.UTF8.GetString(plain, 0, end);
    }

    private static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];
}
