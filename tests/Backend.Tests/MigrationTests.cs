using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;

namespace ArgusAI.Backend.Tests;

public sealed class MigrationTests : IDisposable
{
    private readonly AppFolder _app = new();

    public void Dispose() => _app.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_app.In("app.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    [Fact]
    public async Task A_lock_row_that_a_killed_migration_left_behind_is_cleared()
    {
        // The state EF leaves when it is killed between taking its lock and giving it back.
        using (var connection = Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01 00:00:00');
                """;
            command.ExecuteNonQuery();
        }

        await using var backend = await BackendProcess.ListeningAsync(_app.Path);

        Assert.Equal("healthy", (await backend.GetJsonAsync(Routes.Readiness)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_kill_at_any_moment_of_the_migration_leaves_a_database_that_the_next_start_completes()
    {
        for (int milliseconds = 0; milliseconds <= 240; milliseconds += 40)
        {
            await using var killed = BackendProcess.Start(_app.Path);
            while (!File.Exists(_app.In(".lock")) && !killed.Output.Any()) await Task.Delay(1);
            await Task.Delay(milliseconds);
            killed.Kill();
            await killed.ExitAsync();
        }

        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        Assert.Equal("healthy", (await backend.GetJsonAsync(Routes.Readiness)).GetProperty("status").GetString());
        Assert.NotEmpty(await backend.SignInAsync());
    }

    [Fact]
    public async Task Two_starts_at_once_migrate_one_after_the_other()
    {
        await using var one = BackendProcess.Start(_app.Path);
        await using var other = BackendProcess.Start(_app.Path);

        await Task.WhenAll(one.ListensAsync(), other.ListensAsync());

        Assert.Single(one.Output.Concat(other.Output), l => l.Contains("Applied 2 migrations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_SQLite_database_is_in_WAL_mode_with_snake_case_columns()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
        command.CommandText = "SELECT count(*) FROM pragma_table_info('events') WHERE name IN ('camera_id', 'timestamp', 'box_x')";
        Assert.Equal(3L, command.ExecuteScalar());
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_a_configuration_problem()
    {
        await File.WriteAllTextAsync(_app.In("app.db"), "this is not a database, but it is long enough to be looked at as one");
        await using var backend = BackendProcess.Start(_app.Path);

        Assert.Equal(ExitCodes.Configuration, await backend.ExitAsync());
        Assert.Contains("cannot be used as a SQLite database", backend.Output[^1], StringComparison.Ordinal);
    }
}
