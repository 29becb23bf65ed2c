using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>A real PostgreSQL server on a socket in a temporary folder, with passwords demanded on the socket as in the stack.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string User = "argusai", Password = "first-password";

    private readonly string _root = Directory.CreateTempSubdirectory("argusai-postgres-").FullName;
    private Process? _server;

    public string SocketDirectory => Path.Combine(_root, "socket");

    private string Data => Path.Combine(_root, "data");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(SocketDirectory);
        string passwords = Path.Combine(_root, "password");
        await File.WriteAllTextAsync(passwords, Password);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "-R", "postgres", _root);
        await AsServerAsync("initdb", "-D", Data, "-U", User, "--pwfile", passwords, "--auth=scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C");
        await StartAsync();
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task StartAsync()
    {
        _server = Process.Start(Command("postgres", "-D", Data, "-k", SocketDirectory, "-h", "", "-c", "fsync=off"))!;
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Stops it as a shutdown does: the socket file goes away.</summary>
    public async Task StopAsync()
    {
        await AsServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _server?.Dispose();
        _server = null;
    }

    /// <summary>Sends a signal to the server and to each of its processes: after <c>STOP</c> it takes connections and answers nothing, until <c>CONT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        string server = _server!.Id.ToString(CultureInfo.InvariantCulture);
        await RunAsync("kill", "-" + signal, server);
        await RunAsync("pkill", "-" + signal, "-P", server);
    }

    /// <summary>Leaves a socket file behind that nobody listens on, as a kill does.</summary>
    public static void LeaveStaleSocket(string directory)
    {
        Directory.CreateDirectory(directory);
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        string path = Path.Combine(directory, "s");
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
        // .NET removes the path it bound when it closes the socket, so the file is moved out of its sight first.
        File.Move(path, Path.Combine(directory, ".s.PGSQL.5432"));
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder { Host = SocketDirectory, Username = User, Password = Password, Database = database, Pooling = false, GssEncryptionMode = GssEncryptionMode.Disable }.ToString();

    /// <summary>Starts a backend on a new database of this server, or on SQLite.</summary>
    internal async Task<BackendProcess> StartBackendAsync(string provider, AppFolder app) => provider == "sqlite"
        ? await BackendProcess.ListeningAsync(app.Path, new Dictionary<string, string?> { ["DATABASE_URL"] = "sqlite" })
        : await BackendProcess.ListeningAsync(app.Path, new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "postgres", ["POSTGRES_PASSWORD"] = Password, ["POSTGRES_DB"] = await CreateDatabaseAsync(),
        }, "--postgres-socket", SocketDirectory);

    /// <summary>Creates a database of its own and returns its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = "db_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync("postgres", $"CREATE DATABASE {name}");
        return name;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync())?.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await StopAsync();
        Directory.Delete(_root, recursive: true);
    }

    private static async Task AsServerAsync(string program, params string[] arguments) => await RunAsync(Command(program, arguments));

    // PostgreSQL refuses to run as root.
    private static ProcessStartInfo Command(string program, params string[] arguments)
    {
        string path = Path.Combine(Requirements.PostgresPrograms, program);
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    private static Task RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });

    private static async Task RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} failed: {await error}");
    }
}
