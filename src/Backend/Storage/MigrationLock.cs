using System.Data.Common;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Storage;

/// <summary>
/// What keeps two starts from migrating at once. Each lock dies with its process: the system drops a file lock and
/// PostgreSQL an advisory lock when their holder is gone, however it went.
/// </summary>
internal static class MigrationLock
{
    // Any number will do as long as it stays the same: "Argus" in ASCII.
    private const long AdvisoryKey = 0x4172677573;

    // EAGAIN of flock(2), which .NET reports as the code of a sharing violation.
    private const int IsHeld = 11;

    /// <summary>Takes the data folder's lock, waiting for another start that holds it.</summary>
    /// <exception cref="StartupException">It is still held after 60 s, or the folder cannot be written.</exception>
    public static async Task<IDisposable> OnDataAsync(string data, CancellationToken cancel)
    {
        string path = Path.Combine(data, ".lock");
        for (int tries = 0; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(data);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException)
            {
                throw new StartupException("data volume", $"{data} cannot be written by this process", $"make the folder or volume writable for user {DataLayout.UserId}");
            }
            catch (IOException e) when (e.HResult == IsHeld)
            {
                if (tries >= 300) throw new StartupException("data volume", $"{data} is locked by another start since 60 s", "stop the other backend that uses this data volume");
                await Task.Delay(200, cancel);
            }
        }
    }

    /// <summary>Clears SQLite's migration lock row, which survives a kill and which EF would wait for without end. Only under <see cref="OnDataAsync"/>.</summary>
    public static async Task ClearStaleRowAsync(ArgusContext context, CancellationToken cancel)
    {
        if (!context.Database.IsSqlite()) return;
        var known = await context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").ToListAsync(cancel);
        if (known.Count > 0) await context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", cancel);
    }

    /// <summary>Takes PostgreSQL's advisory lock for as long as the context's connection is open; nothing on SQLite.</summary>
    public static async Task OnServerAsync(ArgusContext context, CancellationToken cancel)
    {
        if (!context.Database.IsNpgsql()) return;
        await context.Database.OpenConnectionAsync(cancel);
        DbConnection connection = context.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({AdvisoryKey})";
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
