namespace ArgusAI.Backend.Descriptions;

/// <summary>How patient the service is with AI providers. Tests bring shorter ones.</summary>
internal sealed record DescriptionLimits
{
    /// <summary>For one attempt, to the last byte of the answer.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For all attempts at one provider with the waits between them.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How often a provider is asked again.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>About how long to wait before the first repetition; doubled for the next one.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest <c>Retry-After</c> that is waited for; with a longer one the next provider is asked instead.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts within <see cref="BreakerWindow"/> after which a provider that mostly fails is left alone.</summary>
    public int BreakerAttempts { get; init; } = 6;

    /// <summary>Over what time failures are counted.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it is left alone then.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of an answer that are read; a good one has a few hundred.</summary>
    public long LongestAnswer { get; init; } = 1024 * 1024;

    /// <summary>The clock of all of it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
