using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ArgusAI.Backend.Descriptions.Providers;
using ArgusAI.Backend.Observability;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ArgusAI.Backend.Descriptions;

/// <summary>What became of a question; the values of <see cref="Storage.ProviderCall.Status"/>.</summary>
internal static class CallStatus
{
    public const string Success = "success", Refused = "refused", RateLimited = "rate_limited", Timeout = "timeout", Unavailable = "unavailable", Malformed = "malformed";

    /// <summary>The provider was left alone because it failed before; never stored, since nothing was sent.</summary>
    public const string CircuitOpen = "circuit_open";
}

/// <summary>The outcome of asking one provider.</summary>
/// <param name="Status">One of <see cref="CallStatus"/>.</param>
/// <param name="Milliseconds">With all attempts and waits.</param>
/// <param name="Answer">What came back, which may have cost something even when it is of no use.</param>
/// <param name="Scene">What the model sees; null unless it succeeded.</param>
internal sealed record Asked(string Status, int Milliseconds, VisionAnswer? Answer, Scene? Scene);

/// <summary>Asks a provider what is to be seen in pictures.</summary>
internal sealed class ProviderAsker(ProviderHttp http)
{
    /// <summary>Asks. Never throws for what the provider or the network does.</summary>
    /// <param name="provider">Whom; it has a key.</param>
    /// <param name="pictures">JPEG files.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Asked> AskAsync(ProviderState provider, IReadOnlyList<byte[]> pictures, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        using var activity = Activities.Source.StartActivity("event.ask_provider");
        var (status, answer, scene) = await SendAsync(provider, pictures, cancel);
        var time = Stopwatch.GetElapsedTime(start);
        activity?.SetTag("ai.provider", provider.Name).SetTag("ai.model", provider.Model).SetTag("ai.status", status);
        Meters.AiCalls.WithLabels(provider.Name, status).Inc();
        if (status != CallStatus.CircuitOpen) Meters.AiTime.WithLabels(provider.Name).Observe(time.TotalSeconds);
        return new(status, (int)time.TotalMilliseconds, answer, scene);
    }

    private async Task<(string Status, VisionAnswer? Answer, Scene? Scene)> SendAsync(ProviderState provider, IReadOnlyList<byte[]> pictures, CancellationToken cancel)
    {
        var kind = provider.Provider;
        using var request = new HttpRequestMessage(HttpMethod.Post, kind.Address(provider.BaseUrl, kind.Path(provider.Model)))
        {
            // Written once: a repetition sends the same bytes.
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(kind.Body(new(provider.Model, Scene.Prompt, pictures)))) { Headers = { ContentType = new("application/json") } },
        };
        kind.Authorize(request.Headers, provider.Key!);
        VisionAnswer? read = null;
        try
        {
            using var answer = await http.For(provider.Name).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode) return (Explain(answer.StatusCode), null, null);
            using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancel), default, cancel);
            read = kind.Read(json.RootElement);
            return read.Text is { } text && Scene.Read(text) is { } scene ? (CallStatus.Success, read, scene) : (CallStatus.Malformed, read, null);
        }
        catch (BrokenCircuitException)
        {
            return (CallStatus.CircuitOpen, null, null);
        }
        // JsonElement's word for a string that is no valid Unicode is InvalidOperationException.
        catch (Exception e) when (e is JsonException or InvalidOperationException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
        {
            return (CallStatus.Malformed, read, null);
        }
        catch (HttpRequestException)
        {
            return (CallStatus.Unavailable, null, null);
        }
        catch (Exception e) when (e is TimeoutRejectedException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (CallStatus.Timeout, null, null);
        }
    }

    private static string Explain(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => CallStatus.RateLimited,
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => CallStatus.Timeout,
        >= HttpStatusCode.InternalServerError or < HttpStatusCode.BadRequest => CallStatus.Unavailable,
        _ => CallStatus.Refused,
    };
}
