using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>What a browser reaches on port 3000 alone, with nothing configured.</summary>
[Collection(nameof(Default))]
public sealed class DoorTests(Default running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_services_are_healthy_for_the_engine_too()
    {
        foreach (var service in (string[])[Services.Backend, Services.Frontend])
            Assert.Equal("healthy", (await running.Stack.Container(service)).State!.Health!.Status);
    }

    [Fact]
    public async Task The_home_page_answers_with_a_page()
    {
        using var anyone = new ArgusClient(running.Stack.Frontend);
        var answer = await anyone.Http.GetAsync("/", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(Product.Name, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_answers_through_the_frontend_and_every_check_is_healthy()
    {
        using var anyone = new ArgusClient(running.Stack.Frontend);
        var health = await ArgusClient.Read<JsonElement>(await anyone.Http.GetAsync(Routes.Readiness, Cancel));
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        var checks = health.GetProperty("checks");
        foreach (var name in (string[])["database", "storage", "ffmpeg", "opencv"])
            Assert.Equal("healthy", checks.GetProperty(name).GetProperty("status").GetString());
        Assert.Equal("sqlite", checks.GetProperty("database").GetProperty("provider").GetString());
    }

    [Fact]
    public async Task The_administrator_signs_in_through_the_frontend_and_a_wrong_password_does_not()
    {
        using var anyone = new ArgusClient(running.Stack.Frontend);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.SignIn("not the password")).StatusCode);
        var answer = await anyone.SignIn(running.Stack.Secrets.AdminPassword);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("argusai_token=", StringComparison.Ordinal) && c.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        var me = await ArgusClient.Read<JsonElement>(await anyone.Http.GetAsync("api/v1/auth/me", Cancel));
        Assert.Equal("admin", me.GetProperty("username").GetString());
    }

    [Fact]
    public async Task Cameras_are_shown_to_nobody_who_is_not_signed_in()
    {
        using var anyone = new ArgusClient(running.Stack.Frontend);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.Http.GetAsync("api/v1/cameras", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_opens_through_the_frontend_and_answers()
    {
        using var socket = await running.Client.OpenWebSocket(Routes.WebSocket);
        Assert.Equal("pong", await ArgusClient.Ping(socket));
    }

    [Fact]
    public async Task A_WebSocket_answers_nobody_who_is_not_signed_in()
    {
        // Either the handshake is refused, or the socket is closed at once with the contract's 4001.
        try
        {
            using var socket = await running.Client.OpenWebSocket(Routes.WebSocket, signedIn: false);
            Assert.NotEqual("pong", await ArgusClient.Ping(socket));
            Assert.Equal(4001, (int)socket.CloseStatus!.Value);
        }
        catch (WebSocketException refused)
        {
            Assert.Contains("401", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Routes.Liveness)]
    [InlineData(Routes.Readiness)]
    [InlineData(Routes.Metrics)]
    [InlineData(Routes.Docs)]
    [InlineData(Routes.OpenApi)]
    public async Task The_backends_own_port_answers_what_the_contract_names(string path)
    {
        using var anyone = new ArgusClient(running.Stack.Backend);
        var answer = await anyone.Http.GetAsync(path, Cancel);
        // The reference page lies in a folder of its own.
        if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.MovedPermanently) answer = await anyone.Http.GetAsync(answer.Headers.Location, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Every_line_the_backend_logs_is_a_JSON_object_without_a_secret()
    {
        var lines = (await running.Stack.Logs(Services.Backend)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            using var entry = JsonDocument.Parse(line);
            foreach (var name in (string[])["timestamp", "level", "message", "logger"])
                Assert.True(entry.RootElement.TryGetProperty(name, out _), $"no '{name}' in: {line}");
        });
        foreach (var secret in running.Stack.Secrets.All)
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
