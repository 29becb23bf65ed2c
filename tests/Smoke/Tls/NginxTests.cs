using System.Net;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Tls;

/// <summary>What the generated nginx configuration does with requests, seen from both sides (D27 to D33, Q4).</summary>
public sealed class NginxTests(BehindNginx nginx) : IClassFixture<BehindNginx>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_configuration_is_valid_with_no_upstream_present()
    {
        var test = await nginx.Stack.Shell.Docker("compose", "--profile", Profiles.Ssl, "run", "--rm", "--no-deps", "-T", Services.Nginx, "nginx", "-t");
        Assert.Contains("test is successful", test.Succeeded().All, StringComparison.Ordinal);
        Assert.DoesNotContain("[warn]", test.All, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_upstream_nginx_is_healthy_and_answers_502() => Assert.InRange(nginx.StatusWithoutUpstream, 502, 504);

    [Theory]
    [InlineData(Routes.WebSocket)]
    [InlineData("/ws/stream/some-camera")]
    [InlineData("/api/v1/some/socket")]
    public async Task A_WebSocket_goes_through(string path)
    {
        using var socket = await nginx.Client.OpenWebSocket(path, signedIn: false);
        Assert.Equal("pong", await ArgusClient.Ping(socket));
    }

    [Theory]
    [InlineData("/", 3000)]
    [InlineData("/cameras", 3000)]
    [InlineData("/api/v1/cameras", 8000)]
    public async Task The_upstream_sees_who_asked_and_for_what(string path, int port)
    {
        var seen = await Echo(path);
        Assert.Equal(port, seen.GetProperty("port").GetInt32());
        var headers = seen.GetProperty("headers");
        Assert.StartsWith("localhost", headers.GetProperty("host").GetString(), StringComparison.Ordinal);
        Assert.Equal("https", headers.GetProperty("x-forwarded-proto").GetString());
        foreach (var name in (string[])["x-forwarded-for", "x-real-ip"])
            Assert.True(IPAddress.TryParse(headers.GetProperty(name).GetString(), out _), $"{name} is not one address");
        // Keep-alive to the upstream: "close" or a fixed "upgrade" would be sent on otherwise (D30).
        Assert.False(headers.TryGetProperty("connection", out var connection) && connection.GetString() is "upgrade", "Connection: upgrade on a plain request");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/cameras")]
    [InlineData(Routes.NginxHealth)]
    [InlineData(Routes.Metrics)]
    public async Task Every_answer_carries_the_protective_headers(string path)
    {
        var answer = await nginx.Client.Http.GetAsync(path, Cancel);
        Assert.StartsWith("max-age=", Header(answer, "Strict-Transport-Security"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.NotEqual("", Header(answer, "X-Frame-Options"));
        Assert.NotEqual("", Header(answer, "Referrer-Policy"));
        Assert.DoesNotContain("nginx/", Header(answer, "Server"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Routes.Metrics)]
    [InlineData(Routes.Metrics + "/")]
    [InlineData("//metrics")]
    [InlineData("/%6detrics")]
    public async Task Metrics_stay_inside(string path)
    {
        // As written: HttpClient would tidy the path before nginx sees it.
        var asWritten = new Uri($"{nginx.Stack.Https.GetLeftPart(UriPartial.Authority)}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        Assert.Equal(HttpStatusCode.NotFound, (await nginx.Client.Http.GetAsync(asWritten, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_20_MB_upload_arrives_whole()
    {
        var answer = await nginx.Client.Http.PostAsync("api/v1/system/restore", new ByteArrayContent(new byte[20_000_000]), Cancel);
        Assert.Equal(20_000_000, (await ArgusClient.Read<JsonElement>(answer)).GetProperty("received").GetInt64());
    }

    [Fact]
    public async Task An_upload_over_the_limit_is_refused_with_413()
    {
        var answer = await nginx.Client.Http.PostAsync("api/v1/system/restore", new ByteArrayContent(new byte[Limits.Upload + 1]), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task An_upstream_with_a_new_address_is_found_again()
    {
        string before = nginx.UpstreamAddress;
        await nginx.ReplaceUpstream();
        Assert.NotEqual(before, nginx.UpstreamAddress);
        var answer = await ArgusClient.Until(TimeLimits.Answer, () => nginx.Client.Http.GetAsync("/api/v1/cameras", Cancel), a => a.IsSuccessStatusCode, "an answer of the new upstream");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // Each of nginx's processes remembers names for itself: the tests that follow must not meet one that still has the old address.
        await Task.Delay(TimeSpan.FromSeconds(6), Cancel);
    }

    private async Task<JsonElement> Echo(string path) => await ArgusClient.Read<JsonElement>(await nginx.Client.Http.GetAsync(path, Cancel));

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : "";
}
