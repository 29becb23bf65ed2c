using System.Diagnostics;
using System.Net.Http.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>The database choice as it happens: real processes, real SQLite files, a real PostgreSQL server.</summary>
public sealed class DatabaseStartTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private BackendProcess Start(string? socket, string? database, string? url = null, string? password = PostgresServer.Password, int wait = 60) => BackendProcess.Start(_app.Path,
        new Dictionary<string, string?> { ["POSTGRES_DB"] = database, ["POSTGRES_PASSWORD"] = password, ["DATABASE_URL"] = url },
        "--postgres-socket", socket ?? Path.Combine(_app.Path, "no-postgres"), "--postgres-wait", wait.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<string> RunsOnAsync(BackendProcess started)
    {
        await using var backend = started;
        await backend.ListensAsync();
        var health = await backend.GetJsonAsync(Routes.Readiness);
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        string provider = health.GetProperty("checks").GetProperty("database").GetProperty("provider").GetString()!;
        Assert.Equal(provider, _app.ReadRecord().Provider);
        return provider;
    }

    private static async Task<string> RefusesAsync(BackendProcess started)
    {
        await using var backend = started;
        Assert.Equal(ExitCodes.Configuration, await backend.ExitAsync());
        Assert.Empty(backend.Errors);
        string line = Assert.Single(backend.Output, l => l.Contains("\"problems\"", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        return line;
    }

    private static async Task AddCameraAsync(BackendProcess started)
    {
        await using var backend = started;
        await backend.ListensAsync();
        await backend.SignInAsync();
        using var answer = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "yard", type = "rtsp", source = "rtsp://127.0.0.1:1/", enabled = false });
        answer.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_first_start_without_a_socket_takes_SQLite_and_keeps_to_it()
    {
        Assert.Equal("sqlite", await RunsOnAsync(Start(null, null)));
        string id = _app.ReadRecord().Id;

        Assert.Equal("sqlite", await RunsOnAsync(Start(null, null)));
        Assert.Equal(id, _app.ReadRecord().Id);
    }

    [Fact]
    public async Task A_first_start_with_a_socket_takes_PostgreSQL_and_leaves_no_SQLite_file()
    {
        string database = await postgres.CreateDatabaseAsync();

        Assert.Equal("postgres", await RunsOnAsync(Start(postgres.SocketDirectory, database)));

        Assert.False(File.Exists(_app.In("app.db")));
        Assert.Equal("events", await postgres.ScalarAsync(database, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'events'"));
        Assert.Equal(_app.ReadRecord().Id, await postgres.ScalarAsync(database, "SELECT id FROM installation"));
        Assert.Equal("postgres", await RunsOnAsync(Start(postgres.SocketDirectory, database)));
    }

    [Fact]
    public async Task An_empty_SQLite_database_gives_way_to_PostgreSQL_and_the_log_says_so()
    {
        Assert.Equal("sqlite", await RunsOnAsync(Start(null, null)));

        var second = Start(postgres.SocketDirectory, await postgres.CreateDatabaseAsync());

        Assert.Equal("postgres", await RunsOnAsync(second));
        Assert.Contains(second.Output, l => l.Contains("switched from an empty SQLite database", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_SQLite_database_with_a_camera_never_disappears_behind_PostgreSQL(bool hasRecord)
    {
        await AddCameraAsync(Start(null, null));
        if (!hasRecord) File.Delete(_app.Record);

        string problem = await RefusesAsync(Start(postgres.SocketDirectory, await postgres.CreateDatabaseAsync()));

        Assert.Contains("DATABASE_URL=sqlite", problem, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL=postgres", problem, StringComparison.Ordinal);
        Assert.Equal("sqlite", await RunsOnAsync(Start(postgres.SocketDirectory, null, url: "sqlite")));
    }

    [Theory]
    [InlineData("UPDATE installation SET id = 'someone-elses'", "someone-elses")]
    [InlineData("DELETE FROM installation", "(none)")]
    public async Task Another_installations_database_is_refused_with_both_ids(string change, string found)
    {
        string database = await postgres.CreateDatabaseAsync();
        await RunsOnAsync(Start(postgres.SocketDirectory, database));
        await postgres.ExecuteAsync(database, change);

        string problem = await RefusesAsync(Start(postgres.SocketDirectory, database));

        Assert.Contains(found, problem, StringComparison.Ordinal);
        Assert.Contains(_app.ReadRecord().Id, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_in_the_place_of_the_recorded_one_is_refused_and_left_alone()
    {
        await RunsOnAsync(Start(postgres.SocketDirectory, await postgres.CreateDatabaseAsync()));
        string other = await postgres.CreateDatabaseAsync();

        await RefusesAsync(Start(postgres.SocketDirectory, other));

        Assert.Equal("0", await postgres.ScalarAsync(other, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"));
        Assert.Equal("postgres", await RunsOnAsync(Start(postgres.SocketDirectory, other, url: "postgres")));
        Assert.Equal(_app.ReadRecord().Id, await postgres.ScalarAsync(other, "SELECT id FROM installation"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recorded_PostgreSQL_that_stays_away_is_waited_for_and_then_named_with_its_profile(bool isStale)
    {
        await RunsOnAsync(Start(postgres.SocketDirectory, await postgres.CreateDatabaseAsync()));
        string socket = Path.Combine(_app.Path, "stale");
        if (isStale) PostgresServer.LeaveStaleSocket(socket);
        var waited = Stopwatch.StartNew();

        string problem = await RefusesAsync(Start(socket, "argusai", wait: 2));

        Assert.Contains("--profile postgres", problem, StringComparison.Ordinal);
        Assert.InRange(waited.Elapsed.TotalSeconds, 2, 30);
    }

    [Fact]
    public async Task A_backend_that_starts_before_PostgreSQL_waits_for_it()
    {
        string database = await postgres.CreateDatabaseAsync();
        await RunsOnAsync(Start(postgres.SocketDirectory, database));
        string link = Path.Combine(_app.Path, "later");
        var started = Start(link, database);
        await started.LogsAsync("Waiting up to 60 s for PostgreSQL");

        Directory.CreateSymbolicLink(link, postgres.SocketDirectory);

        Assert.Equal("postgres", await RunsOnAsync(started));
    }

    [Fact]
    public async Task A_stale_socket_does_not_lock_anyone_out_of_SQLite()
    {
        await AddCameraAsync(Start(null, null));
        string socket = Path.Combine(_app.Path, "stale");
        PostgresServer.LeaveStaleSocket(socket);

        Assert.Equal("sqlite", await RunsOnAsync(Start(socket, "argusai")));
    }

    [Fact]
    public async Task A_stale_socket_at_a_first_start_counts_as_absent_after_the_wait()
    {
        string socket = Path.Combine(_app.Path, "stale");
        PostgresServer.LeaveStaleSocket(socket);
        var waited = Stopwatch.StartNew();

        Assert.Equal("sqlite", await RunsOnAsync(Start(socket, "argusai", wait: 2)));

        Assert.InRange(waited.Elapsed.TotalSeconds, 2, 60);
    }

    [Fact]
    public async Task A_first_start_beside_a_PostgreSQL_that_is_just_starting_does_not_pass_it_over()
    {
        string database = await postgres.CreateDatabaseAsync(), stale = Path.Combine(_app.Path, "stale"), link = Path.Combine(_app.Path, "socket");
        PostgresServer.LeaveStaleSocket(stale);
        Directory.CreateSymbolicLink(link, stale);
        var started = Start(link, database);
        await started.LogsAsync("nobody listens on it yet");

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, postgres.SocketDirectory);

        Assert.Equal("postgres", await RunsOnAsync(started));
    }

    [Fact]
    public async Task A_database_that_refuses_the_migration_is_told_at_once_in_its_words()
    {
        string database = await postgres.CreateDatabaseAsync();
        await postgres.ExecuteAsync(database, "CREATE TABLE cameras (id int)");

        string problem = await RefusesAsync(Start(postgres.SocketDirectory, database));

        Assert.Contains("relation \\\"cameras\\\" already exists", problem, StringComparison.Ordinal);
        Assert.False(File.Exists(_app.Record));
    }

    [Fact]
    public async Task A_changed_password_gets_its_own_message_at_once()
    {
        var waited = Stopwatch.StartNew();

        string problem = await RefusesAsync(Start(postgres.SocketDirectory, await postgres.CreateDatabaseAsync(), password: "hunter2-changed"));

        Assert.Contains("\"name\":\"POSTGRES_PASSWORD\"", problem, StringComparison.Ordinal);
        Assert.Contains("A volume keeps the password it was created with", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_missing_password_is_named()
    {
        string problem = await RefusesAsync(Start(postgres.SocketDirectory, "argusai", password: null));

        Assert.Contains("\"name\":\"POSTGRES_PASSWORD\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named_after_the_wait()
    {
        string problem = await RefusesAsync(Start(postgres.SocketDirectory, "nowhere", wait: 1));

        Assert.Contains("nowhere", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_URL_is_obeyed_over_the_record_and_rewrites_it()
    {
        string database = await postgres.CreateDatabaseAsync();
        await RunsOnAsync(Start(postgres.SocketDirectory, database));

        Assert.Equal("sqlite", await RunsOnAsync(Start(postgres.SocketDirectory, database, url: "sqlite:///data/other.db")));

        Assert.True(File.Exists(_app.In("other.db")));
    }

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("no-such-host.invalid:5432")]
    public async Task A_full_URL_whose_server_is_away_is_told_without_its_password(string server)
    {
        string problem = await RefusesAsync(Start(null, null, url: $"postgresql://u:hunter2@{server}/cams", wait: 1));

        Assert.Contains($"postgresql://u:***@{server}/cams", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"provider\":\"oracle\",\"installation_id\":\"x\"}")]
    [InlineData("{\"provider\":\"sqlite\"}")]
    public async Task A_record_that_cannot_be_understood_is_not_guessed_around(string record)
    {
        await File.WriteAllTextAsync(_app.Record, record);

        Assert.Contains("database.json", await RefusesAsync(Start(null, null)), StringComparison.Ordinal);
    }
}
