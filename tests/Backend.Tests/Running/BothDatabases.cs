namespace ArgusAI.Backend.Tests.Running;

/// <summary>A backend on the database that a test names.</summary>
internal static class BothDatabases
{
    /// <summary>Starts it on SQLite, or on a new database of the server.</summary>
    public static async Task<BackendProcess> StartAsync(string provider, PostgresServer postgres, AppFolder app) => provider == "sqlite"
        ? await BackendProcess.ListeningAsync(app.Path, new Dictionary<string, string?> { ["DATABASE_URL"] = "sqlite" })
        : await BackendProcess.ListeningAsync(app.Path, new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "postgres", ["POSTGRES_PASSWORD"] = PostgresServer.Password, ["POSTGRES_DB"] = await postgres.CreateDatabaseAsync(),
        }, "--postgres-socket", postgres.SocketDirectory);
}
