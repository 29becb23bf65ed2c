using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>Readiness follows what really happens.</summary>
public sealed class ReadinessTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20), Promised = TimeSpan.FromSeconds(5);

    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private static Task BecomesAsync(BackendProcess backend, string status, string check, TimeSpan? within = null) => backend.EventuallyAsync(Routes.Readiness,
        h => h.GetProperty("status").GetString() == status && h.GetProperty("checks").GetProperty(check).GetProperty("status").GetString() == status, within ?? Soon);

    [Fact]
    public async Task At_the_first_answer_every_check_has_run()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);

        var health = await backend.GetJsonAsync(Routes.Readiness);

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        var checks = health.GetProperty("checks");
        Assert.Equal(["database", "storage", "ffmpeg", "opencv"], checks.EnumerateObject().Select(c => c.Name));
        Assert.True(checks.GetProperty("database").GetProperty("latency_ms").GetDouble() > 0);
        Assert.Matches("^[0-9n]", checks.GetProperty("ffmpeg").GetProperty("version").GetString());
        Assert.Matches("^4\\.", checks.GetProperty("opencv").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Uptime_counts_from_the_start_of_the_process_not_from_the_first_request()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        await Task.Delay(2000);

        Assert.InRange((await backend.GetJsonAsync(Routes.Liveness)).GetProperty("uptime_seconds").GetInt64(), 2, 120);
    }

    [Fact]
    public async Task Without_ffmpeg_it_is_503_and_says_why()
    {
        string path = Path.Combine(_app.Path, "bin");
        Directory.CreateDirectory(path);
        File.CreateSymbolicLink(Path.Combine(path, "dotnet"), Environment.ProcessPath is { } p && Path.GetFileName(p) == "dotnet" ? p : "/usr/bin/dotnet");
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["PATH"] = path });

        using var answer = await backend.Client.GetAsync(Routes.Readiness);

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("ffmpeg does not run", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var alive = await backend.Client.GetAsync(Routes.Liveness);
        Assert.Equal(System.Net.HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task It_turns_unhealthy_with_PostgreSQL_and_comes_back_with_it()
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        await using var backend = await BackendProcess.ListeningAsync(_app.Path,
            new Dictionary<string, string?> { ["POSTGRES_PASSWORD"] = PostgresServer.Password, ["POSTGRES_DB"] = await postgres.CreateDatabaseAsync() }, "--postgres-socket", postgres.SocketDirectory);
        await BecomesAsync(backend, "healthy", "database");

        await postgres.StopAsync();
        await BecomesAsync(backend, "unhealthy", "database");
        await postgres.StartAsync();

        await BecomesAsync(backend, "healthy", "database");
    }

    [Fact]
    public async Task It_turns_unhealthy_within_5_s_when_PostgreSQL_answers_no_more_and_comes_back_as_soon()
    {
        await using var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        await using var backend = await postgres.StartBackendAsync("postgres", _app);
        await BecomesAsync(backend, "healthy", "database");

        await postgres.SignalAsync("STOP");
        try { await BecomesAsync(backend, "unhealthy", "database", Promised); }
        finally { await postgres.SignalAsync("CONT"); }

        await BecomesAsync(backend, "healthy", "database", Promised);
    }

    [Fact]
    public async Task It_turns_unhealthy_when_the_data_volume_cannot_be_written()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        await BecomesAsync(backend, "healthy", "storage");

        Directory.Move(_app.Data, _app.Data + ".away");
        await BecomesAsync(backend, "unhealthy", "storage");
        Directory.Move(_app.Data + ".away", _app.Data);

        await BecomesAsync(backend, "healthy", "storage");
    }
}
