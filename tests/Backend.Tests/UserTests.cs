using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests;

/// <summary>Accounts, their roles, and who may change them.</summary>
public sealed class UserTests(EitherDatabase databases) : IClassFixture<EitherDatabase>
{
    private const string Users = "/api/v1/users";
    private static readonly string Nowhere = $"/{Guid.NewGuid()}";

    public static TheoryData<string> Both => EitherDatabase.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task A_role_allows_what_it_says_and_no_more(string database)
    {
        var on = await databases.OnAsync(database);
        string viewer = (await on.PersonAsync("viewer")).Tokens.Access, watcher = (await on.PersonAsync("operator")).Tokens.Access, admin = (await on.SignInAsync()).Access;
        var camera = new { name = "yard", type = "rtsp", source = "rtsp://127.0.0.1:1/", enabled = false };
        using var created = await on.SendAsync(watcher, HttpMethod.Post, "/api/v1/cameras", camera);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        string path = "/api/v1/cameras/" + (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();

        foreach (var (method, target, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/api/v1/cameras", camera), (HttpMethod.Post, "/api/v1/cameras/test", camera), (HttpMethod.Put, path, camera), (HttpMethod.Post, path + "/reconnect", null),
            (HttpMethod.Delete, path, null), (HttpMethod.Delete, "/api/v1/events" + Nowhere, null),
        })
            Assert.Equal((target, HttpStatusCode.Forbidden), (target, await on.StatusAsync(viewer, method, target, body)));
        foreach (string role in new[] { viewer, watcher })
        {
            Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(role, HttpMethod.Get, path));
            foreach (var (method, target) in new[] { (HttpMethod.Get, Users), (HttpMethod.Post, Users), (HttpMethod.Put, Users + Nowhere), (HttpMethod.Delete, Users + Nowhere) })
                Assert.Equal(HttpStatusCode.Forbidden, await on.StatusAsync(role, method, target, method == HttpMethod.Get || method == HttpMethod.Delete ? null : new { }));
        }

        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(watcher, HttpMethod.Delete, "/api/v1/events" + Nowhere));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(watcher, HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(admin, HttpMethod.Get, Users));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(admin, HttpMethod.Put, Users + Nowhere, new { enabled = true }));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(admin, HttpMethod.Delete, Users + Nowhere));
    }

    [Theory]
    [InlineData("{\"username\":\"\",\"password\":\"long enough to be one\",\"role\":\"viewer\"}", "username")]
    [InlineData("{\"username\":\"two words\",\"password\":\"long enough to be one\",\"role\":\"viewer\"}", "username")]
    [InlineData("{\"username\":\"x\\n\",\"password\":\"long enough to be one\",\"role\":\"root\"}", "role")]
    [InlineData("{\"username\":\"x\",\"password\":\"too short\",\"role\":\"viewer\"}", "password")]
    [InlineData("{}", "username")]
    public async Task An_account_that_cannot_be_is_refused_with_the_field(string body, string field)
    {
        var on = await databases.OnAsync("sqlite");
        using var answer = await on.SendAsync((await on.SignInAsync()).Access, HttpMethod.Post, Users, JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_name_is_given_once_whatever_its_case_also_at_once(string database)
    {
        var on = await databases.OnAsync(database);
        string admin = (await on.SignInAsync()).Access, name = "Eve" + Guid.NewGuid().ToString("N");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => on.StatusAsync(admin, HttpMethod.Post, Users, new { username = i % 2 == 0 ? name : name.ToUpperInvariant(), password = Installed.Password, role = "viewer" })));

        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(4, answers.Count(a => a == HttpStatusCode.Conflict));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Who_is_disabled_or_deleted_is_out_at_once(string database)
    {
        var on = await databases.OnAsync(database);
        Person disabled = await on.PersonAsync("operator"), deleted = await on.PersonAsync("operator");
        string admin = (await on.SignInAsync()).Access;

        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(admin, HttpMethod.Put, $"{Users}/{disabled.Id}", new { enabled = false }));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(admin, HttpMethod.Delete, $"{Users}/{deleted.Id}"));

        foreach (var gone in new[] { disabled, deleted })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(gone.Tokens.Access));
            Assert.Null(await on.RefreshAsync(gone.Tokens.Refresh));
            Assert.Equal(HttpStatusCode.Unauthorized, await on.StatusAsync(null, HttpMethod.Post, "/api/v1/auth/login", new { username = gone.Name, password = Installed.Password }));
        }

        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(admin, HttpMethod.Put, $"{Users}/{disabled.Id}", new { enabled = true }));
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync((await on.SignInAsync(disabled.Name)).Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(disabled.Tokens.Access));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_new_role_is_in_the_next_access_token(string database)
    {
        var on = await databases.OnAsync(database);
        var person = await on.PersonAsync("viewer");
        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync((await on.SignInAsync()).Access, HttpMethod.Put, $"{Users}/{person.Id}", new { role = "admin" }));

        var next = await on.RefreshAsync(person.Tokens.Refresh);

        Assert.Equal("admin", next?.Role);
        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(next!.Access, HttpMethod.Get, Users));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync((await on.SignInAsync()).Access, HttpMethod.Delete, $"{Users}/{person.Id}"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_changed_password_ends_all_other_sessions_and_a_wrong_old_one_changes_nothing(string database)
    {
        var on = await databases.OnAsync(database);
        var person = await on.PersonAsync("viewer");
        var other = await on.SignInAsync(person.Name);
        Task<HttpStatusCode> ChangeAsync(string? old, string? fresh) => on.StatusAsync(person.Tokens.Access, HttpMethod.Post, "/api/v1/auth/password", new { old_password = old, new_password = fresh });

        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync("wrong", "another password"));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(Installed.Password, "11 letters."));
        Assert.Equal(HttpStatusCode.BadRequest, await ChangeAsync(null, "another password"));
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(other.Access));
        Assert.Equal(HttpStatusCode.NoContent, await ChangeAsync(Installed.Password, "another password"));

        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(other.Access));
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(person.Tokens.Access));
        Assert.NotNull(await on.RefreshAsync(person.Tokens.Refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.StatusAsync(null, HttpMethod.Post, "/api/v1/auth/login", new { username = person.Name, password = Installed.Password }));
        Assert.Equal("viewer", (await on.SignInAsync(person.Name, "another password")).Role);
    }

    [Fact]
    public async Task Guessing_the_old_password_is_limited_as_signing_in_is()
    {
        var on = await databases.OnAsync("sqlite");
        var person = await on.PersonAsync("viewer");
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(i => on.StatusAsync(person.Tokens.Access, HttpMethod.Post, "/api/v1/auth/password", new { old_password = $"guess {i}", new_password = "another password" })));

        Assert.Equal((10, 5), (answers.Count(a => a == HttpStatusCode.BadRequest), answers.Count(a => a == HttpStatusCode.TooManyRequests)));
        Assert.Equal(HttpStatusCode.TooManyRequests, await on.StatusAsync(null, HttpMethod.Post, "/api/v1/auth/login", new { username = person.Name, password = Installed.Password }));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_generated_passwords_file_goes_when_that_password_does(string database)
    {
        using var app = new AppFolder();
        var on = await databases.OwnAsync(database, app, new() { ["ADMIN_PASSWORD"] = null });
        await using var backend = on.Backend;
        string file = app.In(DataLayout.InitialAdminPassword), password = (await File.ReadAllTextAsync(file)).Trim();
        string admin = (await on.SignInAsync("admin", password)).Access;
        Assert.Equal(HttpStatusCode.BadRequest, await on.StatusAsync(admin, HttpMethod.Post, "/api/v1/auth/password", new { old_password = "wrong", new_password = "another password" }));
        Assert.True(File.Exists(file));

        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(admin, HttpMethod.Post, "/api/v1/auth/password", new { old_password = password, new_password = "another password" }));

        Assert.False(File.Exists(file));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_last_administrator_stays_one_also_when_two_remove_each_other_at_once(string database)
    {
        using var app = new AppFolder();
        var on = await databases.OwnAsync(database, app);
        await using var backend = on.Backend;
        var first = await on.SignInAsync();
        using var list = await on.SendAsync(first.Access, HttpMethod.Get, Users);
        string firstId = (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0].GetProperty("id").GetString()!;
        foreach (var (method, body) in new (HttpMethod, object?)[] { (HttpMethod.Delete, null), (HttpMethod.Put, new { enabled = false }), (HttpMethod.Put, new { role = "viewer" }) })
            Assert.Equal(HttpStatusCode.Conflict, await on.StatusAsync(first.Access, method, $"{Users}/{firstId}", body));

        // Demoted ones keep an administrator's token until it is refreshed: both requests get past the door in every round.
        for (int round = 0; round < 5; round++)
        {
            var second = await on.PersonAsync("admin");
            var answers = await Task.WhenAll(
                on.StatusAsync(first.Access, HttpMethod.Put, $"{Users}/{second.Id}", new { role = "viewer" }),
                on.StatusAsync(second.Tokens.Access, HttpMethod.Put, $"{Users}/{firstId}", new { role = "viewer" }));

            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Order());
            await using var context = on.Open();
            Assert.Equal(1, await context.Accounts.CountAsync(a => a.Role == "admin" && a.Enabled));
            await context.Accounts.Where(a => a.Username == "admin").ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, "admin"));
            await context.Accounts.Where(a => a.Username != "admin").ExecuteDeleteAsync();
        }
    }
}
