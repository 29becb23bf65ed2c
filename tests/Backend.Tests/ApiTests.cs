using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>Who may call what, and how errors look.</summary>
public sealed class ApiTests : IClassFixture<FreshBackend>
{
    private readonly FreshBackend _fresh;

    public ApiTests(FreshBackend fresh)
    {
        _fresh = fresh;
        // Who signed in, in another test, is not signed in here.
        Backend.ForgetSignIn();
    }

    private BackendProcess Backend => _fresh.Backend;

    private string InitialPassword => _fresh.InitialPassword;

    internal static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("detail").GetString()!;
    }

    [Fact]
    public async Task The_generated_password_is_in_its_file_only()
    {
        string password = InitialPassword;

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_fresh.Data, DataLayout.InitialAdminPassword)));
        await Backend.SignInAsync(password);
        Assert.DoesNotContain(password, Backend.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_paths_answer_without_a_sign_in()
    {
        Assert.Equal(Product.Name, (await Backend.GetJsonAsync("/")).GetProperty("name").GetString());
        var health = await Backend.GetJsonAsync(Routes.Liveness);
        Assert.Equal((Product.Version, 0), (health.GetProperty("version").GetString(), health.GetProperty("camera_count").GetInt32()));
        Assert.StartsWith("3.1", (await Backend.GetJsonAsync(Routes.OpenApi)).GetProperty("openapi").GetString(), StringComparison.Ordinal);
        string page = await Backend.Client.GetStringAsync(Routes.Docs);
        Assert.DoesNotContain("//cdn", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", page, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(await Backend.Client.GetStringAsync(Routes.Docs + "/scalar.js"));
    }

    [Theory]
    [InlineData("/api/v1/cameras")]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/auth/me")]
    [InlineData("/api/v1/auth/sessions")]
    [InlineData("/api/v1/users")]
    [InlineData("/api/v1/push/key")]
    [InlineData("/api/v1/ai/providers")]
    [InlineData("/api/v1/events/0193b0a0-0000-7000-8000-000000000000/thumbnail")]
    [InlineData("/ws")]
    public async Task Everything_else_is_401_without_one(string path)
    {
        using var answer = await Backend.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Sign in", await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documented_API_is_the_contracts()
    {
        var paths = (await Backend.GetJsonAsync(Routes.OpenApi)).GetProperty("paths").EnumerateObject().Select(p => p.Name).ToHashSet();

        Assert.Superset(new HashSet<string>
        {
            "/", "/health", "/api/v1/system/health", "/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout", "/api/v1/auth/me", "/api/v1/auth/sessions", "/api/v1/auth/sessions/{id}",
            "/api/v1/auth/password", "/api/v1/users", "/api/v1/users/{id}", "/api/v1/push/key", "/api/v1/push/subscriptions", "/api/v1/push/test", "/api/v1/cameras", "/api/v1/cameras/{id}", "/api/v1/cameras/test",
            "/api/v1/cameras/{id}/reconnect", "/api/v1/events", "/api/v1/events/{id}", "/api/v1/events/{id}/thumbnail",
        }, paths);
    }

    [Fact]
    public async Task Cookie_and_bearer_both_sign_in_and_the_token_in_a_URL_does_not()
    {
        using var login = await Backend.Client.PostAsJsonAsync("/api/v1/auth/login", new { username = "Admin", password = InitialPassword });
        var body = await login.Content.ReadFromJsonAsync<JsonElement>();
        string token = body.GetProperty("access_token").GetString()!;
        string cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"), c => c.StartsWith("argusai_token=", StringComparison.Ordinal));
        Assert.Equal(("bearer", "admin"), (body.GetProperty("token_type").GetString(), body.GetProperty("user").GetProperty("role").GetString()));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);

        // HttpClient keeps the cookie by itself, so each way gets a client of its own.
        using var none = new HttpClient { BaseAddress = Backend.Address };
        using var byUrl = await none.GetAsync("/api/v1/auth/me?token=" + token);
        Assert.Equal(HttpStatusCode.Unauthorized, byUrl.StatusCode);
        using var byCookie = await Backend.Client.GetAsync("/api/v1/auth/me");
        Assert.Equal(HttpStatusCode.OK, byCookie.StatusCode);
        none.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal("admin", (await none.GetFromJsonAsync<JsonElement>("/api/v1/auth/me")).GetProperty("username").GetString());
        none.DefaultRequestHeaders.Authorization = new("Bearer", token[..^2] + "xx");
        using var forged = await none.GetAsync("/api/v1/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Fact]
    public async Task Behind_a_TLS_proxy_the_cookie_is_secure_and_signing_out_removes_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = JsonContent.Create(new { username = "admin", password = InitialPassword }) };
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var login = await Backend.Client.SendAsync(request);
        using var logout = await Backend.Client.PostAsync("/api/v1/auth/logout", null);

        Assert.Equal(2, login.Headers.GetValues("Set-Cookie").Count());
        Assert.All(login.Headers.GetValues("Set-Cookie"), c => Assert.Contains("secure", c, StringComparison.Ordinal));
        Assert.Equal(2, logout.Headers.GetValues("Set-Cookie").Count());
        Assert.All(logout.Headers.GetValues("Set-Cookie"), c => Assert.Contains("expires=Thu, 01 Jan 1970", c, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ten_wrong_passwords_close_the_door_for_that_name_only()
    {
        for (int i = 0; i < 10; i++)
        {
            using var wrong = await Backend.Client.PostAsJsonAsync("/api/v1/auth/login", new { username = "mallory", password = "guess" });
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var closed = await Backend.Client.PostAsJsonAsync("/api/v1/auth/login", new { username = "mallory", password = "guess" });
        Assert.Equal(HttpStatusCode.TooManyRequests, closed.StatusCode);
        Assert.NotEmpty(await DetailAsync(closed));
        Assert.NotEmpty(await Backend.SignInAsync(InitialPassword));
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"username\":7,\"password\":\"x\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("username=admin", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_malformed_body_is_a_problem_with_a_detail(string body, string type, HttpStatusCode status)
    {
        using var answer = await Backend.Client.PostAsync("/api/v1/auth/login", new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty(await DetailAsync(answer));
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/not-an-id", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/cameras/0193b0a0-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/events/0193b0a0-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/events/0193b0a0-0000-7000-8000-000000000000/thumbnail", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/events/..%2f..%2fapp.db/thumbnail", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/auth/login", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_a_problem_with_a_detail(string path, HttpStatusCode status)
    {
        await Backend.SignInAsync(InitialPassword);
        using var answer = await Backend.Client.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty(await DetailAsync(answer));
    }

    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("bad id!", false)]
    public async Task Every_answer_carries_a_request_id_and_a_sane_one_is_kept(string given, bool isKept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere?token=hunter2");
        request.Headers.TryAddWithoutValidation("X-Request-ID", given);
        using var answer = await Backend.Client.SendAsync(request);

        string id = Assert.Single(answer.Headers.GetValues("X-Request-ID"));
        Assert.Equal(isKept, id == given);
        await Backend.LogsAsync($"\"request_id\":\"{id}\"");
        string line = Backend.Output.First(l => l.Contains(id, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(line);
        Assert.Equal(("GET", "/nowhere", 404), (json.RootElement.GetProperty("method").GetString(), json.RootElement.GetProperty("path").GetString(), json.RootElement.GetProperty("status_code").GetInt32()));
        Assert.True(json.RootElement.GetProperty("response_time_ms").GetDouble() >= 0);
        Assert.Equal("127.0.0.1", json.RootElement.GetProperty("client_ip").GetString());
        Assert.DoesNotContain("hunter2", Backend.ToString(), StringComparison.Ordinal);
    }
}
