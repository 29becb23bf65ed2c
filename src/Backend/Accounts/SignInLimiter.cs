namespace ArgusAI.Backend.Accounts;

/// <summary>
/// Counts failed sign-ins of a minute: ten per account and caller's address, thirty per account from anywhere. Then the
/// door is closed until the minute is over. Successes cost nothing. A try counts while it is checked, so that many at
/// once do not slip through together.
/// </summary>
internal sealed class SignInLimiter(TimeProvider time)
{
    /// <summary>Failures of one address on one account.</summary>
    public const int PerAddress = 10;

    /// <summary>Failures of all addresses on one account.</summary>
    public const int PerAccount = 30;

    /// <summary>What a caller who is refused should wait at most.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Names and addresses are the callers' choice: what is over is forgotten as soon as there are many.
    private const int Many = 10_000;

    private readonly Dictionary<string, Count> _counts = [];

    /// <summary>Begins a try; false when there were too many.</summary>
    public bool TryBegin(string? address, string account)
    {
        lock (_counts)
        {
            Count fromHere = Current(FromHere(address, account)), fromAnywhere = Current(account);
            if (fromHere.Tries >= PerAddress || fromAnywhere.Tries >= PerAccount) return false;
            fromHere.Tries++;
            fromAnywhere.Tries++;
            return true;
        }
    }

    /// <summary>The try that began was no failure.</summary>
    public void Succeeded(string? address, string account)
    {
        lock (_counts)
        {
            foreach (var count in new[] { Current(FromHere(address, account)), Current(account) }) count.Tries = Math.Max(0, count.Tries - 1);
        }
    }

    // No account's name holds a blank.
    private static string FromHere(string? address, string account) => $"{account} {address}";

    private Count Current(string key)
    {
        long now = time.GetTimestamp();
        if (_counts.TryGetValue(key, out var known) && !IsOver(known, now)) return known;
        if (_counts.Count >= Many)
        {
            foreach (string old in _counts.Where(c => IsOver(c.Value, now)).Select(c => c.Key).ToList()) _counts.Remove(old);
        }

        return _counts[key] = new Count(now);
    }

    private bool IsOver(Count count, long now) => time.GetElapsedTime(count.Begun, now) >= Window;

    private sealed class Count(long begun)
    {
        public long Begun { get; } = begun;

        public int Tries { get; set; }
    }
}
