using System.Data;
using System.Globalization;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ArgusAI.Backend.SystemState;

/// <summary>
/// Writes all rows of one moment and the files of their events, as they are read. Both databases keep a moment for whoever reads
/// in one transaction (SQLite's log, PostgreSQL's snapshot), so nothing is copied first, and nobody who writes waits.
/// </summary>
internal sealed class Backup(ArgusDatabase database, BackendSettings settings, EventFiles files, ILogger<Backup> log)
{
    /// <summary>Writes an archive.</summary>
    public async Task WriteAsync(Stream output, CancellationToken cancel)
    {
        await using var archive = new BackupArchive(output);
        var (manifest, events) = await WriteTablesAsync(archive, cancel);
        int count = 0;
        foreach (var e in events) count += await WriteFilesAsync(archive, e, cancel);
        await archive.EndAsync(manifest with { Files = count }, cancel);
        log.LogInformation("Wrote a backup of {Events} events and {Files} files", events.Count, count);
    }

    private async Task<(BackupManifest Manifest, List<Kept> Events)> WriteTablesAsync(BackupArchive archive, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        await using var transaction = await ReadOneMomentAsync(context, cancel);
        var installation = await context.Installations.AsNoTracking().SingleAsync(cancel);
        string schema = BackupFormat.Schema((await context.Database.GetAppliedMigrationsAsync(cancel)).Last());
        var created = UtcTime.Now;
        var events = new List<Kept>();
        var rows = new Dictionary<string, int>();
        foreach (var table in BackupTable.All)
        {
            int count = 0, parts = 0;
            var part = new MemoryStream();
            await foreach (object row in table.Read(context).WithCancellation(cancel))
            {
                if (row is MotionEvent e) events.Add(new(e.Id, e.Timestamp, e.FrameCount, e.ClipSeconds is not null));
                part.Write(table.Write(row));
                part.WriteByte((byte)'\n');
                count++;
                if (part.Length >= BackupFormat.PartSize) await EndPartAsync();
            }

            if (part.Length > 0) await EndPartAsync();
            rows[table.Name] = count;

            async Task EndPartAsync()
            {
                part.Position = 0;
                await archive.AddAsync(string.Create(CultureInfo.InvariantCulture, $"{BackupFormat.Tables}{table.Name}/{++parts:000000}.jsonl"), part, cancel);
                part.SetLength(0);
            }
        }

        return (new(BackupFormat.Version, Product.Version, schema, database.Provider, installation.Id, created, rows, 0, ""), events);
    }

    private async Task<int> WriteFilesAsync(BackupArchive archive, Kept e, CancellationToken cancel)
    {
        int count = 0;
        IEnumerable<string> paths = [files.Thumbnail(e.Id, e.Timestamp), .. Enumerable.Range(1, e.Frames).Select(n => files.Frame(e.Id, n)), .. e.HasClip ? [files.Clip(e.Id)] : Array.Empty<string>()];
        foreach (string path in paths)
        {
            // Deleted since the rows were read, or never there: a row may be without its file.
            if (files.Find(path) is not { } file) continue;
            FileStream content;
            try
            {
                content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                continue;
            }

            await using (content) await archive.AddAsync(BackupFormat.Files + Path.GetRelativePath(settings.Start.Data, path).Replace('\\', '/'), content, cancel);
            count++;
        }

        return count;
    }

    private static async Task<IAsyncDisposable> ReadOneMomentAsync(ArgusContext context, CancellationToken cancel)
    {
        if (context.Database.IsNpgsql()) return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await context.Database.OpenConnectionAsync(cancel);
        // Deferred: what only reads keeps nobody from writing.
        var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(transaction, cancel);
        return transaction;
    }

    // What is needed to find an event's files: 32 bytes for each event, and the rows' transaction can end before the files are sent.
    private readonly record struct Kept(Guid Id, DateTime Timestamp, int Frames, bool HasClip);
}
