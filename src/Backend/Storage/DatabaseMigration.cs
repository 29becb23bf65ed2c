using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Storage;

/// <summary>Checks whose database it is, then brings it to this version's schema.</summary>
internal sealed class DatabaseMigration(ArgusDatabase database, BackendSettings settings, DatabaseChoice choice, ILogger log)
{
    /// <summary>Runs the check and the migrations.</summary>
    /// <param name="expected">The id the record holds, when it has to match.</param>
    /// <param name="cancel">Ends it between steps.</param>
    /// <returns>The installation's id.</returns>
    /// <exception cref="StartupException">Another installation's database, or one that cannot be migrated.</exception>
    public async Task<string> RunAsync(string? expected, CancellationToken cancel)
    {
        try
        {
            await using var context = database.CreateDbContext();
            if (database.Kind == DatabaseKind.Sqlite) Directory.CreateDirectory(Path.GetDirectoryName(database.Place)!);
            // Readers and the one writer do not wait for each other in this mode; the file remembers it.
            if (database.Kind == DatabaseKind.Sqlite) await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
            await MigrationLock.ClearStaleRowAsync(context, cancel);
            await MigrationLock.OnServerAsync(context, cancel);
            if (expected is not null && database.Kind == DatabaseKind.Postgres) await RequireSameAsync(context, expected, cancel);
            var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
            await context.Database.MigrateAsync(cancel);
            if (pending.Count > 0) log.LogInformation("Applied {Count} migrations on {Provider}: {Migrations}", pending.Count, database.Provider, string.Join(", ", pending));
            return await IdentifyAsync(context, expected, cancel);
        }
        catch (SqliteException e) when (!StartFailure.IsOfVolume(e))
        {
            throw new StartupException(BackendEnvironment.DatabaseUrl.Name, $"leads to {database.Place}, which cannot be used as a SQLite database ({e.Message})",
                "check the file, or restore a backup");
        }
    }

    private static async Task<string?> ReadIdAsync(ArgusContext context, CancellationToken cancel) =>
        (await context.Installations.AsNoTracking().FirstOrDefaultAsync(cancel))?.Id;

    private async Task RequireSameAsync(ArgusContext context, string expected, CancellationToken cancel)
    {
        // A database without any migration has no such table, hence no id.
        bool isMigrated = (await context.Database.GetAppliedMigrationsAsync(cancel)).Any();
        string? found = isMigrated ? await ReadIdAsync(context, cancel) : null;
        if (found == expected) return;
        throw new StartupException(BackendEnvironment.DatabaseUrl.Name,
            $"is auto, and this PostgreSQL database holds installation {found ?? "(none)"}, while {Path.Combine(settings.Start.Data, DataLayout.DatabaseRecord)} records {expected}: it is another database than before",
            "bring back the postgres volume that belongs to this data volume; or, to use this database all the same, set DATABASE_URL=postgres once, which rewrites the record");
    }

    private async Task<string> IdentifyAsync(ArgusContext context, string? expected, CancellationToken cancel)
    {
        if (await ReadIdAsync(context, cancel) is { } known) return known;
        var installation = new Installation { Id = expected ?? Guid.NewGuid().ToString(), CreatedAt = UtcTime.Now };
        context.Installations.Add(installation);
        await context.SaveChangesAsync(cancel);
        log.LogInformation("New installation {InstallationId} on {Provider} ({Reason})", installation.Id, database.Provider, choice.Reason.ToString());
        return installation.Id;
    }
}
