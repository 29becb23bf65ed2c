using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>How many guesses there are, and whose they count as.</summary>
public sealed class SignInLimitTests : IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private static async Task<HttpStatusCode> GuessAsync(BackendProcess backend, string? forwardedFor, string username = "mallory")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = JsonContent.Create(new { username, password = "guess" }) };
        if (forwardedFor is not null) request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        using var answer = await backend.Client.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests) Assert.Equal("60", Assert.Single(answer.Headers.GetValues("Retry-After")));
        return answer.StatusCode;
    }

    private static async Task<string> LoggedAddressAsync(BackendProcess backend, string forwardedFor)
    {
        string id = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        request.Headers.Add("X-Request-ID", id);
        using var answer = await backend.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await backend.LogsAsync(id);
        return JsonSerializer.Deserialize<JsonElement>(backend.Output.First(l => l.Contains(id, StringComparison.Ordinal))).GetProperty("client_ip").GetString()!;
    }

    [Fact]
    public void Ten_failures_of_an_address_and_thirty_of_an_account_close_the_door_for_a_minute()
    {
        var clock = new Clock();
        var limiter = new SignInLimiter(clock);
        int Tries(string address, string account = "admin") => Enumerable.Range(0, 50).TakeWhile(_ => limiter.TryBegin(address, account)).Count();

        Assert.Equal(10, Tries("192.0.2.1"));
        Assert.Equal(10, Tries("192.0.2.1", "other"));
        Assert.Equal((10, 10, 0), (Tries("192.0.2.2"), Tries("192.0.2.3"), Tries("192.0.2.4")));
        clock.Now = 59_999;
        Assert.Equal(0, Tries("192.0.2.1"));
        clock.Now = 60_000;
        Assert.Equal(10, Tries("192.0.2.1"));
    }

    [Fact]
    public void A_success_costs_nothing()
    {
        var limiter = new SignInLimiter(new Clock());
        for (int i = 0; i < 100; i++)
        {
            Assert.True(limiter.TryBegin("192.0.2.1", "admin"));
            limiter.Succeeded("192.0.2.1", "admin");
        }
    }

    [Fact]
    public async Task Forged_addresses_of_an_untrusted_peer_buy_no_guess_and_guesses_at_once_do_not_slip_through()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => GuessAsync(backend, $"192.0.2.{i}")));

        Assert.Equal((10, 10), (answers.Count(a => a == HttpStatusCode.Unauthorized), answers.Count(a => a == HttpStatusCode.TooManyRequests)));
        Assert.Equal("127.0.0.1", await LoggedAddressAsync(backend, "192.0.2.1"));
        Assert.NotEmpty(await backend.SignInAsync());
    }

    [Fact]
    public async Task A_peer_outside_the_trusted_networks_is_not_believed()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["TRUSTED_PROXIES"] = "10.0.0.0/8,::1" });

        Assert.Equal("127.0.0.1", await LoggedAddressAsync(backend, "192.0.2.1"));
    }

    [Fact]
    public async Task A_trusted_proxys_word_counts_as_far_back_as_the_proxies_are_trusted()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["TRUSTED_PROXIES"] = "127.0.0.1,10.0.0.0/8,fd00::/8" });

        Assert.Equal("192.0.2.1", await LoggedAddressAsync(backend, "192.0.2.1"));
        Assert.Equal("2001:db8::7", await LoggedAddressAsync(backend, "2001:db8::7"));
        // Two trusted hops; what stands left of the first stranger is that stranger's own claim.
        Assert.Equal("192.0.2.2", await LoggedAddressAsync(backend, "198.51.100.9, 192.0.2.2, fd00::3, 10.1.2.3"));
        foreach (string garbage in new[] { "unknown", "not an address", ",,,", "999.1.1.1", "'; DROP TABLE accounts", new string('1', 5000) })
            Assert.Equal("127.0.0.1", await LoggedAddressAsync(backend, garbage));
        Assert.Equal("10.1.2.3", await LoggedAddressAsync(backend, "garbage, 10.1.2.3"));

        for (int i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(backend, "192.0.2.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(backend, "192.0.2.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(backend, "192.0.2.2"));
        // From a new address each: the account's own limit holds.
        var rest = await Task.WhenAll(Enumerable.Range(3, 25).Select(i => GuessAsync(backend, $"192.0.2.{i}")));
        Assert.Equal((19, 6), (rest.Count(a => a == HttpStatusCode.Unauthorized), rest.Count(a => a == HttpStatusCode.TooManyRequests)));
        Assert.NotEmpty(await backend.SignInAsync());
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    [InlineData("garbage", false)]
    public async Task Behind_a_trusted_TLS_proxy_the_cookies_are_secure(string scheme, bool isSecure)
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["TRUSTED_PROXIES"] = "127.0.0.1" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = JsonContent.Create(new { username = "admin", password = BackendProcess.AdminPassword }) };
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await backend.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.Equal(isSecure, c.Contains("secure", StringComparison.Ordinal)));
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
