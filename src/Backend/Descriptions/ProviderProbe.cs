using System.Diagnostics;
using System.Net;
using System.Security.Authentication;
using ArgusAI.Backend.Descriptions.Providers;
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
    public async Task<ProviderTest> AskAsync(ProviderState provider, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        var test = await SendAsync(provider, cancel);
        Meters.AiTime.WithLabels(provider.Name).Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        Meters.AiCalls.WithLabels(provider.Name, test.Success ? "success" : "error").Inc();
        return test;
    }

    private async Task<ProviderTest> SendAsync(ProviderState provider, CancellationToken cancel)
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

    private static HttpRequestMessage Request(ProviderState provider)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, provider.Provider.Address(provider.BaseUrl, provider.Provider.ModelsPath));
        provider.Provider.Authorize(request.Headers, provider.Key!);
        return request;
    }
}
