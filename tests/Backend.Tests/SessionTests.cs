using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ArgusAI.Backend.Tests;

/// <summary>Sessions: how they go on, and how they end.</summary>
public sealed class SessionTests(EitherDatabase databases) : IClassFixture<EitherDatabase>
{
    public static TheoryData<string> Both => EitherDatabase.Both;

    private static async Task BackdateAsync(Installed on, Guid session, TimeSpan by)
    {
        await using var context = on.Open();
        var stored = await context.Sessions.SingleAsync(s => s.Id == session);
        stored.RefreshedAt -= by;
        stored.ExpiresAt -= by;
        await context.SaveChangesAsync();
    }

    private static async Task<Storage.Session> StoredAsync(Installed on, Guid session)
    {
        await using var context = on.Open();
        return await context.Sessions.AsNoTracking().SingleAsync(s => s.Id == session);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_refresh_gives_a_new_pair_and_only_hashes_are_stored(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;

        var second = await on.RefreshAsync(first.Refresh);

        Assert.NotNull(second);
        Assert.NotEqual(first.Refresh, second.Refresh);
        Assert.Equal(first.Session, second.Session);
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(second.Access));
        var stored = await StoredAsync(on, first.Session);
        byte[] Hash(string token) => System.Security.Cryptography.SHA256.HashData(System.Buffers.Text.Base64Url.DecodeFromChars(token));
        Assert.Equal(Hash(second.Refresh), stored.RefreshHash);
        Assert.Equal(Hash(first.Refresh), stored.PreviousHash);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_token_shown_again_later_ends_the_session_for_thief_and_owner(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;
        var second = (await on.RefreshAsync(first.Refresh))!;
        await BackdateAsync(on, first.Session, TimeSpan.FromSeconds(11));

        Assert.Null(await on.RefreshAsync(first.Refresh));

        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(first.Access));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(second.Access));
        Assert.Null(await on.RefreshAsync(second.Refresh));
        await on.Backend.LogsAsync($"its session {first.Session} is revoked");
        Assert.DoesNotContain(first.Refresh, on.Backend.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_thief_who_refreshes_twice_is_found_out_all_the_same(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;
        var stolen = (await on.RefreshAsync((await on.RefreshAsync(first.Refresh))!.Refresh))!;

        Assert.Null(await on.RefreshAsync(first.Refresh));

        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(stolen.Access));
        Assert.Null(await on.RefreshAsync(stolen.Refresh));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Right_after_a_rotation_the_token_before_it_still_leads_to_the_same_next_one(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;
        var second = (await on.RefreshAsync(first.Refresh))!;

        var again = await on.RefreshAsync(first.Refresh);

        Assert.Equal(second.Refresh, again?.Refresh);
        Assert.NotNull(await on.RefreshAsync(second.Refresh));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Tabs_that_refresh_at_once_all_stay_signed_in(string database)
    {
        var on = await databases.OnAsync(database);
        var tokens = (await on.PersonAsync("viewer")).Tokens;
        for (int round = 0; round < 3; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => on.RefreshAsync(tokens.Refresh)));

            Assert.All(answers, Assert.NotNull);
            tokens = tokens with { Refresh = Assert.Single(answers.Select(a => a!.Refresh).Distinct()) };
            Assert.Equal(HttpStatusCode.OK, await on.MeAsync(answers[0]!.Access));
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_thief_and_the_owner_at_once_after_the_grace_are_both_out(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;
        var second = (await on.RefreshAsync(first.Refresh))!;
        await BackdateAsync(on, first.Session, TimeSpan.FromSeconds(11));

        // Whichever comes first, the old one is seen to be old: it is then one or two rotations behind.
        await Task.WhenAll(on.RefreshAsync(first.Refresh), on.RefreshAsync(second.Refresh));

        Assert.NotNull((await StoredAsync(on, first.Session)).RevokedAt);
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(second.Access));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_session_that_was_not_refreshed_for_30_days_is_over(string database)
    {
        var on = await databases.OnAsync(database);
        var first = (await on.PersonAsync("viewer")).Tokens;
        await BackdateAsync(on, first.Session, TimeSpan.FromDays(29.9));
        var second = await on.RefreshAsync(first.Refresh);
        await BackdateAsync(on, first.Session, TimeSpan.FromDays(30.1));

        Assert.NotNull(second);
        Assert.Null(await on.RefreshAsync(second.Refresh));
        Assert.Null((await StoredAsync(on, first.Session)).RevokedAt);
    }

    [Fact]
    public async Task What_was_not_issued_here_is_refused_and_ends_nobodys_session()
    {
        var on = await databases.OnAsync("sqlite");
        var tokens = (await on.PersonAsync("viewer")).Tokens;
        byte[] forged = System.Buffers.Text.Base64Url.DecodeFromChars(tokens.Refresh);
        forged[20] ^= 1;

        foreach (string bad in new[] { "", "x", new string('A', 86), new string('A', 100_000), tokens.Refresh + "AA", tokens.Refresh[..^2], tokens.Access, System.Buffers.Text.Base64Url.EncodeToString(forged), "ä\0" })
            Assert.Null(await on.RefreshAsync(bad));

        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(tokens.Access));
        Assert.NotNull(await on.RefreshAsync(tokens.Refresh));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("{\"refresh_token\":7}", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.Unauthorized)]
    [InlineData("{}", HttpStatusCode.Unauthorized)]
    public async Task A_refresh_without_a_token_is_refused(string body, HttpStatusCode status)
    {
        var on = await databases.OnAsync("sqlite");
        using var client = on.Client();
        using var answer = await client.PostAsync("/api/v1/auth/refresh", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
    }

    [Fact]
    public async Task A_browser_refreshes_and_signs_out_with_its_cookies_alone()
    {
        var on = await databases.OnAsync("sqlite");
        var person = await on.PersonAsync("viewer");
        using var browser = new HttpClient { BaseAddress = on.Backend.Address };
        using var login = await browser.PostAsJsonAsync("/api/v1/auth/login", new { username = person.Name, password = Installed.Password });
        using var refresh = await browser.PostAsync("/api/v1/auth/refresh", null);
        var cookies = refresh.Headers.GetValues("Set-Cookie").ToList();
        var tokens = Tokens.Of(await refresh.Content.ReadFromJsonAsync<JsonElement>());

        Assert.Equal(HttpStatusCode.OK, refresh.StatusCode);
        Assert.Contains(cookies, c => c.StartsWith("argusai_token=", StringComparison.Ordinal) && c.Contains("path=/;", StringComparison.Ordinal) && c.Contains("max-age=900", StringComparison.Ordinal) && c.Contains("httponly", StringComparison.Ordinal));
        Assert.Contains(cookies, c => c.StartsWith("argusai_refresh=", StringComparison.Ordinal) && c.Contains("path=/api/v1/auth;", StringComparison.Ordinal)
            && c.Contains("samesite=strict", StringComparison.Ordinal) && c.Contains("max-age=2592000", StringComparison.Ordinal) && c.Contains("httponly", StringComparison.Ordinal));
        Assert.NotEqual(Tokens.Of(await login.Content.ReadFromJsonAsync<JsonElement>()).Refresh, tokens.Refresh);

        // The access token has expired and is not sent any more: the refresh cookie says which session ends.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/logout");
        request.Headers.Add("Cookie", "argusai_refresh=" + tokens.Refresh);
        using var bare = on.Client();
        using var logout = await bare.SendAsync(request);

        Assert.Equal((HttpStatusCode.NoContent, 2), (logout.StatusCode, logout.Headers.GetValues("Set-Cookie").Count(c => c.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal))));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(tokens.Access));
        Assert.Null(await on.RefreshAsync(tokens.Refresh));
    }

    [Fact]
    public async Task A_token_that_has_expired_or_names_no_live_session_is_refused()
    {
        var on = await databases.OnAsync("sqlite");
        var person = await on.PersonAsync("viewer");
        string Token(string? session, TimeSpan validFor) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "ArgusAI", Audience = "ArgusAI", Expires = DateTime.UtcNow + validFor,
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(BackendProcess.SigningSecret)), SecurityAlgorithms.HmacSha256),
            Claims = new Dictionary<string, object> { ["sub"] = person.Id, ["unique_name"] = person.Name, ["role"] = "admin" }.Concat(session is null ? [] : [new("sid", (object)session)]).ToDictionary(),
        });
        string live = person.Tokens.Session.ToString();

        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(Token(live, TimeSpan.FromMinutes(1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(Token(live, TimeSpan.FromMinutes(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(Token(null, TimeSpan.FromMinutes(1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(Token("x", TimeSpan.FromMinutes(1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(Token(Guid.NewGuid().ToString(), TimeSpan.FromMinutes(1))));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Own_sessions_are_listed_and_ended_and_others_are_an_administrators_alone(string database)
    {
        var on = await databases.OnAsync(database);
        Person owner = await on.PersonAsync("operator"), stranger = await on.PersonAsync("viewer");
        var phone = await on.SignInAsync(owner.Name);

        using var listed = await on.SendAsync(phone.Access, HttpMethod.Get, "/api/v1/auth/sessions");
        var list = await listed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, list.GetProperty("total_count").GetInt32());
        var current = Assert.Single(list.GetProperty("items").EnumerateArray(), s => s.GetProperty("current").GetBoolean());
        Assert.Equal((phone.Session, "127.0.0.1"), (current.GetProperty("id").GetGuid(), current.GetProperty("client_ip").GetString()));

        string path = "/api/v1/auth/sessions/" + owner.Tokens.Session;
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(stranger.Tokens.Access, HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(owner.Tokens.Access));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(phone.Access, HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(owner.Tokens.Access));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(phone.Access, HttpMethod.Delete, path));
        string admin = (await on.SignInAsync()).Access;
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(admin, HttpMethod.Delete, "/api/v1/auth/sessions/" + stranger.Tokens.Session));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(stranger.Tokens.Access));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task The_sockets_of_a_session_that_ends_are_closed_with_4001(string database)
    {
        var on = await databases.OnAsync(database);
        var tokens = (await on.PersonAsync("viewer")).Tokens;
        using var socket = await LiveTests.ConnectAsync(on.Backend.Address, "/ws", tokens.Access);
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.Equal("pong", Encoding.UTF8.GetString((await LiveTests.ReceiveAsync(socket)).Bytes));

        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(tokens.Access, HttpMethod.Post, "/api/v1/auth/logout"));

        Assert.Equal(WebSocketMessageType.Close, (await LiveTests.ReceiveAsync(socket)).Type);
        Assert.Equal((WebSocketCloseStatus)4001, socket.CloseStatus);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Sessions_outlive_a_restart_and_their_end_does_too(string database)
    {
        using var app = new AppFolder();
        var on = await databases.OwnAsync(database, app);
        Tokens kept, ended;
        await using (on.Backend)
        {
            kept = await on.SignInAsync();
            ended = await on.SignInAsync();
            Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(ended.Access, HttpMethod.Post, "/api/v1/auth/logout"));
        }

        await using var again = await on.StartAgain();
        on = on with { Backend = again };
        Assert.Equal(HttpStatusCode.OK, await on.MeAsync(kept.Access));
        Assert.NotNull(await on.RefreshAsync(kept.Refresh));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.MeAsync(ended.Access));
    }
}
