using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>
/// The files of a restore, which lie in <c>restore.new</c> until its rows are in the database. Rows and files cannot change in one step, so the
/// transaction with the rows also stores the restore's id: with it in the database the restore is done and its files have still
/// to be moved, without it nothing has happened. A start after a kill looks there and does the rest, or clears away.
/// </summary>
internal sealed class RestoredFiles(ArgusDatabase database, Configuration.BackendSettings settings, ILogger<RestoredFiles> log) : IHostedService
{
    /// <summary>The row in the settings that holds the id of a restore whose rows are in.</summary>
    public const string Marker = "restore.rows_of";

    private const string IdFile = "id";

    /// <summary>Where a restore is unpacked.</summary>
    public string Folder { get; } = Path.Combine(settings.Start.Data, "restore.new");

    /// <summary>Mends what a kill left, before anything else is started.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateDbContext();
        var marker = await context.Settings.SingleOrDefaultAsync(s => s.Name == Marker, cancellationToken);
        string id = Path.Combine(Folder, IdFile);
        if (marker is not null && File.Exists(id) && await File.ReadAllTextAsync(id, cancellationToken) == marker.Value)
        {
            log.LogWarning("A restore was interrupted after its rows were stored: its files are moved now");
            await MoveAsync(cancellationToken);
        }
        else if (marker is not null)
        {
            context.Settings.Remove(marker);
            await context.SaveChangesAsync(cancellationToken);
        }

        Clear();
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes an empty folder with a new id.</summary>
    /// <returns>The id, for the row that is stored with the others.</returns>
    public string Prepare()
    {
        Clear();
        foreach (string folder in BackupFormat.Folders) Directory.CreateDirectory(Path.Combine(Folder, BackupFormat.Files, folder));
        string id = $"\"{Guid.NewGuid()}\"";
        File.WriteAllText(Path.Combine(Folder, IdFile), id);
        return id;
    }

    /// <summary>Puts the files in the place of those that are there, then forgets the restore. Can be done again at any point.</summary>
    public async Task MoveAsync(CancellationToken cancel)
    {
        foreach (string folder in BackupFormat.Folders)
        {
            string restored = Path.Combine(Folder, BackupFormat.Files, folder), place = Path.Combine(settings.Start.Data, folder);
            if (!Directory.Exists(restored)) continue;
            if (Directory.Exists(place)) Directory.Move(place, Path.Combine(Folder, $"old-{folder}-{Guid.NewGuid():N}"));
            Directory.Move(restored, place);
        }

        await using var context = database.CreateDbContext();
        await context.Settings.Where(s => s.Name == Marker).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Removes what is left of a restore.</summary>
    public void Clear()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
