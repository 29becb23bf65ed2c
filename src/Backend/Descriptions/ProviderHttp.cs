using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ArgusAI.Backend.Descriptions;

/// <summary>
/// The connections to AI providers, each with a resilience pipeline and a circuit breaker of its own. They are made when the
/// first event is described and not when the service starts: most homes have no provider, and none of this is loaded there.
/// </summary>
internal sealed class ProviderHttp(DescriptionLimits limits) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> _clients = new();

    /// <summary>The client of a provider.</summary>
    public HttpClient For(string provider) => _clients.GetOrAdd(provider, _ => new(Create)).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(c => c.IsValueCreated)) client.Value.Dispose();
    }

    private HttpClient Create()
    {
        var socket = new SocketsHttpHandler
        {
            // A key in a header of our own would follow a redirect to wherever it leads.
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A stranger's server learns nothing of our traces.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        };
        return new(new ResilienceHandler(Pipeline()) { InnerHandler = new WholeBody(limits.LongestAnswer) { InnerHandler = socket } }) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline() => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = limits.Time }
        .AddTimeout(limits.Total)
        .AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = limits.Retries, Delay = limits.RetryDelay, BackoffType = DelayBackoffType.Exponential, UseJitter = true, ShouldRetryAfterHeader = true,
            ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome) && !(RetryAfter(args.Outcome.Result) > limits.LongestRetryAfter)),
        })
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5, MinimumThroughput = limits.BreakerAttempts, SamplingDuration = limits.BreakerWindow, BreakDuration = limits.BreakerPause,
            ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome)),
        })
        .AddTimeout(limits.Attempt)
        .Build();

    // 408, 429, 5xx, a broken connection, a timeout. An answer that is too long will be so again.
    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome) && outcome.Exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    private TimeSpan? RetryAfter(HttpResponseMessage? answer) => answer is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: { } after }
        ? after.Delta ?? after.Date - limits.Time.GetUtcNow() : null;

    /// <summary>Reads an answer to its end inside the pipeline, so that its time counts, and no further than a limit.</summary>
    private sealed class WholeBody(long most) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            try
            {
                await answer.Content.LoadIntoBufferAsync(most, cancellationToken);
                return answer;
            }
            catch
            {
                answer.Dispose();
                throw;
            }
        }
    }
}
