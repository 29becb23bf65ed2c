using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>A camera's settings come back from both databases as they were sent.</summary>
public sealed class CameraSettingsTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Zones_schedule_and_capture_are_kept_changed_and_taken_back(string provider)
    {
        await using var backend = await postgres.StartBackendAsync(provider, _app);
        await backend.SignInAsync();
        var zones = JsonSerializer.Deserialize<JsonElement>("""[{"name":"door \"A\"","points":[[0,0],[0.5,0],[0.25,0.75]]}]""");
        var schedule = JsonSerializer.Deserialize<JsonElement>("""{"windows":[{"days":["mon","sun"],"from":"22:00","to":"06:30"}]}""");
        using var created = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new
        {
            name = "x", type = "rtsp", source = "rtsp://127.0.0.1:1/", enabled = false, motion_algorithm = "knn", motion_zones = zones, motion_schedule = schedule,
            time_zone = "Europe/Vienna", event_frames = 20, frame_selection = "uniform", clip_enabled = true, clip_pre_roll = 0, clip_post_roll = 60,
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        string path = created.Headers.Location!.ToString();

        using var renamed = await backend.Client.PutAsJsonAsync(path, new { name = "y" });
        var kept = await backend.GetJsonAsync(path);
        Assert.Equal("y", kept.GetProperty("name").GetString());
        Assert.Equal(
            ["knn", zones.GetRawText(), schedule.GetRawText(), "Europe/Vienna", "20", "uniform", "True", "0", "60"],
            new[] { "motion_algorithm", "motion_zones", "motion_schedule", "time_zone", "event_frames", "frame_selection", "clip_enabled", "clip_pre_roll", "clip_post_roll" }
                .Select(n => kept.GetProperty(n)).Select(v => v.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? v.GetRawText() : v.ToString()), new SameJson());

        using var taken = await backend.Client.PutAsJsonAsync(path, new { motion_zones = Array.Empty<object>(), motion_schedule = new { windows = Array.Empty<object>() }, time_zone = "" });
        var empty = await backend.GetJsonAsync(path);
        Assert.Equal(0, empty.GetProperty("motion_zones").GetArrayLength());
        Assert.Equal(0, empty.GetProperty("motion_schedule").GetProperty("windows").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, empty.GetProperty("time_zone").ValueKind);
    }

    // The same values, however they are written: \" and " need not be the same escape.
    private sealed class SameJson : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x == y || (x!.Length > 0 && x[0] is '[' or '{' && JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(x), JsonSerializer.Deserialize<JsonElement>(y!)));

        public int GetHashCode(string obj) => 0;
    }
}
