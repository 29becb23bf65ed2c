using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;

namespace ArgusAI.Backend.Tests;

/// <summary>Setting up cameras, good ones and bad ones.</summary>
public sealed class CameraTests : IAsyncLifetime
{
    private readonly AppFolder _app = new();
    private BackendProcess _backend = null!;

    public async ValueTask InitializeAsync()
    {
        File.Copy(Requirements.Footage, _app.In("vtest.avi"));
        _backend = await BackendProcess.ListeningAsync(_app.Path);
        await _backend.SignInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        _app.Dispose();
    }

    private async Task<JsonElement> CreateAsync(object body)
    {
        using var answer = await _backend.Client.PostAsJsonAsync("/api/v1/cameras", body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var camera = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/api/v1/cameras/" + camera.GetProperty("id").GetString(), answer.Headers.Location?.ToString());
        return camera;
    }

    private Task<JsonElement> BecomesAsync(JsonElement camera, string status) =>
        _backend.EventuallyAsync("/api/v1/cameras/" + camera.GetProperty("id").GetString(), c => c.GetProperty("status").GetString() == status);

    [Fact]
    public async Task A_password_is_stored_encrypted_and_shows_up_nowhere()
    {
        var camera = await CreateAsync(new { name = "gate", type = "rtsp", source = "rtsp://owner:hunter2%40home@127.0.0.1:1/live" });
        var failed = await BecomesAsync(camera, "error");

        Assert.Equal(("rtsp://127.0.0.1:1/live", "owner"), (camera.GetProperty("source").GetString(), camera.GetProperty("username").GetString()));
        Assert.Contains("refused", failed.GetProperty("last_error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failed.GetRawText() + _backend, StringComparison.Ordinal);
        using var connection = new SqliteConnection($"Data Source={_app.In("app.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT password_token FROM cameras";
        string token = (string)command.ExecuteScalar()!;
        Assert.Equal("hunter2@home", new Storage.Fernet(BackendProcess.EncryptionKey).TryDecrypt(token));
    }

    [Fact]
    public async Task While_a_camera_is_read_its_password_is_on_no_command_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await CreateAsync(new { name = "mute", type = "rtsp", source = $"rtsp://owner:hunter2@127.0.0.1:{port}/live" });

        // It has connected, so FFmpeg runs and knows the password; the camera never answers.
        using var connection = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));

        var lines = Children(_backend.Id).Select(id => File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ')).Where(l => l.Contains("ffmpeg", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.DoesNotContain("hunter2", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_camera_that_accepts_and_never_answers_becomes_an_error_and_hurts_no_other()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var mute = await CreateAsync(new { name = "mute", type = "rtsp", source = $"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/live" });
        var good = await CreateAsync(new { name = "good", type = "file", source = "vtest.avi" });

        await BecomesAsync(good, "connected");
        var failed = await BecomesAsync(mute, "error");

        Assert.NotEmpty(failed.GetProperty("last_error").GetString()!);
        Assert.Equal("connected", (await BecomesAsync(good, "connected")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_corrupt_video_is_an_error_with_a_readable_reason_and_the_service_stays_healthy()
    {
        byte[] noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(_app.In("corrupt.avi"), noise);

        var failed = await BecomesAsync(await CreateAsync(new { name = "bad", type = "file", source = "corrupt.avi" }), "error");

        Assert.Equal("corrupt.avi: Invalid data found when processing input", failed.GetProperty("last_error").GetString());
        Assert.Equal("healthy", (await _backend.GetJsonAsync(Routes.Readiness)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_camera_can_be_switched_off_changed_reconnected_and_removed()
    {
        var camera = await CreateAsync(new { name = "yard", type = "file", source = "vtest.avi", enabled = false });
        string path = "/api/v1/cameras/" + camera.GetProperty("id").GetString();
        Assert.Equal("disabled", camera.GetProperty("status").GetString());

        using var changed = await _backend.Client.PutAsJsonAsync(path, new { enabled = true, name = "garden" });
        var connected = await BecomesAsync(camera, "connected");
        Assert.Equal(("garden", "vtest.avi", "medium"), (connected.GetProperty("name").GetString(), connected.GetProperty("source").GetString(), connected.GetProperty("motion_sensitivity").GetString()));

        using var again = await _backend.Client.PostAsync(path + "/reconnect", null);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await BecomesAsync(camera, "connected");

        using var removed = await _backend.Client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(0, (await _backend.GetJsonAsync("/api/v1/cameras")).GetProperty("total_count").GetInt32());
        Assert.Equal(0, (await _backend.GetJsonAsync(Routes.Liveness)).GetProperty("camera_count").GetInt32());
        Assert.Empty(Children(_backend.Id));
    }

    [Fact]
    public async Task A_password_never_follows_a_camera_to_another_address()
    {
        var camera = await CreateAsync(new { name = "gate", type = "rtsp", source = "rtsp://a:b@127.0.0.1:1/live", enabled = false });

        using var moved = await _backend.Client.PutAsJsonAsync("/api/v1/cameras/" + camera.GetProperty("id").GetString(), new { source = "rtsp://127.0.0.1:2/live" });

        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        using var connection = new SqliteConnection($"Data Source={_app.In("app.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM cameras WHERE password_token IS NULL";
        Assert.Equal(1L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_test_tells_a_good_source_from_a_bad_one_and_saves_nothing()
    {
        using var good = await _backend.Client.PostAsJsonAsync("/api/v1/cameras/test", new { type = "file", source = "vtest.avi" });
        using var bad = await _backend.Client.PostAsJsonAsync("/api/v1/cameras/test", new { type = "rtsp", source = "rtsp://127.0.0.1:1/" });

        var found = await good.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((true, 768, 576), (found.GetProperty("success").GetBoolean(), found.GetProperty("width").GetInt32(), found.GetProperty("height").GetInt32()));
        var refused = await bad.Content.ReadFromJsonAsync<JsonElement>();
        Assert.False(refused.GetProperty("success").GetBoolean());
        Assert.Contains("refused", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await _backend.GetJsonAsync("/api/v1/cameras")).GetProperty("total_count").GetInt32());
    }

    private static List<string> Children(int parent) =>
        [.. Directory.GetDirectories($"/proc/{parent}/task")
            .SelectMany(task => File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
