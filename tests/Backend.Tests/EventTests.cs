using System.Net;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using OpenCvSharp;

namespace ArgusAI.Backend.Tests;

/// <summary>From a camera's frames to events in the API.</summary>
public sealed class EventTests(FootageBackend footage) : IClassFixture<FootageBackend>
{
    private BackendProcess Backend => footage.Backend;

    private Task<JsonElement> EventsAsync(int atLeast) => Backend.EventuallyAsync("/api/v1/events", page => page.GetProperty("total_count").GetInt32() >= atLeast);

    [Fact]
    public async Task Motion_in_real_footage_becomes_an_event_with_a_readable_thumbnail()
    {
        var e = (await EventsAsync(1)).GetProperty("items")[0];

        Assert.Equal(footage.CameraId, e.GetProperty("camera_id").GetString());
        Assert.Equal("car park", e.GetProperty("camera_name").GetString());
        Assert.Equal(JsonValueKind.Null, e.GetProperty("description").ValueKind);
        Assert.InRange(e.GetProperty("confidence").GetDouble(), 0.5, 1);
        var box = e.GetProperty("bounding_box");
        Assert.InRange(box.GetProperty("x").GetDouble() + box.GetProperty("width").GetDouble(), 0.001, 1.001);
        Assert.InRange(box.GetProperty("y").GetDouble() + box.GetProperty("height").GetDouble(), 0.001, 1.001);

        using var answer = await Backend.Client.GetAsync(e.GetProperty("thumbnail_url").GetString());
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.MediaType);
        using var picture = Cv2.ImDecode(await answer.Content.ReadAsByteArrayAsync(), ImreadModes.Color);
        Assert.Equal((320, 180), (picture.Width, picture.Height));
        // A real scene has structure; a grey or black frame has none.
        Cv2.MeanStdDev(picture, out _, out var deviation);
        Assert.True(deviation.Val0 > 20, $"the thumbnail is nearly uniform ({deviation.Val0})");
        string day = e.GetProperty("timestamp").GetDateTime().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(File.Exists(Path.Combine(footage.Data, "thumbnails", day, e.GetProperty("id").GetString() + ".jpg")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_repetition()
    {
        await EventsAsync(3);
        var seen = new List<string>();
        string? cursor = null;
        for (int page = 0; page < 3; page++)
        {
            var answer = await Backend.GetJsonAsync($"/api/v1/events?limit=1&camera_id={footage.CameraId}" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.Add(Assert.Single(answer.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()!);
            cursor = answer.GetProperty("next_cursor").GetString();
        }

        Assert.Equal(3, seen.Distinct().Count());
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Another_cameras_filter_finds_nothing() =>
        Assert.Equal(0, (await Backend.GetJsonAsync($"/api/v1/events?camera_id={Guid.NewGuid()}")).GetProperty("total_count").GetInt32());

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("camera_id=x")]
    [InlineData("cursor=x")]
    [InlineData("cursor=9999999999999999999-00000000000000000000000000000000")]
    public async Task A_wrong_query_is_answered_400_with_a_detail(string query)
    {
        using var answer = await Backend.Client.GetAsync("/api/v1/events?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
    }

    [Fact]
    public async Task A_deleted_event_is_gone_with_its_file()
    {
        var e = (await EventsAsync(1)).GetProperty("items").EnumerateArray().Last();
        string path = "/api/v1/events/" + e.GetProperty("id").GetString();

        using var deleted = await Backend.Client.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (string gone in new[] { path, path + "/thumbnail" })
        {
            using var answer = await Backend.Client.GetAsync(gone);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Empty(Directory.GetFiles(footage.Data, e.GetProperty("id").GetString() + ".*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Metrics_carry_the_names_of_the_contract()
    {
        await EventsAsync(1);
        string metrics = await Backend.Client.GetStringAsync("/metrics");

        foreach (string name in new[]
        {
            "app_info{", "http_requests_total{method=\"GET\",path=\"/api/v1/events\",status_code=\"200\"}", "http_request_duration_seconds_bucket", "cameras_total 1", "cameras_connected 1",
            $"camera_frames_captured_total{{camera_id=\"{footage.CameraId}\"}}", "motion_detection_duration_seconds_count", $"events_processed_total{{camera_id=\"{footage.CameraId}\",status=\"stored\"}}",
            "event_processing_duration_seconds_count{stage=\"store\"}", "event_queue_depth", "ws_connections", "process_working_set_bytes",
        })
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }
    }
}
