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
            catch (Exception e) when (Origin(e) is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
            {
                throw WrongPassword();
            }
            catch (Exception e) when (IsComing(Origin(e)) && waited.Elapsed < settings.Start.PostgresWait)
            {
                if (isFirst) log.LogInformation("Waiting up to {Seconds} s for PostgreSQL: {Problem}", (int)settings.Start.PostgresWait.TotalSeconds, Cause(e));
                await Task.Delay(500, cancel);
            }
            catch (Exception e) when (Origin(e) is NpgsqlException or SocketException or TimeoutException)
            {
                throw Absent(e);
            }
        }
    }

    // While its volume is initialised a server starts, stops and has no database yet: that passes.
    private static bool IsComing(Exception e) => e switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName
            or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.TooManyConnections,
        NpgsqlException or SocketException or TimeoutException => true,
        _ => false,
    };

    // EF wraps what it takes for a passing failure in advice to programmers.
    private static Exception Origin(Exception e) => e is InvalidOperationException { InnerException: { } inner } ? Origin(inner) : e;

    private static string Cause(Exception e) => Origin(e) is PostgresException p ? p.MessageText : e.GetBaseException().Message;

    private StartupException WrongPassword() => settings.Database.Host is null
        ? new(_variable, $"is not the password of role {settings.PostgresUser} in this PostgreSQL volume. A volume keeps the password it was created with: changing .env does not change it",
            $"put the old password back, or change it inside: docker compose exec postgres psql -U {settings.PostgresUser} -c \"ALTER ROLE {settings.PostgresUser} PASSWORD '...'\"")
        : new(_variable, $"names a user or password that {settings.Database.Host} refuses", "correct the user and the password (percent-encode special characters)");

    private StartupException Absent(Exception e) => settings.Database.Host is null
        ? new(BackendEnvironment.DatabaseUrl.Name, $"leads to PostgreSQL on {settings.Start.PostgresSocket}, which does not answer after {settings.Start.PostgresWait.TotalSeconds} s ({Cause(e)})",
            "start with `--profile postgres`; or, to use SQLite instead, set DATABASE_URL=sqlite in .env")
        : new(_variable, $"leads to {settings.Database}, which cannot be used after {settings.Start.PostgresWait.TotalSeconds} s ({Cause(e)})",
            "start that server, or correct host, port and database");
}
