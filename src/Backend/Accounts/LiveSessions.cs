using System.Collections.Concurrent;

namespace ArgusAI.Backend.Accounts;

/// <summary>
/// The sessions that have not ended, in memory: every request asks, and none waits for the database. What is not in here
/// is not signed in, so that a revoked session, a disabled account and a deleted one stop working at once.
/// </summary>
internal sealed class LiveSessions
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _sessions = new();

    /// <summary>Their ids at this moment.</summary>
    public IReadOnlyCollection<Guid> Ids => [.. _sessions.Keys];

    /// <summary>Whether a session lives.</summary>
    public bool Has(Guid session) => _sessions.ContainsKey(session);

    /// <summary>Cancelled when the session ends; already so when it has.</summary>
    public CancellationToken Ended(Guid session) => _sessions.TryGetValue(session, out var end) ? end.Token : new(canceled: true);

    /// <summary>Adds one that is stored.</summary>
    public void Add(Guid session) => _sessions.TryAdd(session, new());

    /// <summary>Ends one: its tokens are refused from now on, its WebSockets are told.</summary>
    public void End(Guid session)
    {
        // Asynchronously: a socket's goodbye takes time that the one who revokes does not have.
        if (_sessions.TryRemove(session, out var end)) _ = end.CancelAsync();
    }
}
