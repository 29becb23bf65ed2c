using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>A signed-in backend on SQLite and one on a real PostgreSQL, each started when a test first asks for it.</summary>
public sealed class BothDatabases : IAsyncLifetime
{
    public const string Sqlite = "sqlite", Postgres = "postgres";

    private readonly Dictionary<string, OneDatabase> _running = [];
    private PostgresServer? _server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<OneDatabase> OnAsync(string provider)
    {
        if (!_running.TryGetValue(provider, out var one)) _running[provider] = one = await StartAsync(provider);
        return one;
    }

    /// <summary>One more, which the caller disposes of.</summary>
    internal async Task<OneDatabase> StartAsync(string provider)
    {
        if (provider == Sqlite) return await OneDatabase.StartAsync(null);
        if (_server is null)
        {
            var server = new PostgresServer();
            await server.InitializeAsync();
            _server = server;
        }

        return await OneDatabase.StartAsync(_server);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _running.Values) await one.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }
}

/// <summary>A signed-in backend, its data folder and its database.</summary>
internal sealed class OneDatabase : IAsyncDisposable
{
    private readonly Func<ArgusContext> _open;
    private readonly Func<IReadOnlyDictionary<string, string?>, Task<BackendProcess>> _start;

    private OneDatabase(AppFolder app, Func<ArgusContext> open, Func<IReadOnlyDictionary<string, string?>, Task<BackendProcess>> start) => (App, _open, _start) = (app, open, start);

    public AppFolder App { get; }

    public BackendProcess Backend { get; private set; } = null!;

    public HttpClient Client => Backend.Client;

    public static async Task<OneDatabase> StartAsync(PostgresServer? server)
    {
        var app = new AppFolder();
        OneDatabase one;
        if (server is null)
        {
            var options = new DbContextOptionsBuilder<SqliteContext>().UseSqlite($"Data Source={app.In("app.db")};Pooling=False;Default Timeout=30").Options;
            one = new(app, () => new SqliteContext(options), more => BackendProcess.ListeningAsync(app.Path, more));
        }
        else
        {
            string name = await server.CreateDatabaseAsync();
            var options = new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(server.ConnectionString(name)).Options;
            one = new(app, () => new PostgresContext(options), more => BackendProcess.ListeningAsync(app.Path,
                new Dictionary<string, string?>(more) { ["POSTGRES_PASSWORD"] = PostgresServer.Password, ["POSTGRES_DB"] = name }, "--postgres-socket", server.SocketDirectory));
        }

        await one.RestartAsync();
        return one;
    }

    /// <summary>Ends the program, if it runs, and starts it again.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string?>? environment = null)
    {
        if (Backend is not null) await Backend.DisposeAsync();
        Backend = await _start(environment ?? new Dictionary<string, string?>());
        await Backend.SignInAsync();
    }

    /// <summary>The database, beside the backend.</summary>
    public ArgusContext Open() => _open();

    /// <summary>Adds a camera that is not read.</summary>
    public async Task<Guid> AddCameraAsync(string name)
    {
        var camera = new Camera { Name = name, Type = "file", Source = "data/none.avi", MotionSensitivity = "low", FrameRate = 5, CreatedAt = UtcTime.Now, UpdatedAt = UtcTime.Now };
        await using var context = Open();
        context.Cameras.Add(camera);
        await context.SaveChangesAsync();
        return camera.Id;
    }

    /// <summary>Adds events, as many at once as there are.</summary>
    public async Task AddEventsAsync(IEnumerable<MotionEvent> events)
    {
        await using var context = Open();
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        context.Database.SetCommandTimeout(120);
        foreach (var some in events.Chunk(5000))
        {
            context.Events.AddRange(some);
            await context.SaveChangesAsync();
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>Adds very many events, a second apart from noon of 2026-03-01 backwards, within the database.</summary>
    public async Task AddManyEventsAsync(Guid camera, int count, int descriptionLength)
    {
        await using var context = Open();
        context.Database.SetCommandTimeout(120);
        const string into = "INSERT INTO events (id, camera_id, timestamp, confidence, description, objects, frame_count, box_x, box_y, box_width, box_height) ";
        string description = new('x', descriptionLength);
        await context.Database.ExecuteSqlRawAsync(context.Database.IsNpgsql()
            ? into + $"SELECT (lpad(to_hex({count} - n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, '{camera}', timestamptz '2026-03-01 12:00:00Z' - n * interval '1 second', 0.5, '{description}', ',person,', 3, 0, 0, 1, 1 FROM generate_series(0, {count - 1}) n"
            : $"WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {count - 1}) " + into
                + $"SELECT printf('%08X-0000-7000-8000-000000000000', {count} - n), '{camera.ToString().ToUpperInvariant()}', strftime('%Y-%m-%d %H:%M:%S', '2026-03-01 12:00:00', '-' || n || ' seconds'), 0.5, '{description}', ',person,', 3, 0, 0, 1, 1 FROM s");
    }

    /// <summary>Writes a file of the data folder, and the folders above it.</summary>
    public string Write(string path, byte[] content)
    {
        string full = App.In(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        App.Dispose();
    }
}
