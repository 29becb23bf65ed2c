using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>The end of the process, and its logs from the first line to the last.</summary>
public sealed class StopTests : IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task SIGTERM_with_open_sockets_and_a_running_camera_ends_with_exit_0_within_3_s_and_a_goodbye()
    {
        File.Copy(Requirements.Footage, _app.In("vtest.avi"));
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["LOG_LEVEL"] = "DEBUG" });
        string token = await backend.SignInAsync();
        using var created = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "yard", type = "file", source = "vtest.avi" });
        string id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await backend.EventuallyAsync("/api/v1/cameras/" + id, c => c.GetProperty("status").GetString() == "connected");
        using var messages = await LiveTests.ConnectAsync(backend.Address, "/ws", token);
        using var video = await LiveTests.ConnectAsync(backend.Address, "/ws/stream/" + id, token);
        await LiveTests.ReceiveAsync(video);

        var waited = Stopwatch.StartNew();
        backend.Terminate();
        int exit = await backend.ExitAsync();

        Assert.Equal(0, exit);
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 3);
        foreach (var socket in new[] { messages, video })
        {
            while ((await LiveTests.ReceiveAsync(socket)).Type != WebSocketMessageType.Close)
            {
            }

            Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus);
        }

        Assert.Empty(backend.Errors);
        Assert.All(backend.Output, line =>
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(["timestamp", "level", "message", "logger"], json.RootElement.EnumerateObject().Take(4).Select(p => p.Name));
            Assert.Equal(TimeSpan.Zero, json.RootElement.GetProperty("timestamp").GetDateTimeOffset().Offset);
        });
        Assert.DoesNotContain(BackendProcess.SigningSecret, backend.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(BackendProcess.EncryptionKey, backend.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(BackendProcess.AdminPassword, backend.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, backend.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_stored_before_a_kill_is_there_after_the_next_start()
    {
        await using (var killed = await BackendProcess.ListeningAsync(_app.Path))
        {
            await killed.SignInAsync();
            using var created = await killed.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "kept", type = "rtsp", source = "rtsp://127.0.0.1:1/", enabled = false });
            created.EnsureSuccessStatusCode();
            killed.Kill();
            await killed.ExitAsync();
        }

        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["ADMIN_PASSWORD"] = "ignored now" });
        await backend.SignInAsync();
        Assert.Equal("kept", (await backend.GetJsonAsync("/api/v1/cameras")).GetProperty("items")[0].GetProperty("name").GetString());
    }
}
