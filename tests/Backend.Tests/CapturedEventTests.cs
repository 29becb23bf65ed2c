using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;
using OpenCvSharp;

namespace ArgusAI.Backend.Tests;

/// <summary>The files of an event, from real footage, on both databases.</summary>
public sealed class CapturedEventTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private async Task<string> AddCameraAsync(BackendProcess backend, object? more = null)
    {
        File.Copy(Requirements.Footage, _app.In("vtest.avi"));
        await backend.SignInAsync();
        using var answer = await backend.Client.PostAsJsonAsync("/api/v1/cameras", more ?? new { name = "yard", type = "file", source = "vtest.avi", motion_sensitivity = "high", event_frames = 7 });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_event_keeps_as_many_frames_as_its_camera_wants_and_loses_them_with_it(string provider)
    {
        await using var backend = await postgres.StartBackendAsync(provider, _app);
        string camera = await AddCameraAsync(backend);

        var page = await backend.EventuallyAsync("/api/v1/events", p => p.GetProperty("total_count").GetInt32() > 0);

        string id = page.GetProperty("items")[0].GetProperty("id").GetString()!;
        string[] files = Directory.GetFiles(_app.In("frames/" + id));
        // The camera has just been switched on: a frame or two may be all there is of before the motion, but 2.6 s follow.
        Assert.Equal(Enumerable.Range(1, 7).Select(i => $"frame_{i:000}.jpg"), files.Select(Path.GetFileName).Order());
        Assert.All(files, f =>
        {
            using var picture = Cv2.ImRead(f);
            Assert.Equal((640, 360), (picture.Width, picture.Height));
        });

        using var removed = await backend.Client.DeleteAsync("/api/v1/cameras/" + camera);
        removed.EnsureSuccessStatusCode();
        Assert.Empty(Directory.GetFileSystemEntries(_app.In("frames")));
        Assert.Empty(Directory.GetFiles(_app.In("thumbnails"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_event_in_progress_is_stored_at_shutdown()
    {
        await using (var backend = await BackendProcess.ListeningAsync(_app.Path))
        {
            string token = await backend.SignInAsync();
            using var socket = await LiveTests.ConnectAsync(backend.Address, "/ws", token);
            await AddCameraAsync(backend);
            // Motion is announced when an event begins; it would go on for 2.6 s.
            while (!System.Text.Encoding.UTF8.GetString((await LiveTests.ReceiveAsync(socket)).Bytes).Contains("MOTION_DETECTED", StringComparison.Ordinal))
            {
            }

            backend.Terminate();
            Assert.Equal(0, await backend.ExitAsync());
        }

        using var connection = new SqliteConnection($"Data Source={_app.In("app.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, frame_count FROM events";
        using var row = command.ExecuteReader();
        Assert.True(row.Read(), "the event is lost");
        Assert.Equal(Directory.GetFiles(_app.In("frames/" + row.GetString(0).ToLowerInvariant())).Length, row.GetInt32(1));
    }

    [Fact]
    public async Task An_event_whose_files_cannot_be_written_leaves_nothing_behind_and_harms_nothing()
    {
        await File.WriteAllTextAsync(_app.In("frames"), "in the way");
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        await AddCameraAsync(backend);

        await backend.LogsAsync("could not be stored");

        Assert.Empty(Directory.GetFiles(_app.In("thumbnails"), "*", SearchOption.AllDirectories));
        Assert.Equal(0, (await backend.GetJsonAsync("/api/v1/events")).GetProperty("total_count").GetInt32());
        Assert.Contains("status=\"failed\"} 1", await backend.Client.GetStringAsync(Routes.Metrics), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_its_zone_nothing_is_seen()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        // The upper left corner shows grass, where nobody walks.
        string id = await AddCameraAsync(backend, new
        {
            name = "yard", type = "file", source = "vtest.avi", motion_sensitivity = "high", frame_rate = 10, motion_zones = new[] { new { points = new[] { new[] { 0.0, 0 }, [0.06, 0], [0, 0.06] } } },
        });

        await FramesAsync(backend, id, 60);
        Assert.Equal(0, (await backend.GetJsonAsync("/api/v1/events")).GetProperty("total_count").GetInt32());
    }

    private static async Task FramesAsync(BackendProcess backend, string camera, int least)
    {
        string name = $"camera_frames_captured_total{{camera_id=\"{camera}\"}} ";
        for (int asked = 0; asked < 300; asked++)
        {
            string? line = (await backend.Client.GetStringAsync(Routes.Metrics)).Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            if (line is not null && int.Parse(line[name.Length..], System.Globalization.CultureInfo.InvariantCulture) >= least) return;
            await Task.Delay(200);
        }

        Assert.Fail($"the camera has not given {least} frames\n{backend}");
    }
}
