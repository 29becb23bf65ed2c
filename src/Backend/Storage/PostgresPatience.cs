using System.Diagnostics;
using System.Net.Sockets;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;
using Npgsql;

namespace ArgusAI.Backend.Storage;

/// <summary>Waits for a PostgreSQL server that should be there, and says in its user's terms why it cannot be used.</summary>
internal sealed class PostgresPatience(BackendSettings settings, ILogger log)
{
    private readonly string _variable = settings.Database.Host is null ? BackendEnvironment.PostgresPassword.Name : BackendEnvironment.DatabaseUrl.Name;

    /// <summary>Runs the work again, every half second, while the server is not up yet.</summary>
    /// <exception cref="StartupException">It refuses, or is still away when the wait ends.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        var waited = Stopwatch.StartNew();
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (Origin(e, cancel) is { } origin)
            {
                if (origin is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword }) throw WrongPassword();
                if (!IsComing(origin)) throw Refused((PostgresException)origin);
                if (waited.Elapsed >= settings.Start.PostgresWait) throw origin is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } p ? NoDatabase(p) : Absent(origin);
                if (isFirst) log.LogInformation("Waiting up to {Seconds} s for PostgreSQL: {Problem}", (int)settings.Start.PostgresWait.TotalSeconds, Cause(origin));
                await Task.Delay(500, cancel);
            }
        }
    }

    // While its volume is initialised a server starts, stops and has no database yet: that passes.
    private static bool IsComing(Exception e) => e is not PostgresException p || p.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName
        or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.TooManyConnections;

    // EF wraps what the server or the way to it reports: in advice to programmers, or in its own error of a failed save.
    private static Exception? Origin(Exception e, CancellationToken cancel)
    {
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is NpgsqlException or SocketException or TimeoutException) return inner;
            if (inner is OperationCanceledException && !cancel.IsCancellationRequested) return inner;
        }

        return null;
    }

    private static string Cause(Exception e) => e is PostgresException p ? p.MessageText : e.GetBaseException().Message;

    private string Place => settings.Database.Host is null ? $"PostgreSQL on {settings.Start.PostgresSocket}" : settings.Database.ToString();

    private StartupException WrongPassword() => settings.Database.Host is null
        ? new(_variable, $"is not the password of role {settings.PostgresUser} in this PostgreSQL volume. A volume keeps the password it was created with: changing .env does not change it",
            $"put the old password back, or change it inside: docker compose exec postgres psql -U {settings.PostgresUser} -c \"ALTER ROLE {settings.PostgresUser} PASSWORD '...'\"")
        : new(_variable, $"names a user or password that {settings.Database.Host} refuses", "correct the user and the password (percent-encode special characters)");

    private StartupException Refused(PostgresException e) => new(BackendEnvironment.DatabaseUrl.Name,
        $"leads to {Place}, which refuses what the start needs: {e.MessageText} (SQLSTATE {e.SqlState})",
        "let the role own the database or create tables in it, or name another database; a migration that failed has changed nothing");

    private StartupException NoDatabase(PostgresException e) => new(BackendEnvironment.DatabaseUrl.Name,
        $"leads to {Place}, which answers but still says after {settings.Start.PostgresWait.TotalSeconds} s: {e.MessageText}",
        settings.Database.Host is null
            ? "correct POSTGRES_DB; or, if the volume's first start was interrupted and nothing is in it yet, remove the postgres volume and start again"
            : "create that database, or correct the URL");

    private StartupException Absent(Exception e) => settings.Database.Host is null
        ? new(BackendEnvironment.DatabaseUrl.Name, $"leads to {Place}, which does not answer after {settings.Start.PostgresWait.TotalSeconds} s ({Cause(e)})",
            "start with `--profile postgres`; or, to use SQLite instead, set DATABASE_URL=sqlite in .env")
        : new(_variable, $"leads to {Place}, which cannot be used after {settings.Start.PostgresWait.TotalSeconds} s ({Cause(e)})",
            "start that server, or correct host, port and database");
}
