using System.Data.Common;
using System.Net.Sockets;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;

namespace ArgusAI.Backend.Configuration;

/// <summary>Puts whatever stopped a start into its user's terms: what is wrong, and what mends it.</summary>
internal static class StartFailure
{
    // Linux's numbers, which .NET passes on as an IOException's HResult.
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;

    // sqlite3.h
    private const int SqliteIoError = 10, SqliteReadOnly = 8, SqliteFull = 13, SqliteCannotOpen = 14;

    private const string DataVolume = "data volume";

    /// <summary>Explains it.</summary>
    /// <param name="error">What ended the start.</param>
    /// <param name="start">Where this process runs.</param>
    /// <returns>
    /// The problems, with <see cref="ExitCodes.Configuration"/> where someone has to change something before the next
    /// start can succeed, and 1 where the cause is not known.
    /// </returns>
    public static (int ExitCode, IReadOnlyList<ConfigurationProblem> Problems) Explain(Exception error, StartOptions start)
    {
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (e is StartupException startup) return (ExitCodes.Configuration, startup.Problems);
            if (Known(e, start) is { } problem) return (ExitCodes.Configuration, [problem]);
        }

        string message = error.GetBaseException().Message.ReplaceLineEndings(" ");
        return (1, [new("start", $"failed unexpectedly: {message} ({error.GetBaseException().GetType().Name})",
            "set LOG_LEVEL=DEBUG in .env and start again: the line then holds the stack trace, which a bug report needs")]);
    }

    /// <summary>Whether something failed because the data volume has no room.</summary>
    public static bool IsOfFullVolume(Exception e) => e is IOException { HResult: NoSpace or QuotaExceeded } or SqliteException { SqliteErrorCode: SqliteFull };

    /// <summary>Whether SQLite reports what lies with the disk or its rights, not with the file's content.</summary>
    public static bool IsOfVolume(SqliteException e) => e.SqliteErrorCode is SqliteIoError or SqliteReadOnly or SqliteFull or SqliteCannotOpen;

    private static ConfigurationProblem? Known(Exception e, StartOptions start) => e switch
    {
        _ when IsOfFullVolume(e) =>
            new(DataVolume, $"{start.Data} is full", "free space on its disk, or enlarge the volume"),
        UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem } or SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCannotOpen } =>
            new(DataVolume, $"cannot be written by this process: {e.Message}", $"make {start.Data} and all in it writable for user {DataLayout.UserId}, and mount it read-write"),
        SqliteException { SqliteErrorCode: SqliteIoError } =>
            new(DataVolume, $"{start.Data} cannot be read or written ({e.Message})", "check its disk and its free space"),
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            new("port", $"{start.Port} or {start.TlsPort} is already in use in this container or on this machine", "stop the other program that listens on it"),
        DbException => new(BackendEnvironment.DatabaseUrl.Name, $"leads to a database that cannot be brought to this version: {e.Message.ReplaceLineEndings(" ")}",
            "the migration has been undone; restore a backup or use an empty database, and report this message"),
        _ => null,
    };
}
