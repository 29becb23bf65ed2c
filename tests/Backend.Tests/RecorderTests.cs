using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Events while the database goes away and comes back.</summary>
public sealed class RecorderTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    /// <summary>A backend that watches pedestrians.</summary>
    private async Task<BackendProcess> WatchAsync(string socketDirectory, int cooldown)
    {
        File.Copy(Requirements.Footage, _app.In("vtest.avi"));
        var backend = await BackendProcess.ListeningAsync(_app.Path,
            new Dictionary<string, string?> { ["POSTGRES_PASSWORD"] = PostgresServer.Password, ["POSTGRES_DB"] = await postgres.CreateDatabaseAsync() }, "--postgres-socket", socketDirectory);
        await backend.SignInAsync();
        using var answer = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "yard", type = "file", source = "vtest.avi", motion_sensitivity = "high", motion_cooldown = cooldown });
        answer.EnsureSuccessStatusCode();
        return backend;
    }

    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(BackendProcess backend, int atLeast) =>
        [.. (await backend.EventuallyAsync("/api/v1/events", p => p.GetProperty("total_count").GetInt32() >= atLeast)).GetProperty("items").EnumerateArray()];

    private static async Task HasFilesAsync(BackendProcess backend, JsonElement e)
    {
        foreach (var url in e.GetProperty("frame_urls").EnumerateArray().Append(e.GetProperty("thumbnail_url")))
        {
            using var file = await backend.Client.GetAsync(url.GetString(), TestContext.Current.CancellationToken);
            Assert.True(file.IsSuccessStatusCode, $"{url} answers {(int)file.StatusCode}\n{backend}");
        }
    }

    [Fact]
    public async Task An_event_whose_storing_was_never_answered_is_there_once_and_with_its_files()
    {
        using var lossy = new LossySocket(postgres.SocketDirectory, "INSERT INTO events");
        await using var backend = await WatchAsync(lossy.Folder, cooldown: 3600);

        var only = Assert.Single(await EventsAsync(backend, 1));
        await backend.LogsAsync($"Event {only.GetProperty("id").GetString()} of camera");

        Assert.True(lossy.HasHungUp, "no answer was lost");
        await HasFilesAsync(backend, only);
        Assert.Single(await EventsAsync(backend, 1));
    }

    [Fact]
    public async Task Events_that_are_seen_while_the_database_is_away_are_stored_when_it_is_back()
    {
        await using var backend = await WatchAsync(postgres.SocketDirectory, cooldown: 1);
        int before = (await EventsAsync(backend, 1)).Count;

        await postgres.StopAsync();
        var gone = DateTime.UtcNow;
        await backend.LogsAsync("What was seen waits for the database");
        using (var refused = await backend.Client.GetAsync("/api/v1/cameras", TestContext.Current.CancellationToken)) Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var back = DateTime.UtcNow;
        await postgres.StartAsync();

        var events = await EventsAsync(backend, before + 2);
        var meanwhile = events.Where(e => e.GetProperty("timestamp").GetDateTime() is var at && at > gone && at < back.AddSeconds(-3)).ToList();
        Assert.NotEmpty(meanwhile);
        foreach (var e in events) await HasFilesAsync(backend, e);
    }
}
