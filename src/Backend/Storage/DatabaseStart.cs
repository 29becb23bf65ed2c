using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Storage;

/// <summary>Chooses the database, waits for it, migrates it and records the choice: all before the port opens (D22, D24).</summary>
internal sealed class DatabaseStart(BackendSettings settings, ILogger<DatabaseStart> log)
{
    private const string Switch = "set DATABASE_URL=sqlite or DATABASE_URL=postgres in .env; data moves by backup and restore";

    private string Data => settings.Start.Data;

    private string SqliteFile => settings.Database.File is { } file ? settings.Start.Resolve(file) : Path.Combine(Data, DataLayout.Database);

    /// <summary>Does it.</summary>
    /// <exception cref="StartupException">The database cannot or must not be used.</exception>
    public async Task<ArgusDatabase> RunAsync(CancellationToken cancel)
    {
        using var held = await MigrationLock.OnDataAsync(Data, cancel);
        bool isAuto = settings.Database.Kind == DatabaseKind.Auto;
        var record = isAuto ? DatabaseRecord.Read(Data) : null;
        bool hasFile = File.Exists(Path.Combine(Data, DataLayout.Database));
        var recorded = record?.Provider ?? (hasFile ? DatabaseKind.Sqlite : DatabaseKind.Auto);
        var choice = DatabaseChoice.Make(settings.Database, record?.Provider, hasFile, await HasSocketAsync(recorded, cancel));
        if (choice.Reason == ChoiceReason.SwitchIfEmpty) await RequireEmptySqliteAsync(cancel);

        var database = choice.Kind == DatabaseKind.Sqlite ? ArgusDatabase.Sqlite(SqliteFile) : ArgusDatabase.Postgres(Authenticated());
        var migration = new DatabaseMigration(database, settings, choice, log);
        string? expected = choice.Reason == ChoiceReason.Recorded ? record?.InstallationId : null;
        string installation = database.Kind == DatabaseKind.Postgres
            ? await new PostgresPatience(settings, log).RunAsync(() => migration.RunAsync(expected, cancel), cancel)
            : await migration.RunAsync(expected, cancel);

        new DatabaseRecord(database.Kind, installation).Write(Data);
        log.LogInformation("Using {Provider} at {Place}: {Reason}", database.Provider, database.Place, Explain(choice));
        return database;
    }

    /// <summary>
    /// PostgreSQL is present when its socket file is there. A file that a killed server left behind, and that nobody
    /// listens on, counts as absent: it must not lock someone out of SQLite.
    /// </summary>
    private async Task<bool> HasSocketAsync(DatabaseKind recorded, CancellationToken cancel)
    {
        var socket = new PostgresSocket(settings.Start.PostgresSocket);
        if (settings.Database.Kind != DatabaseKind.Auto || !socket.Exists) return false;
        // What is recorded is waited for elsewhere, and in the end asked for by name.
        if (recorded == DatabaseKind.Postgres || socket.IsListening) return true;
        // Nothing is recorded: the server may be starting just now, on the socket file of its last run, and would be passed over.
        if (recorded == DatabaseKind.Auto)
        {
            log.LogInformation("PostgreSQL's socket is there, nobody listens on it yet: waiting up to {Seconds} s", (int)settings.Start.PostgresWait.TotalSeconds);
            if (await socket.ListensWithinAsync(settings.Start.PostgresWait, cancel)) return true;
        }

        log.LogWarning("PostgreSQL's socket is there but nobody listens on it: using SQLite");
        return false;
    }

    private async Task RequireEmptySqliteAsync(CancellationToken cancel)
    {
        if (!File.Exists(SqliteFile)) return;
        await using var context = ArgusDatabase.Sqlite(SqliteFile).CreateDbContext();
        var tables = await context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name IN ('cameras', 'events')").ToListAsync(cancel);
        bool isEmpty = tables.Count < 2 || (!await context.Cameras.AnyAsync(cancel) && !await context.Events.AnyAsync(cancel));
        if (!isEmpty)
        {
            throw new StartupException(BackendEnvironment.DatabaseUrl.Name,
                "is auto: PostgreSQL is running, but cameras or events are stored in SQLite, which would disappear from view", Switch);
        }
    }

    private BackendSettings Authenticated()
    {
        if (settings.Database.Host is null && settings.PostgresPassword is null)
        {
            throw new StartupException(BackendEnvironment.PostgresPassword.Name, "is not set, and PostgreSQL is to be used",
                "set the password that the postgres service was created with in .env, or DATABASE_URL=sqlite");
        }

        return settings;
    }

    private static string Explain(DatabaseChoice choice) => choice.Reason switch
    {
        ChoiceReason.Explicit => "DATABASE_URL names it",
        ChoiceReason.First => choice.Kind == DatabaseKind.Postgres ? "first start, PostgreSQL is running" : "first start, no PostgreSQL",
        ChoiceReason.Recorded => "as before",
        _ => "switched from an empty SQLite database, PostgreSQL is running",
    };
}
