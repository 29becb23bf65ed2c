using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>An application folder, a database of either kind, and a server that stands for AI providers; a backend can run in it, or parts of one in the test.</summary>
internal sealed class DescribedHome : IAsyncDisposable
{
    public static readonly byte[] Thumbnail = [0xFF, 0xD8, 0xFF, 0xE0, 42];

    private readonly AppFolder _app = new();
    private readonly string _sockets;

    private DescribedHome(ProviderServer server, string sockets) => (Server, _sockets) = (server, sockets);

    public ProviderServer Server { get; }

    public string Path => _app.Path;

    /// <summary>What a backend here is started with.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>The database, once it has its tables.</summary>
    public ArgusDatabase Database { get; private set; } = null!;

    /// <summary>Makes one.</summary>
    /// <param name="postgres">A server to make a database in; null for SQLite.</param>
    /// <param name="keys">The providers with a key in the environment: <c>key-of-NAME</c>.</param>
    public static async Task<DescribedHome> CreateAsync(PostgresServer? postgres, params string[] keys)
    {
        var server = await ProviderServer.StartAsync();
        var home = new DescribedHome(server, postgres?.SocketDirectory ?? "/nowhere");
        foreach (string name in Descriptions.ProviderShapes.Names)
        {
            home.Environment[name.ToUpperInvariant() + "_BASE_URL"] = $"{server.Address}{name}/";
            home.Environment[name.ToUpperInvariant() + "_API_KEY"] = keys.Contains(name) ? Key(name) : null;
        }

        (home.Environment["DATABASE_URL"], home.Environment["POSTGRES_PASSWORD"], home.Environment["POSTGRES_DB"]) =
            postgres is null ? ("sqlite", null, null) : ("postgres", PostgresServer.Password, await postgres.CreateDatabaseAsync());
        var settings = home.Settings();
        home.Database = postgres is null ? ArgusDatabase.Sqlite(home.In("app.db")) : ArgusDatabase.Postgres(settings);
        return home;
    }

    public static string Key(string provider) => "key-of-" + provider;

    public string In(string name) => _app.In(name);

    /// <summary>As the backend itself would read them.</summary>
    public BackendSettings Settings()
    {
        var environment = new Dictionary<string, string?>(Environment) { ["ENCRYPTION_KEY"] = BackendProcess.EncryptionKey, ["JWT_SECRET_KEY"] = BackendProcess.SigningSecret };
        var (settings, problems) = SettingsReader.Read(StartOptions.Container with { Application = Path, PostgresSocketDirectory = _sockets }, environment.GetValueOrDefault);
        return settings ?? throw new InvalidOperationException(string.Join("; ", problems));
    }

    public async Task MigrateAsync()
    {
        await using var context = Database.CreateDbContext();
        await context.Database.MigrateAsync();
    }

    public Task<BackendProcess> StartBackendAsync() => BackendProcess.ListeningAsync(Path, Environment, "--postgres-socket", _sockets);

    /// <summary>Stores an event with its thumbnail, as a camera would have.</summary>
    public async Task<Guid> AddEventAsync(TimeSpan age = default)
    {
        await using var context = Database.CreateDbContext();
        var camera = await context.Cameras.FirstOrDefaultAsync() ?? context.Cameras.Add(new() { Name = "yard", Type = "rtsp", Source = "rtsp://127.0.0.1:1/", MotionSensitivity = "medium", FrameRate = 5 }).Entity;
        var seen = new MotionEvent { CameraId = camera.Id, Timestamp = UtcTime.Now - age, Confidence = 0.9 };
        context.Events.Add(seen);
        await context.SaveChangesAsync();
        string path = new Events.Thumbnails(Settings()).PathOf(seen.Id, seen.Timestamp);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Thumbnail);
        return seen.Id;
    }

    /// <summary>Stores frames of an event; frame N is the bytes 0xFF 0xD8 N.</summary>
    public void AddFrames(Guid id, int count)
    {
        string folder = In($"frames/{id}");
        Directory.CreateDirectory(folder);
        for (int i = 1; i <= count; i++) File.WriteAllBytes(System.IO.Path.Combine(folder, $"frame_{i:000}.jpg"), [0xFF, 0xD8, (byte)i]);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Npgsql.NpgsqlConnection.ClearAllPools();
        _app.Dispose();
    }
}
