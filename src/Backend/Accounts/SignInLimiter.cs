using System.Threading.RateLimiting;

namespace ArgusAI.Backend.Accounts;

/// <summary>Counts failed sign-ins, per account and caller: ten a minute, then 429 until the minute is over. Successes cost nothing.</summary>
internal sealed class SignInLimiter : IDisposable
{
    private const int Failures = 10;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = Failures, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whether another try is allowed.</summary>
    public bool MayTry(string key) => _limiter.GetStatistics(key) is not { CurrentAvailablePermits: <= 0 };

    /// <summary>Notes a failure.</summary>
    public void Failed(string key)
    {
        using var lease = _limiter.AttemptAcquire(key);
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();
}
