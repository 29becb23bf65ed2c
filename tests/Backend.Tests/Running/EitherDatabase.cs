using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>One backend on SQLite and one on a real PostgreSQL server, each started when a test first asks for it.</summary>
public class EitherDatabase : IAsyncLifetime
{
    /// <summary>The databases, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Both { get; } = ["sqlite", "postgres"];

    private readonly AppFolder _sqliteApp = new(), _postgresApp = new();
    private readonly PostgresServer _postgres = new();
    private readonly SemaphoreSlim _starting = new(1);
    private Installed? _sqlite, _onPostgres;
    private bool _hasPostgres;

    /// <summary>What both are started with besides the minimum.</summary>
    private protected virtual Dictionary<string, string?> Environment => [];

    internal async Task<Installed> OnAsync(string database)
    {
        await _starting.WaitAsync();
        try
        {
            return database == "sqlite" ? _sqlite ??= await SqliteAsync(_sqliteApp, Environment) : _onPostgres ??= await PostgresAsync(_postgresApp, Environment);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>One more, for a test that leaves nothing as it was.</summary>
    internal async Task<Installed> OwnAsync(string database, AppFolder app, Dictionary<string, string?>? environment = null) =>
        database == "sqlite" ? await SqliteAsync(app, environment ?? Environment) : await PostgresAsync(app, environment ?? Environment);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var installed in new[] { _sqlite, _onPostgres }.OfType<Installed>()) await installed.Backend.DisposeAsync();
        if (_hasPostgres) await _postgres.DisposeAsync();
        _sqliteApp.Dispose();
        _postgresApp.Dispose();
        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<Installed> SqliteAsync(AppFolder app, Dictionary<string, string?> environment)
    {
        var options = new DbContextOptionsBuilder<SqliteContext>().UseSqlite($"Data Source={app.In("app.db")};Pooling=False").Options;
        return new(await BackendProcess.ListeningAsync(app.Path, environment), () => new SqliteContext(options), app,
            () => BackendProcess.ListeningAsync(app.Path, environment));
    }

    private async Task<Installed> PostgresAsync(AppFolder app, Dictionary<string, string?> environment)
    {
        if (!_hasPostgres) await _postgres.InitializeAsync();
        _hasPostgres = true;
        string name = await _postgres.CreateDatabaseAsync();
        var options = new DbContextOptionsBuilder<PostgresContext>().UseNpgsql(_postgres.ConnectionString(name)).Options;
        var all = new Dictionary<string, string?>(environment) { ["POSTGRES_DB"] = name, ["POSTGRES_PASSWORD"] = PostgresServer.Password };
        Task<BackendProcess> Start() => BackendProcess.ListeningAsync(app.Path, all, "--postgres-socket", _postgres.SocketDirectory);
        return new(await Start(), () => new PostgresContext(options), app, Start);
    }
}

/// <summary>A backend with its database in the test's reach.</summary>
internal sealed record Installed(BackendProcess Backend, Func<ArgusContext> Open, AppFolder App, Func<Task<BackendProcess>> StartAgain)
{
    public const string Password = "a password of its own";

    /// <summary>Signs in and returns what was answered.</summary>
    public async Task<Tokens> SignInAsync(string username = "admin", string? password = null)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { username, password = password ?? (username == "admin" ? BackendProcess.AdminPassword : Password) });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Tokens.Of(await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Adds an account with a name of its own and signs it in.</summary>
    public async Task<Person> PersonAsync(string role)
    {
        string name = $"{role}-{Guid.NewGuid():N}";
        using var admin = Client((await SignInAsync()).Access);
        using var added = await admin.PostAsJsonAsync("/api/v1/users", new { username = name, password = Password, role });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        return new((await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!, name, await SignInAsync(name));
    }

    /// <summary>A client without cookies.</summary>
    public HttpClient Client(string? bearer = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Backend.Address };
        if (bearer is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    public async Task<HttpResponseMessage> SendAsync(string? bearer, HttpMethod method, string path, object? body = null)
    {
        using var client = Client(bearer);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await client.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusAsync(string? bearer, HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(bearer, method, path, body);
        if (!answer.IsSuccessStatusCode) Assert.NotEmpty(await ApiTests.DetailAsync(answer));
        return answer.StatusCode;
    }

    public Task<HttpStatusCode> MeAsync(string bearer) => StatusAsync(bearer, HttpMethod.Get, "/api/v1/auth/me");

    /// <summary>Refreshes; null when that was refused.</summary>
    public async Task<Tokens?> RefreshAsync(string refreshToken)
    {
        using var answer = await SendAsync(null, HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = refreshToken });
        if (answer.StatusCode == HttpStatusCode.OK) return Tokens.Of(await answer.Content.ReadFromJsonAsync<JsonElement>());
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
        return null;
    }
}

/// <summary>Someone with an account.</summary>
internal sealed record Person(string Id, string Name, Tokens Tokens);

/// <summary>What a sign-in gives.</summary>
internal sealed record Tokens(string Access, string Refresh, string Role)
{
    public static Tokens Of(JsonElement answer) => new(answer.GetProperty("access_token").GetString()!, answer.GetProperty("refresh_token").GetString()!,
        answer.GetProperty("user").GetProperty("role").GetString()!);

    /// <summary>The session's id, from the access token.</summary>
    public Guid Session => Guid.Parse(JsonSerializer.Deserialize<JsonElement>(System.Buffers.Text.Base64Url.DecodeFromChars(Access.Split('.')[1])).GetProperty("sid").GetString()!);
}
