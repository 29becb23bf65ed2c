using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>What a camera may be.</summary>
public sealed class CameraRulesTests(FreshBackend fresh) : IClassFixture<FreshBackend>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await fresh.Backend.SignInAsync(fresh.InitialPassword);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/hostname")]
    [InlineData("data/../../x.avi")]
    [InlineData("link.avi")]
    [InlineData("linked/hostname")]
    [InlineData("missing.avi")]
    [InlineData(".")]
    [InlineData("vtest.avi\" -i /etc/passwd \"")]
    [InlineData("")]
    public async Task A_file_outside_the_data_folder_is_refused(string source)
    {
        using var answer = await fresh.Backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "x", type = "file", source });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("source: ", await ApiTests.DetailAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"rtsp","source":"rtsp://h/"}""", "name")]
    [InlineData("""{"name":"x","type":"onvif","source":"rtsp://h/"}""", "type")]
    [InlineData("""{"name":"x","type":"rtsp","source":"http://h/"}""", "source")]
    [InlineData("""{"name":"x","type":"mjpeg","source":"file:///etc/passwd"}""", "source")]
    [InlineData("""{"name":"x","type":"usb","source":"/dev/sda"}""", "source")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","frame_rate":31}""", "frame_rate")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_sensitivity":"extreme"}""", "motion_sensitivity")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_cooldown":-1}""", "motion_cooldown")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_algorithm":"magic"}""", "motion_algorithm")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","event_frames":2}""", "event_frames")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","event_frames":21}""", "event_frames")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","frame_selection":"best"}""", "frame_selection")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","clip_pre_roll":31}""", "clip_pre_roll")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","clip_post_roll":0}""", "clip_post_roll")]
    [InlineData("""{"name":"x","type":"mjpeg","source":"http://h/","clip_enabled":true}""", "clip_enabled")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","time_zone":"Mars/Olympus"}""", "time_zone")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","time_zone":"../../etc/passwd"}""", "time_zone")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[null]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,1]]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,1],[0.5,0.5]]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,0],[1,1.01]]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,0],[1e400,1]]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,0],[1]]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_zones":[{"points":[[0,0],[1,0],null]}]}""", "motion_zones")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[null]}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[{"days":["mon"],"from":"8:00","to":"17:00"}]}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[{"days":["mon"],"from":"24:00","to":"17:00"}]}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[{"days":["monday"],"from":"08:00","to":"17:00"}]}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[{"days":[],"from":"08:00","to":"17:00"}]}}""", "motion_schedule")]
    [InlineData("""{"name":"x","type":"rtsp","source":"rtsp://h/","motion_schedule":{"windows":[{"days":["mon",null],"from":"08:00"}]}}""", "motion_schedule")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        using var answer = await fresh.Backend.Client.PostAsync("/api/v1/cameras", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(p => p.Name));
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(17, 4, 400)]
    [InlineData(16, 33, 400)]
    [InlineData(16, 32, 201)]
    public async Task Zones_have_a_most(int zones, int points, int status)
    {
        double[][] circle = [.. Enumerable.Range(0, points).Select(i => 2 * Math.PI * i / points).Select(a => new[] { 0.5 + Math.Sin(a) / 2, 0.5 + Math.Cos(a) / 2 })];
        using var answer = await fresh.Backend.Client.PostAsJsonAsync("/api/v1/cameras", new
        {
            name = "x", type = "rtsp", source = "rtsp://127.0.0.1:1/", enabled = false, motion_zones = Enumerable.Range(0, zones).Select(_ => new { points = circle }),
        });

        Assert.Equal(status, (int)answer.StatusCode);
    }
}
