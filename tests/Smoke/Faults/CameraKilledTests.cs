using System.Net;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>A camera dies without a goodbye, and comes back.</summary>
[Collection(nameof(Default))]
public sealed class CameraKilledTests(Default running)
{
    [Fact]
    public async Task A_killed_camera_is_an_error_for_itself_only_and_is_connected_again_without_help_when_it_is_back()
    {
        await using var source = await TestContainer.Camera(running.Stack.Network, "unused");
        await Footage.PutInto(running.Stack, source);
        await using var listener = await Listener.Open(running.Client);
        var killed = await running.Client.CreateCamera("killed", "rtsp", TestContainer.OpenStream);
        var other = await running.Client.CreateCamera("other", "file", Footage.Name);
        foreach (var camera in (Camera[])[killed, other]) await listener.Until(Listener.EventCreated, m => m.CameraId == camera.Id, $"an event of camera {camera.Name}");

        var gone = await Engine.Kill(source.Id);
        var failed = await listener.Until(Listener.CameraStatusChanged, m => m.CameraId == killed.Id && m.Status == "error" && m.Timestamp > gone, "the killed camera's error");
        var shown = await running.Client.GetCamera(killed.Id);
        Assert.Equal("error", shown.Status);
        Assert.False(string.IsNullOrWhiteSpace(shown.LastError), "an error without a message");
        Measurements.Note("camera_killed_to_error_seconds", (failed.Timestamp - gone).TotalSeconds);

        await listener.Until(Listener.EventCreated, m => m.CameraId == other.Id && m.Event.Timestamp > failed.Timestamp, "an event of the other camera while the first is gone");
        Assert.Equal("connected", (await running.Client.GetCamera(other.Id)).Status);
        Assert.Equal(HttpStatusCode.OK, (await running.Client.Http.GetAsync(Routes.Readiness, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal("error", (await running.Client.GetCamera(killed.Id)).Status);

        await Engine.Start(source.Id);
        var back = DateTimeOffset.UtcNow;
        var connected = await listener.Until(Listener.CameraStatusChanged, m => m.CameraId == killed.Id && m.Status == "connected" && m.Timestamp > failed.Timestamp, "the connection to the camera that is back");
        Measurements.Note("camera_back_to_connected_seconds", (connected.Timestamp - back).TotalSeconds);
        var seen = await listener.Until(Listener.EventCreated, m => m.CameraId == killed.Id && m.Event.Timestamp > connected.Timestamp, "an event of the camera that is back");
        Assert.Empty(await Wholeness.Problems(running.Client, seen.Event));
        await running.Client.DeleteCamera(killed.Id);
        await running.Client.DeleteCamera(other.Id);
    }
}
