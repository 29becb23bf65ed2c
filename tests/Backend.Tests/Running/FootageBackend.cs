using System.Net.Http.Json;
using System.Text.Json;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>One backend with one camera that shows real footage of pedestrians, for the tests that only look.</summary>
public sealed class FootageBackend : IAsyncLifetime
{
    private readonly AppFolder _app = new();

    internal BackendProcess Backend { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    internal string CameraId { get; private set; } = "";

    internal string Data => _app.Data;

    public async ValueTask InitializeAsync()
    {
        File.Copy(Requirements.Footage, _app.In("vtest.avi"));
        Backend = await BackendProcess.ListeningAsync(_app.Path);
        Token = await Backend.SignInAsync();
        using var answer = await Backend.Client.PostAsJsonAsync("/api/v1/cameras",
            new { name = "car park", type = "file", source = "data/vtest.avi", motion_sensitivity = "high", motion_cooldown = 1 });
        answer.EnsureSuccessStatusCode();
        CameraId = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        _app.Dispose();
    }
}
