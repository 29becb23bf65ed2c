using ArgusAI.Backend.Http;

namespace ArgusAI.Backend.Accounts;

/// <summary>Where a request comes from, for the list of sessions.</summary>
/// <param name="UserAgent">What it says it is, at most 200 characters; null when it says nothing.</param>
/// <param name="ClientIp">Its address.</param>
internal sealed record Device(string? UserAgent, string? ClientIp)
{
    private const int Longest = 200;

    /// <summary>A request's.</summary>
    public static Device Of(HttpContext http)
    {
        string agent = http.Request.Headers.UserAgent.ToString();
        // PostgreSQL stores no NUL; nobody reads any other control character either.
        agent = new([.. agent.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(Longest)]);
        return new(agent.Length == 0 ? null : agent, ClientAddress.Of(http));
    }
}
