using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Push;
using ArgusAI.Backend.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests;

/// <summary>Backends on both databases with push on, in debug mode: a push service may then be on this machine.</summary>
public sealed class PushBackends : EitherDatabase
{
    internal static readonly (string Public, string Private) Vapid = NewPair();

    private protected override Dictionary<string, string?> Environment =>
        new() { ["VAPID_PUBLIC_KEY"] = Vapid.Public, ["VAPID_PRIVATE_KEY"] = Vapid.Private, ["VAPID_SUBJECT"] = "mailto:owner@example.org", ["DEBUG"] = "true" };

    private static (string, string) NewPair()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(true);
        return (PushBrowser.Text([4, .. parameters.Q.X!, .. parameters.Q.Y!]), PushBrowser.Text(parameters.D!));
    }
}

/// <summary>Web Push, from a subscription to what the browser reads.</summary>
public sealed class PushTests(PushBackends databases) : IClassFixture<PushBackends>
{
    private const string Subscriptions = "/api/v1/push/subscriptions";

    public static TheoryData<string> Both => EitherDatabase.Both;

    private static async Task<(int Delivered, int Removed, int Failed)> TestAsync(Installed on, string bearer)
    {
        using var answer = await on.SendAsync(bearer, HttpMethod.Post, "/api/v1/push/test");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var result = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (result.GetProperty("delivered").GetInt32(), result.GetProperty("removed").GetInt32(), result.GetProperty("failed").GetInt32());
    }

    private static void SignedBy(PushRequest request, string origin)
    {
        string authorization = request.Headers["Authorization"];
        Assert.StartsWith("vapid ", authorization, StringComparison.Ordinal);
        var parts = authorization[6..].Split(',').Select(p => p.Trim().Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        string[] token = parts["t"].Split('.');
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = PushBrowser.PointOf(PushBrowser.Bytes(PushBackends.Vapid.Public)) });
        Assert.Equal(PushBackends.Vapid.Public, parts["k"]);
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), PushBrowser.Bytes(token[2]), HashAlgorithmName.SHA256));
        var claims = JsonSerializer.Deserialize<JsonElement>(PushBrowser.Bytes(token[1]));
        Assert.Equal((origin, "mailto:owner@example.org"), (claims.GetProperty("aud").GetString(), claims.GetProperty("sub").GetString()));
        // RFC 8292: at most a day ahead.
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
    }

    [Fact]
    public void The_tests_browser_reads_the_example_of_RFC_8291()
    {
        byte[] point = PushBrowser.Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        var browser = new PushBrowser(new() { Curve = ECCurve.NamedCurves.nistP256, Q = PushBrowser.PointOf(point), D = PushBrowser.Bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94") }, PushBrowser.Bytes("BTBZMqHH6r4Tts7J_aSIgg"));

        Assert.Equal("When I grow up, I want to be a watermelon", browser.Decrypt(PushBrowser.Bytes("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_event_reaches_the_browser_beside_a_push_service_that_hangs(string database)
    {
        using var app = new AppFolder();
        await using var service = await PushService.StartAsync();
        File.Copy(Requirements.Footage, app.In("vtest.avi"));
        var on = await databases.OwnAsync(database, app);
        await using var backend = on.Backend;
        string admin = (await on.SignInAsync()).Access;
        var browser = PushBrowser.Create();
        string slow = $"{service.Address}/slow/{database}", busy = $"{service.Address}/busy/{database}", gone = $"{service.Address}/gone/{database}", good = $"{service.Address}/ok/{database}";
        foreach (string endpoint in new[] { slow, busy, gone, good })
            Assert.Equal(HttpStatusCode.Created, await on.StatusAsync(admin, HttpMethod.Post, Subscriptions, browser.Subscription(endpoint)));
        using var socket = await LiveTests.ConnectAsync(on.Backend.Address, "/ws", admin);
        using var camera = await on.SendAsync(admin, HttpMethod.Post, "/api/v1/cameras", new { name = "car park", type = "file", source = "data/vtest.avi", motion_sensitivity = "high", motion_cooldown = 1 });
        string cameraId = (await camera.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

        var request = await service.RequestAsync(good);
        var message = JsonSerializer.Deserialize<JsonElement>(browser.Decrypt(request.Body));

        Assert.Equal(("EVENT_CREATED", cameraId, "car park"), (message.GetProperty("type").GetString(), message.GetProperty("camera_id").GetString(), message.GetProperty("camera_name").GetString()));
        string id = message.GetProperty("event_id").GetString()!;
        Assert.Equal("/?event=" + id, message.GetProperty("url").GetString());
        using var stored = await on.SendAsync(admin, HttpMethod.Get, "/api/v1/events/" + id);
        Assert.Equal((await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("timestamp").GetDateTime(), message.GetProperty("timestamp").GetDateTime());
        Assert.Equal(("3600", "aes128gcm"), (request.Headers["TTL"], request.Headers["Content-Encoding"]));
        SignedBy(request, service.Address);

        // The same alert is on the socket; a later event comes through while the slow service still holds the first.
        JsonElement live;
        do live = JsonSerializer.Deserialize<JsonElement>((await LiveTests.ReceiveAsync(socket)).Bytes);
        while (live.GetProperty("type").GetString() != "ALERT_TRIGGERED");
        Assert.Equal(message.GetRawText(), live.GetProperty("data").GetRawText());
        await service.RequestAsync(good, 2);
        Assert.Single(service.Requests, r => slow.EndsWith(r.Path, StringComparison.Ordinal));

        // Refused twice with 429, the first message came a third time; the dead subscription is removed.
        Assert.Equal(id, JsonSerializer.Deserialize<JsonElement>(browser.Decrypt((await service.RequestAsync(busy, 3)).Body)).GetProperty("event_id").GetString());
        await on.Backend.LogsAsync("is no more and was removed");
        await using var context = on.Open();
        Assert.Equal([busy, good, slow], (await context.PushSubscriptions.Select(s => s.Endpoint).ToListAsync()).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_test_says_what_became_of_it_and_goes_to_ones_own_browsers_only(string database)
    {
        await using var service = await PushService.StartAsync();
        var on = await databases.OnAsync(database);
        Person owner = await on.PersonAsync("viewer"), other = await on.PersonAsync("viewer");
        var browser = PushBrowser.Create();
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(owner.Tokens.Access, HttpMethod.Post, "/api/v1/push/test"));
        foreach (string behaviour in new[] { "ok", "gone", "refused", "busy" })
            Assert.Equal(HttpStatusCode.Created, await on.StatusAsync(owner.Tokens.Access, HttpMethod.Post, Subscriptions, browser.Subscription($"{service.Address}/{behaviour}/own")));
        Assert.Equal(HttpStatusCode.Created, await on.StatusAsync(other.Tokens.Access, HttpMethod.Post, Subscriptions, browser.Subscription($"{service.Address}/ok/other")));

        Assert.Equal((1, 1, 2), await TestAsync(on, owner.Tokens.Access));
        Assert.Equal((1, 0, 2), await TestAsync(on, owner.Tokens.Access));

        Assert.Equal("TEST", JsonSerializer.Deserialize<JsonElement>(browser.Decrypt((await service.RequestAsync("/ok/own")).Body)).GetProperty("type").GetString());
        Assert.DoesNotContain(service.Requests, r => r.Path == "/ok/other");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task An_endpoint_is_stored_once_and_belongs_to_who_subscribed_last(string database)
    {
        var on = await databases.OnAsync(database);
        Person first = await on.PersonAsync("viewer"), second = await on.PersonAsync("viewer");
        string endpoint = $"https://push.example.org/{Guid.NewGuid()}?a=b", query = $"{Subscriptions}?endpoint={Uri.EscapeDataString(endpoint)}";
        PushBrowser old = PushBrowser.Create(), fresh = PushBrowser.Create();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => on.StatusAsync(first.Tokens.Access, HttpMethod.Post, Subscriptions, old.Subscription(endpoint))));
        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(a => a == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(second.Tokens.Access, HttpMethod.Delete, query));
        Assert.Equal(HttpStatusCode.OK, await on.StatusAsync(second.Tokens.Access, HttpMethod.Post, Subscriptions, fresh.Subscription(endpoint)));

        await using var context = on.Open();
        var stored = await context.PushSubscriptions.AsNoTracking().SingleAsync(s => s.Endpoint == endpoint);
        Assert.Equal((second.Id, fresh.P256dh, fresh.Auth), (stored.AccountId.ToString(), stored.P256dh, stored.Auth));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(first.Tokens.Access, HttpMethod.Delete, query));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync(second.Tokens.Access, HttpMethod.Delete, query));
        Assert.Equal(HttpStatusCode.BadRequest, await on.StatusAsync(second.Tokens.Access, HttpMethod.Delete, Subscriptions));
        Assert.Equal(HttpStatusCode.NotFound, await on.StatusAsync(second.Tokens.Access, HttpMethod.Delete, Subscriptions + "?endpoint=x%00y"));

        // With its account a subscription goes too.
        Assert.Equal(HttpStatusCode.Created, await on.StatusAsync(first.Tokens.Access, HttpMethod.Post, Subscriptions, old.Subscription(endpoint)));
        Assert.Equal(HttpStatusCode.NoContent, await on.StatusAsync((await on.SignInAsync()).Access, HttpMethod.Delete, "/api/v1/users/" + first.Id));
        Assert.False(await context.PushSubscriptions.AnyAsync(s => s.Endpoint == endpoint));
    }

    [Fact]
    public async Task Keys_that_are_none_are_refused()
    {
        var on = await databases.OnAsync("sqlite");
        string bearer = (await on.SignInAsync()).Access;
        var good = PushBrowser.Create();
        byte[] offCurve = PushBrowser.Bytes(good.P256dh);
        offCurve[64] ^= 1;
        foreach (var (p256dh, auth) in new[] { (PushBrowser.Text(offCurve), good.Auth), ("", good.Auth), (null, good.Auth), ("ä", good.Auth), (good.P256dh + "AAAA", good.Auth), (good.P256dh, "c2hvcnQ"), (good.P256dh, null) })
            Assert.Equal(HttpStatusCode.BadRequest, await on.StatusAsync(bearer, HttpMethod.Post, Subscriptions, new { endpoint = "https://push.example.org/x", keys = new { p256dh, auth } }));
        Assert.Equal(HttpStatusCode.BadRequest, await on.StatusAsync(bearer, HttpMethod.Post, Subscriptions, new { endpoint = "https://push.example.org/x" }));
        Assert.Equal(HttpStatusCode.Unauthorized, await on.StatusAsync(null, HttpMethod.Post, Subscriptions, good.Subscription("https://push.example.org/x")));
        Assert.Equal(PushBackends.Vapid.Public, (await (await on.SendAsync(bearer, HttpMethod.Get, "/api/v1/push/key")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("public_key").GetString());
    }

    [Fact]
    public async Task Outside_debug_mode_no_endpoint_leads_into_the_home_and_without_keys_push_is_off()
    {
        using var app = new AppFolder();
        var on = await databases.OwnAsync("sqlite", app, new() { ["VAPID_PUBLIC_KEY"] = PushBackends.Vapid.Public, ["VAPID_PRIVATE_KEY"] = PushBackends.Vapid.Private });
        await using (on.Backend)
        {
            string bearer = (await on.SignInAsync()).Access;
            foreach (string endpoint in new[]
            {
                "http://push.example.org/x", "https://127.0.0.1/x", "https://localhost/x", "https://router/x", "https://nas.local/x", "https://10.0.0.1:8443/x", "https://[::1]/x", "https://[::ffff:192.168.1.1]/x",
                "https://2130706433/x", "https://0x7f.1/x", "https://169.254.169.254/latest", "https://user:pw@push.example.org/x", "file:///etc/passwd", "x", "https://push.example.org/\u0001", "https://push.example.org/" + new string('x', 1000),
            })
                Assert.Equal((endpoint, HttpStatusCode.BadRequest), (endpoint, await on.StatusAsync(bearer, HttpMethod.Post, Subscriptions, PushBrowser.Create().Subscription(endpoint))));
            Assert.Equal(HttpStatusCode.Created, await on.StatusAsync(bearer, HttpMethod.Post, Subscriptions, PushBrowser.Create().Subscription("https://push.example.org/x")));
        }

        using var off = new AppFolder();
        on = await databases.OwnAsync("sqlite", off, []);
        await using var backend = on.Backend;
        using var key = await on.SendAsync((await on.SignInAsync()).Access, HttpMethod.Get, "/api/v1/push/key");
        Assert.Equal(HttpStatusCode.NotFound, key.StatusCode);
        Assert.Contains("VAPID_PUBLIC_KEY", await ApiTests.DetailAsync(key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_into_the_home_is_not_called()
    {
        await using var service = await PushService.StartAsync();
        var environment = new Dictionary<string, string?>
        {
            ["ENCRYPTION_KEY"] = BackendProcess.EncryptionKey, ["JWT_SECRET_KEY"] = BackendProcess.SigningSecret, ["VAPID_PUBLIC_KEY"] = PushBackends.Vapid.Public, ["VAPID_PRIVATE_KEY"] = PushBackends.Vapid.Private,
        };
        var browser = PushBrowser.Create();
        foreach (bool isDebug in new[] { false, true })
        {
            environment["DEBUG"] = isDebug ? "true" : "false";
            var (settings, _) = Configuration.SettingsReader.Read(Configuration.StartOptions.Container, environment.GetValueOrDefault);
            using var client = new PushClient(settings!, Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Http.Json.JsonOptions()));
            string endpoint = service.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/ok/x";

            var answer = await client.SendAsync(new() { Endpoint = endpoint, P256dh = browser.P256dh, Auth = browser.Auth }, new("TEST", null, null, null, DateTime.UtcNow, "/"), CancellationToken.None);

            Assert.Equal(isDebug ? PushResult.Delivered : PushResult.Refused, answer.Result);
            Assert.Equal(isDebug ? 1 : 0, service.Requests.Count);
        }
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700::1", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void An_address_of_the_internet_is_told_from_one_of_the_home(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));

    [Fact]
    public void Two_keys_are_a_pair_or_not()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string stranger = PushBrowser.Text(other.ExportParameters(true).D!);

        Assert.True(VapidKeys.AreAPair(PushBackends.Vapid.Public, PushBackends.Vapid.Private));
        foreach (var (known, hidden) in new[] { (PushBackends.Vapid.Public, stranger), (PushBackends.Vapid.Public, "x"), ("x", stranger), (PushBackends.Vapid.Private, PushBackends.Vapid.Private) })
            Assert.False(VapidKeys.AreAPair(known, hidden));
    }
}
