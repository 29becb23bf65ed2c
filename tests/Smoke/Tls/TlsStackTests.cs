using System.Net;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Tls;

/// <summary>Profile <c>ssl</c>: the whole stack behind nginx (AC-2.6.1 to 2.6.3).</summary>
[Collection(nameof(WithTls))]
public sealed class TlsStackTests(WithTls running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ArgusClient Anyone() => new(running.Stack.Https, running.Certificate);

    [Theory]
    [InlineData("tls1_2")]
    [InlineData("tls1_3")]
    public async Task A_current_TLS_version_is_spoken(string version) =>
        (await Openssl.Handshake(running.Stack.Ports.Https, version)).Succeeded();

    [Fact]
    public async Task TLS_1_1_is_refused_by_nginx_and_not_by_the_client()
    {
        int control = new StackPorts().Backend;
        await using (await Openssl.OldServer(control, running.Stack.Clone))
            Assert.Contains("TLSv1.1", (await Openssl.Handshake(control, "tls1_1")).Succeeded().Output, StringComparison.Ordinal);

        var refused = await Openssl.Handshake(running.Stack.Ports.Https, "tls1_1");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("alert protocol version", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_the_one_in_data_certs()
    {
        // The client accepts this one certificate only.
        using var client = Anyone();
        Assert.Equal(HttpStatusCode.OK, (await client.Http.GetAsync("/", Cancel)).StatusCode);
        using var other = new ArgusClient(running.Stack.Https);
        await Assert.ThrowsAsync<HttpRequestException>(() => other.Http.GetAsync("/", Cancel));
    }

    [Fact]
    public async Task Plain_HTTP_is_sent_to_HTTPS()
    {
        using var plain = new ArgusClient(new Uri($"http://localhost:{running.Stack.Ports.Http}"));
        var answer = await plain.Http.GetAsync("/cameras?page=2", Cancel);
        Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
        Assert.StartsWith("https://localhost", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.EndsWith("/cameras?page=2", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_in_API_and_WebSocket_work_behind_nginx()
    {
        using var client = Anyone();
        var signedIn = await client.SignIn(running.Stack.Secrets.AdminPassword);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        // The backend learns from the forwarded headers that the browser is on https.
        Assert.Contains(signedIn.Headers.GetValues("Set-Cookie"), c => c.Contains("secure", StringComparison.OrdinalIgnoreCase));
        Assert.Empty((await client.GetCameras()).Items);
        using var socket = await client.OpenWebSocket(Routes.WebSocket);
        Assert.Equal("pong", await ArgusClient.Ping(socket));
    }

    [Fact]
    public async Task A_backend_that_was_recreated_is_found_again()
    {
        (await running.Stack.Compose("up", "-d", "--force-recreate", "--no-deps", Services.Backend)).Succeeded();
        await running.Stack.WaitUntilHealthy();
        using var client = Anyone();
        var health = await ArgusClient.Until(TimeLimits.Answer, () => client.Http.GetAsync(Routes.Readiness, Cancel), a => a.StatusCode == HttpStatusCode.OK, "an answer of the new backend");
        Assert.Equal("healthy", (await ArgusClient.Read<JsonElement>(health)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task nginx_runs_as_the_owner_of_the_key_without_a_single_capability() =>
        Containment.Assert(await running.Stack.Container(Services.Nginx), (int)DataLayout.UserId);
}
