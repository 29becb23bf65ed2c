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
    public async Task A_wrong_field_is_named(string body, string field)
    {
        using var answer = await fresh.Backend.Client.PostAsync("/api/v1/cameras", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(p => p.Name));
        Assert.Contains(field, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
