using System.Text.Json;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>What a restore brought.</summary>
/// <param name="Rows">Rows by table.</param>
/// <param name="Files">Files of events.</param>
/// <param name="Provider">The database that the backup was read from.</param>
/// <param name="CreatedAt">When, UTC.</param>
public sealed record RestoreReport(IReadOnlyDictionary<string, int> Rows, int Files, string Provider, DateTime CreatedAt);

/// <summary>Puts a backup in the place of everything that is stored; everything is checked before anything is changed.</summary>
internal sealed class Restore(
    ArgusDatabase database, BackendSettings settings, RestoredFiles files, SettingsStore store, CameraSupervisor cameras, EventRecorder events, ProviderDirectory providers, LiveSessions sessions, ILogger<Restore> log) : IDisposable
{
    // What the database and the log still need while the archive lies unpacked beside what is there.
    private const long SpareRoom = 64 << 20;

    private const int RowsAtOnce = 500;

    private readonly SemaphoreSlim _running = new(1);

    /// <summary>Reads an archive and restores it; null while another restore runs.</summary>
    /// <exception cref="RestoreException">It cannot be restored. Nothing has changed.</exception>
    public async Task<RestoreReport?> RunAsync(Stream archive, CancellationToken cancel)
    {
        if (!await _running.WaitAsync(0, cancel)) return null;
        try
        {
            string id = files.Prepare();
            var manifest = await new RestoreArchive(files.Folder, new DriveInfo(settings.Start.Data).AvailableFreeSpace - SpareRoom).UnpackAsync(archive, cancel);
            await CheckAsync(manifest, cancel);
            // From here on it runs to its end, whoever gives up waiting.
            await ApplyAsync(id);
            log.LogWarning("Restored a backup of {CreatedAt} from {Provider}: {Events} events, {Files} files", manifest.CreatedAt, manifest.Provider, manifest.Rows.GetValueOrDefault("events"), manifest.Files);
            return new(manifest.Rows, manifest.Files, manifest.Provider, manifest.CreatedAt);
        }
        finally
        {
            await ClearAsync();
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private async Task CheckAsync(BackupManifest manifest, CancellationToken cancel)
    {
        if (manifest.Format != BackupFormat.Version) throw new RestoreException($"The backup has format {manifest.Format}; this version reads {BackupFormat.Version}.");
        await using var context = database.CreateDbContext();
        string schema = BackupFormat.Schema((await context.Database.GetAppliedMigrationsAsync(cancel)).Last());
        if (manifest.Schema != schema)
            throw new RestoreException($"The backup was written by version {manifest.Version} with the schema '{manifest.Schema}'; this one has '{schema}'. Restore it with that version, then upgrade.");
        if (manifest.Rows.Keys.Except(BackupTable.All.Select(t => t.Name)).FirstOrDefault() is { } unknown) throw new RestoreException($"The backup has a table '{unknown}', which this version does not know.");
        bool hasAdmin = false;
        foreach (var table in BackupTable.All)
        {
            int count = 0;
            await foreach (object row in RowsAsync(table, cancel))
            {
                count++;
                hasAdmin |= row is Account { Role: Roles.Admin, Enabled: true };
            }

            if (count != manifest.Rows.GetValueOrDefault(table.Name)) throw new RestoreException($"Table {table.Name} has {count} rows where its manifest says {manifest.Rows.GetValueOrDefault(table.Name)}.");
        }

        if (!hasAdmin) throw new RestoreException("The backup holds no administrator who may sign in: nobody could use it.");
    }

    private async Task ApplyAsync(string id)
    {
        await using (var context = database.CreateDbContext())
        {
            foreach (var camera in await context.Cameras.AsNoTracking().Select(c => c.Id).ToListAsync()) await cameras.RemoveAsync(camera);
        }

        // What the cameras saw last belongs to what is replaced: stored later, it would have no camera, or no pictures.
        await events.FinishAsync();

        try
        {
            await ReplaceRowsAsync(id);
            // Whoever was signed in was so with accounts that are gone.
            foreach (var session in sessions.Ids) sessions.End(session);
            await files.MoveAsync(CancellationToken.None);
        }
        catch (DbUpdateException e)
        {
            throw new RestoreException($"The database does not take the backup's rows ({e.GetBaseException().Message})");
        }
        finally
        {
            database.EventsChanged();
            await store.LoadAsync(CancellationToken.None);
            providers.Forget();
            await using var context = database.CreateDbContext();
            foreach (var camera in await context.Cameras.AsNoTracking().ToListAsync()) await cameras.ApplyAsync(camera);
        }
    }

    private async Task ReplaceRowsAsync(string id)
    {
        await using var context = database.CreateDbContext();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync();
        foreach (var table in BackupTable.All.Reverse()) await table.ClearAsync(context, CancellationToken.None);
        await context.Sessions.ExecuteDeleteAsync();
        // Removed with the settings, should one be left.
        await context.Settings.ExecuteDeleteAsync();
        foreach (var table in BackupTable.All)
        {
            int waiting = 0;
            await foreach (object row in RowsAsync(table, CancellationToken.None))
            {
                context.Add(row);
                if (++waiting % RowsAtOnce != 0) continue;
                await context.SaveChangesAsync();
                context.ChangeTracker.Clear();
            }

            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }

        context.Settings.Add(new() { Name = RestoredFiles.Marker, Value = id, UpdatedAt = UtcTime.Now });
        await context.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    // Files that could not be moved are needed at the next start.
    private async Task ClearAsync()
    {
        try
        {
            await using var context = database.CreateDbContext();
            if (!await context.Settings.AnyAsync(s => s.Name == RestoredFiles.Marker)) files.Clear();
        }
        catch (Exception e)
        {
            log.LogError(e, "What a restore left behind is cleared at the next start");
        }
    }

    private async IAsyncEnumerable<object> RowsAsync(BackupTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string folder = Path.Combine(files.Folder, BackupFormat.Tables, table.Name);
        foreach (string part in Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            await foreach (string line in File.ReadLinesAsync(part, cancel))
            {
                object row;
                try
                {
                    row = table.Parse(line);
                }
                catch (JsonException)
                {
                    throw new RestoreException($"Table {table.Name} holds a row that this version does not understand.");
                }

                yield return row;
            }
        }
    }
}
