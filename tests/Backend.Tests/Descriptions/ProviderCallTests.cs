using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Descriptions.Providers;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>One provider is asked: what it gets, and what is made of whatever it answers.</summary>
public sealed class ProviderCallTests : IAsyncLifetime
{
    private const string Key = "key-hunter2";

    private static readonly byte[][] Pictures = [[0xFF, 0xD8, 1, 2, 3], [0xFF, 0xD8, 9, 8, 7]];

    // What a home has in half a minute, a test has in a fraction of a second.
    private static readonly DescriptionLimits Quick = new() { Attempt = TimeSpan.FromMinutes(1), RetryDelay = TimeSpan.FromMilliseconds(1), BreakerAttempts = 100 };

    private readonly WaitClock _clock = new();
    private ProviderServer _server = null!;
    private ProviderHttp? _http;

    public static TheoryData<string> Providers => new(ProviderShapes.Names);

    public static TheoryData<string, int> Refusals => new(ProviderShapes.Names.SelectMany(n => new[] { 400, 401, 403, 404, 413 }.Select(s => (n, s))));

    public async ValueTask InitializeAsync() => _server = await ProviderServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<Asked> AskAsync(string name, DescriptionLimits? limits = null)
    {
        var provider = KnownProviders.Find(name)!;
        _http ??= new((limits ?? Quick) with { Time = _clock });
        return await new ProviderAsker(_http).AskAsync(new(provider, Key, KeySource.Environment, false, provider.DefaultModel, new Uri(_server.Address, name)), Pictures, CancellationToken.None);
    }

    [Theory]
    [InlineData("openai", "/openai/chat/completions", "Authorization", "Bearer " + Key, "\"image_url\":{\"url\":\"data:image/jpeg;base64,{0}\"}")]
    [InlineData("xai", "/xai/chat/completions", "Authorization", "Bearer " + Key, "\"image_url\":{\"url\":\"data:image/jpeg;base64,{0}\"}")]
    [InlineData("anthropic", "/anthropic/v1/messages", "x-api-key", Key, "{\"type\":\"base64\",\"media_type\":\"image/jpeg\",\"data\":\"{0}\"}")]
    [InlineData("google_ai", "/google_ai/v1beta/models/gemini-3.5-flash-lite:generateContent", "x-goog-api-key", Key, "\"inline_data\":{\"mime_type\":\"image/jpeg\",\"data\":\"{0}\"}")]
    public async Task A_question_has_the_providers_shape_and_its_answer_is_read(string name, string path, string header, string value, string picture)
    {
        _server.Answers(name, ProviderShapes.Says(name));

        var asked = await AskAsync(name);

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("POST", path), (request.Method, request.Path));
        Assert.Equal(value, request.Headers[header]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.False(request.Headers.ContainsKey("traceparent"));
        foreach (byte[] bytes in Pictures) Assert.Contains(picture.Replace("{0}", Convert.ToBase64String(bytes), StringComparison.Ordinal), request.Text, StringComparison.Ordinal);
        if (name == "anthropic") Assert.Equal("2023-06-01", request.Headers["anthropic-version"]);
        if (name != "google_ai") Assert.Contains($"\"model\":\"{KnownProviders.Find(name)!.DefaultModel}\"", request.Text, StringComparison.Ordinal);
        Assert.Equal(CallStatus.Success, asked.Status);
        Assert.Equal("A person walks past a parked car.", asked.Scene!.Description);
        Assert.Equal(",person,car,", asked.Scene.ObjectsColumn);
        Assert.Equal((ProviderShapes.Input, ProviderShapes.Output), (asked.Answer!.InputTokens, asked.Answer.OutputTokens));
        Assert.True(Prices.Knows(KnownProviders.Find(name)!.DefaultModel), "the default model has no price");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Too_many_requests_is_repeated_after_the_time_that_the_provider_names(string name)
    {
        _server.Answers(name, new Reply(429, "{}", RetryAfter: "17"), ProviderShapes.Says(name));

        Assert.Equal(CallStatus.Success, (await AskAsync(name)).Status);

        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal(_server.Requests[0].Text, _server.Requests[1].Text);
        Assert.Equal(TimeSpan.FromSeconds(17), Assert.Single(_clock.Waits));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_longer_time_than_anyone_would_wait_is_not_waited_for(string name)
    {
        _server.Answers(name, new Reply(429, "{}", RetryAfter: "3600"));

        Assert.Equal(CallStatus.RateLimited, (await AskAsync(name)).Status);

        Assert.Single(_server.Requests);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_server_error_is_repeated_twice(string name)
    {
        _server.Answers(name, new Reply(500, "{}"), new Reply(503, "{}"), new Reply(529, "{}"), ProviderShapes.Says(name));

        Assert.Equal(CallStatus.Unavailable, (await AskAsync(name)).Status);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task No_answer_in_time_is_repeated_twice_and_then_a_timeout(string name)
    {
        _server.Answers(name, Reply.Never);

        Assert.Equal(CallStatus.Timeout, (await AskAsync(name, Quick with { Attempt = TimeSpan.FromMilliseconds(200) })).Status);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_stops_after_its_head_is_a_timeout_too()
    {
        _server.Answers("openai", Reply.HeadOnly, ProviderShapes.Says("openai"));

        Assert.Equal(CallStatus.Success, (await AskAsync("openai", Quick with { Attempt = TimeSpan.FromMilliseconds(500) })).Status);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task All_attempts_together_have_a_limit_of_their_own()
    {
        _server.Answers("openai", Reply.Never);

        Assert.Equal(CallStatus.Timeout, (await AskAsync("openai", Quick with { Total = TimeSpan.FromMilliseconds(300) })).Status);
        Assert.InRange(_server.Requests.Count, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_not_repeated(string name, int status)
    {
        _server.Answers(name, new Reply(status, $$$"""{"error":{"message":"Incorrect API key provided: {{{Key}}}"}}"""));

        Assert.Equal(CallStatus.Refused, (await AskAsync(name)).Status);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_answer_without_words_is_malformed_and_what_it_cost_is_known(string name)
    {
        _server.Answers(name, ProviderShapes.SaysNothing(name));

        var asked = await AskAsync(name);

        Assert.Equal((CallStatus.Malformed, ProviderShapes.Input), (asked.Status, asked.Answer!.InputTokens));
        Assert.Single(_server.Requests);
    }

    public static TheoryData<string, string> Malformed => new(ProviderShapes.Names.SelectMany(n => new[]
    {
        "", "null", "7", "[]", "<html>Bad gateway</html>", "{\"choices\":", """{"choices":{},"content":7,"candidates":"x","usage":[],"usageMetadata":null}""",
        """{"choices":[{"message":{"content":"\ud800"}}],"content":[{"type":"text","text":"\ud800"}],"candidates":[{"content":{"parts":[{"text":"\ud800"}]}}]}""",
        new string('[', 5000),
    }.Select(b => (n, b))));

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_answer_of_the_provider_is_malformed(string name, string body)
    {
        _server.Answers(name, new Reply(200, body));

        Assert.Equal(CallStatus.Malformed, (await AskAsync(name)).Status);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_answer_of_2_MB_is_not_read_and_not_asked_for_again(string name)
    {
        _server.Answers(name, ProviderShapes.Says(name, new string('x', 2 * 1024 * 1024)));

        Assert.Equal(CallStatus.Malformed, (await AskAsync(name)).Status);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_so_that_the_key_goes_nowhere_else()
    {
        _server.Answers("anthropic", new Reply(307, "", Location: "/elsewhere"));

        Assert.Equal(CallStatus.Unavailable, (await AskAsync("anthropic")).Status);
        Assert.Empty(_server.For("elsewhere"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_provider_that_keeps_failing_is_left_alone_for_a_while(string name)
    {
        var limits = Quick with { BreakerAttempts = 6, BreakerPause = TimeSpan.FromMinutes(1) };
        string other = ProviderShapes.Names.First(n => n != name);
        _server.Answers(name, new Reply(500, "{}"));
        _server.Answers(other, ProviderShapes.Says(other));
        await AskAsync(name, limits);
        await AskAsync(name);

        Assert.Equal(CallStatus.CircuitOpen, (await AskAsync(name)).Status);
        Assert.Equal(6, _server.Requests.Count);
        Assert.Equal(CallStatus.Success, (await AskAsync(other)).Status);

        _server.Answers(name, ProviderShapes.Says(name));
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(CallStatus.Success, (await AskAsync(name)).Status);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        await _server.DisposeAsync();

        Assert.Equal(CallStatus.Unavailable, (await AskAsync("openai")).Status);
    }
}
