using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArgusAI.Backend.Storage;

/// <summary>The database in use: gives contexts, knows how to be asked whether it is well.</summary>
public sealed class ArgusDatabase : IDbContextFactory<ArgusContext>
{
    private readonly Func<Action, ArgusContext> _create;
    private long _eventRevision;

    private ArgusDatabase(DatabaseKind kind, string place, Func<Action, ArgusContext> create) => (Kind, Place, _create) = (kind, place, create);

    /// <summary>SQLite or PostgreSQL.</summary>
    public DatabaseKind Kind { get; }

    /// <summary>The provider's name in answers, logs and the record.</summary>
    public string Provider => Kind == DatabaseKind.Sqlite ? "sqlite" : "postgres";

    /// <summary>Where it is, without a password.</summary>
    public string Place { get; }

    /// <summary>Another number whenever events came or went: what was counted under the same number still holds.</summary>
    public long EventRevision => Interlocked.Read(ref _eventRevision);

    /// <summary>To be called after events were added or removed by other means than saving a context's changes.</summary>
    public void EventsChanged() => Interlocked.Increment(ref _eventRevision);

    /// <inheritdoc/>
    public ArgusContext CreateDbContext() => _create(EventsChanged);

    /// <summary>SQLite in a file.</summary>
    public static ArgusDatabase Sqlite(string file)
    {
        // The default timeout is also how long a writer waits for another one (SQLITE_BUSY).
        string connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 10 }.ToString();
        var options = new DbContextOptionsBuilder<SqliteContext>().UseSqlite(connection).Options;
        return new(DatabaseKind.Sqlite, file, changed => new SqliteContext(options) { EventsChanged = changed });
    }

    /// <summary>PostgreSQL: the full URL's server, or the shared socket with <c>POSTGRES_*</c>.</summary>
    public static ArgusDatabase Postgres(BackendSettings settings)
    {
        var url = settings.Database;
        var connection = url.Host is null
            ? new NpgsqlConnectionStringBuilder { Host = settings.Start.PostgresSocketDirectory, Username = settings.PostgresUser, Password = settings.PostgresPassword, Database = settings.PostgresDb }
            : new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.Port, Username = url.User, Password = url.Password, Database = url.Database };
        connection.Timeout = 5;
        connection.MaxPoolSize = 20;
        // What is asked again and again is parsed and planned once for each connection.
        connection.MaxAutoPrepare = 50;
        // No Kerberos library is in the image, and none is wanted.
        connection.GssEncryptionMode = GssEncryptionMode.Disable;
        var options = new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(connection.ToString()).Options;
        return new(DatabaseKind.Postgres, url.Host is null ? $"{connection.Username}@{connection.Host}/{connection.Database}" : url.ToString(), changed => new PostgresContext(options) { EventsChanged = changed });
    }
}
