using System.Diagnostics;
using System.Net;
using System.Security.Authentication;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Observability;

namespace ArgusAI.Backend.Descriptions;

/// <summary>What came of asking a provider.</summary>
/// <param name="Success">Whether it took the key.</param>
/// <param name="Message">For people; never holds the key.</param>
public sealed record ProviderTest(bool Success, string Message);

/// <summary>Asks an AI provider for its list of models: free of charge, and answered only for a good key.</summary>
internal sealed class ProviderProbe(IHttpClientFactory clients)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "ai-providers";

    /// <summary>Asks. Never throws for what the provider or the network does.</summary>
    public async Task<ProviderTest> AskAsync(ProviderSettings provider, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        var test = await SendAsync(provider, cancel);
        Meters.AiTime.WithLabels(provider.Name).Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        Meters.AiCalls.WithLabels(provider.Name, test.Success ? "success" : "error").Inc();
        return test;
    }

    private async Task<ProviderTest> SendAsync(ProviderSettings provider, CancellationToken cancel)
    {
        using var request = Request(provider);
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(true, "The provider takes the key."),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(false, "The provider refuses the key."),
                var status => new(false, $"The provider answered {(int)status}."),
            };
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return new(false, $"The certificate of {request.RequestUri!.Host} is not trusted.");
        }
        catch (HttpRequestException e)
        {
            return new(false, $"{request.RequestUri!.Host} cannot be reached: {e.GetBaseException().Message}.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(false, $"{request.RequestUri!.Host} did not answer in time.");
        }
    }

    // Paths and headers as each provider's own reference gives them for "list models".
    private static HttpRequestMessage Request(ProviderSettings provider)
    {
        var (server, path, header, value) = provider.Name switch
        {
            "openai" => ("https://api.openai.com/v1", "/models", "Authorization", "Bearer " + provider.ApiKey),
            "xai" => ("https://api.x.ai/v1", "/models", "Authorization", "Bearer " + provider.ApiKey),
            "anthropic" => ("https://api.anthropic.com", "/v1/models", "x-api-key", provider.ApiKey),
            "google_ai" => ("https://generativelanguage.googleapis.com", "/v1beta/models", "x-goog-api-key", provider.ApiKey),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider.Name, "expected a provider of the environment table"),
        };
        var request = new HttpRequestMessage(HttpMethod.Get, (provider.BaseUrl?.AbsoluteUri.TrimEnd('/') ?? server) + path);
        request.Headers.TryAddWithoutValidation(header, value);
        if (provider.Name == "anthropic") request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }
}
