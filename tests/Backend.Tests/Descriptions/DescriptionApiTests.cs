using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>Descriptions in the running service: keys, order, usage, and events that get one.</summary>
public sealed class DescriptionApiTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string Entered = "sk-entered-hunter2";

    private Task<DescribedHome> HomeAsync(string database, params string[] keys) => DescribedHome.CreateAsync(database == "postgres" ? postgres : null, keys);

    private static async Task<JsonElement> PutAsync(BackendProcess backend, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await backend.Client.PutAsJsonAsync(path, body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static IEnumerable<(string?, bool, string?, int)> Shown(JsonElement list) => list.GetProperty("items").EnumerateArray()
        .Select(p => (p.GetProperty("name").GetString(), p.GetProperty("has_key").GetBoolean(), p.GetProperty("key_source").GetString(), p.GetProperty("order").GetInt32()));

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_entered_key_describes_events_and_is_seen_nowhere(string database)
    {
        await using var home = await HomeAsync(database);
        home.Environment["LOG_LEVEL"] = "DEBUG";
        home.Server.Answers("anthropic", ProviderShapes.Says("anthropic"));
        await using var backend = await home.StartBackendAsync();
        string token = await backend.SignInAsync();
        Assert.Equal([("openai", false, "none", 1), ("xai", false, "none", 2), ("anthropic", false, "none", 3), ("google_ai", false, "none", 4)], Shown(await backend.GetJsonAsync("/api/v1/ai/providers")));
        var id = await home.AddEventAsync();
        string describe = $"/api/v1/events/{id}/describe";
        using (var none = await backend.Client.PostAsync(describe, null)) Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);

        var changed = await PutAsync(backend, "/api/v1/ai/providers/anthropic", new { key = Entered, model = "claude-sonnet-5" });
        Assert.Equal((true, "stored", "claude-sonnet-5", $"{home.Server.Address}anthropic/"),
            (changed.GetProperty("has_key").GetBoolean(), changed.GetProperty("key_source").GetString(), changed.GetProperty("model").GetString(), changed.GetProperty("base_url").GetString()));
        Assert.Equal([("anthropic", true, "stored", 1), ("openai", false, "none", 2), ("xai", false, "none", 3), ("google_ai", false, "none", 4)],
            Shown(await PutAsync(backend, "/api/v1/ai/order", new[] { "anthropic" })));

        using var socket = await LiveTests.ConnectAsync(backend.Address, "/ws", token);
        using (var accepted = await backend.Client.PostAsync(describe, null))
        {
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            Assert.Equal($"/api/v1/events/{id}", accepted.Headers.Location?.OriginalString);
        }

        var told = await LiveTests.ReceiveAsync(socket);
        Assert.Contains("EVENT_UPDATED", Encoding.UTF8.GetString(told.Bytes), StringComparison.Ordinal);
        Assert.Equal("A person walks past a parked car.", (await backend.GetJsonAsync($"/api/v1/events/{id}")).GetProperty("description").GetString());
        Assert.Equal(Entered, Assert.Single(home.Server.Requests).Headers["x-api-key"]);

        var usage = await backend.GetJsonAsync("/api/v1/ai/usage");
        var day = Assert.Single(usage.GetProperty("items").EnumerateArray());
        Assert.Equal(("anthropic", 1, 0, 1234, 56), (day.GetProperty("provider").GetString(), day.GetProperty("calls").GetInt32(), day.GetProperty("failed_calls").GetInt32(), day.GetProperty("input_tokens").GetInt32(), day.GetProperty("output_tokens").GetInt32()));
        Assert.Equal((1234 * 2 + 56 * 10) / 1_000_000m, day.GetProperty("cost_usd").GetDecimal());

        string metrics = await backend.Client.GetStringAsync("/metrics");
        foreach (string name in new[] { "ai_api_calls_total{provider=\"anthropic\",status=\"success\"} 1", "ai_api_duration_seconds_count{provider=\"anthropic\"} 1",
            "event_processing_duration_seconds_count{stage=\"describe\"} 1", "event_descriptions_total{status=\"described\"} 1" })
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }

        Assert.Equal("none", (await PutAsync(backend, "/api/v1/ai/providers/anthropic", new { key = "" })).GetProperty("key_source").GetString());
        using (var none = await backend.Client.PostAsync(describe, null)) Assert.Equal(HttpStatusCode.Conflict, none.StatusCode);
        Assert.DoesNotContain("hunter2", backend.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Usage_is_summed_by_provider_and_day(string database)
    {
        await using var home = await HomeAsync(database);
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();
        await using (var context = home.Database.CreateDbContext())
        {
            foreach (var (provider, status, time) in new[]
            {
                ("openai", "success", "2026-03-01T00:00:00Z"), ("openai", "timeout", "2026-03-01T23:59:59.999Z"), ("xai", "success", "2026-03-01T12:00:00Z"),
                ("openai", "success", "2026-03-02T00:00:00Z"), ("openai", "success", "2026-03-03T00:00:00Z"), ("openai", "success", "2026-02-28T23:59:59.999Z"),
            })
            {
                context.ProviderCalls.Add(new() { Provider = provider, Model = "m", Status = status, Timestamp = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), InputTokens = int.MaxValue, OutputTokens = 2, CostMicroUsd = 3 });
            }

            await context.SaveChangesAsync();
        }

        var usage = await backend.GetJsonAsync("/api/v1/ai/usage?from=2026-03-01&to=2026-03-02");

        Assert.Equal([("2026-03-01", "openai", 2, 1, 2L * int.MaxValue, 4, 0.000006m), ("2026-03-01", "xai", 1, 0, int.MaxValue, 2, 0.000003m), ("2026-03-02", "openai", 1, 0, int.MaxValue, 2, 0.000003m)],
            usage.GetProperty("items").EnumerateArray().Select(u => (u.GetProperty("day").GetString(), u.GetProperty("provider").GetString(), u.GetProperty("calls").GetInt32(),
                u.GetProperty("failed_calls").GetInt32(), u.GetProperty("input_tokens").GetInt64(), u.GetProperty("output_tokens").GetInt32(), u.GetProperty("cost_usd").GetDecimal())));
        Assert.Equal((4, 0.000012m), (usage.GetProperty("total").GetProperty("calls").GetInt32(), usage.GetProperty("total").GetProperty("cost_usd").GetDecimal()));

        foreach (string query in new[] { "from=x", "to=2026-13-01", "from=2026-03-02&to=2026-03-01", "from=2020-01-01&to=2026-01-01", "to=9999-12-31", "from=9999-12-31", "to=0001-01-01", "from=0001-01-01" })
        {
            using var answer = await backend.Client.GetAsync("/api/v1/ai/usage?" + query);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{query}: {answer.StatusCode}");
            Assert.NotEmpty(await ApiTests.DetailAsync(answer));
        }
    }

    [Fact]
    public async Task Bad_input_is_told_and_only_an_administrator_changes_keys()
    {
        await using var home = await HomeAsync("sqlite", "openai");
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();

        foreach (object body in new object[] { new { }, new { key = 7 }, new { key = "two words" }, new { key = "umlaut-ä" }, new { key = "line\nbreak" }, new { key = new string('k', 501) }, new { model = "../secret" }, new { model = "a b" }, new { model = new string('m', 101) } })
            Assert.NotEmpty((await PutAsync(backend, "/api/v1/ai/providers/openai", body, HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!);
        foreach (object body in new object[] { new { }, new[] { "openai", "openai" }, new[] { "nobody" }, new string?[] { null }, new[] { 7 } })
            Assert.NotEmpty((await PutAsync(backend, "/api/v1/ai/order", body, HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!);
        await PutAsync(backend, "/api/v1/ai/providers/nobody", new { key = "k" }, HttpStatusCode.NotFound);
        using (var form = await backend.Client.PutAsync("/api/v1/ai/order", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"))) Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
        using (var missing = await backend.Client.PostAsync($"/api/v1/events/{Guid.NewGuid()}/describe", null)) Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        // The environment's key wins, and the answer says so.
        var kept = await PutAsync(backend, "/api/v1/ai/providers/openai", new { key = Entered });
        Assert.Equal(("environment", true), (kept.GetProperty("key_source").GetString(), kept.GetProperty("has_stored_key").GetBoolean()));
        home.Server.Answers("openai", new Reply(200, "{}"));
        using (var test = await backend.Client.PostAsync("/api/v1/ai/providers/openai/test", null))
            Assert.True((await test.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("success").GetBoolean());

        var asked = Assert.Single(home.Server.Requests);
        Assert.Equal(("/openai/models", "Bearer " + DescribedHome.Key("openai")), (asked.Path, asked.Headers["Authorization"]));
        using (var none = await backend.Client.PostAsync("/api/v1/ai/providers/xai/test", null)) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        await using (var context = home.Database.CreateDbContext())
        {
            var admin = await context.Accounts.SingleAsync();
            context.Accounts.Add(new() { Username = "guest", PasswordHash = admin.PasswordHash, Role = "viewer", CreatedAt = UtcTime.Now });
            await context.SaveChangesAsync();
        }

        backend.ForgetSignIn();
        await PutAsync(backend, "/api/v1/ai/order", new[] { "xai" }, HttpStatusCode.Unauthorized);
        using (var login = await backend.Client.PostAsJsonAsync("/api/v1/auth/login", new { username = "guest", password = BackendProcess.AdminPassword }))
            backend.Client.DefaultRequestHeaders.Authorization = new("Bearer", (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        await PutAsync(backend, "/api/v1/ai/providers/openai", new { key = "" }, HttpStatusCode.Forbidden);
        await PutAsync(backend, "/api/v1/ai/order", new[] { "xai" }, HttpStatusCode.Forbidden);
        using (var describe = await backend.Client.PostAsync($"/api/v1/events/{Guid.NewGuid()}/describe", null)) Assert.Equal(HttpStatusCode.Forbidden, describe.StatusCode);
        Assert.Equal(4, (await backend.GetJsonAsync("/api/v1/ai/providers")).GetProperty("total_count").GetInt32());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_was_not_described_is_offered_again_at_the_next_start_if_it_is_young(string database)
    {
        await using var home = await HomeAsync(database, "google_ai");
        home.Server.Answers("google_ai", Reply.Never);
        Guid young, old;
        await using (var first = await home.StartBackendAsync())
        {
            await first.SignInAsync();
            (young, old) = (await home.AddEventAsync(TimeSpan.FromMinutes(50)), await home.AddEventAsync(TimeSpan.FromMinutes(70)));
            using var asked = await first.Client.PostAsync($"/api/v1/events/{young}/describe", null);
            asked.EnsureSuccessStatusCode();
            while (home.Server.Requests.Count == 0) await Task.Delay(20);

            // The provider hangs; the service does not.
            var waited = Stopwatch.StartNew();
            first.Terminate();
            Assert.Equal(0, await first.ExitAsync());
            Assert.InRange(waited.Elapsed.TotalSeconds, 0, 3);
            Assert.DoesNotContain(first.Output, l => l.Contains("\"level\":\"ERROR\"", StringComparison.Ordinal));
        }

        home.Server.Answers("google_ai", ProviderShapes.Says("google_ai"));
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();
        await backend.EventuallyAsync($"/api/v1/events/{young}", e => e.GetProperty("description").ValueKind == JsonValueKind.String);

        Assert.Equal(JsonValueKind.Null, (await backend.GetJsonAsync($"/api/v1/events/{old}")).GetProperty("description").ValueKind);
    }

    [Fact]
    public async Task Motion_in_real_footage_is_described_without_being_asked_for_and_traced()
    {
        await using var home = await HomeAsync("sqlite", "openai");
        home.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{home.Server.Address}collector";
        home.Server.Answers("collector", new Reply(200, ""));
        home.Server.Answers("openai", ProviderShapes.Says("openai"));
        File.Copy(Requirements.Footage, home.In("vtest.avi"));
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();
        using var created = await backend.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "car park", type = "file", source = "vtest.avi", motion_sensitivity = "high", motion_cooldown = 1 });
        created.EnsureSuccessStatusCode();

        await backend.EventuallyAsync("/api/v1/events", page => page.GetProperty("items").EnumerateArray().Any(e => e.GetProperty("description").ValueKind == JsonValueKind.String));

        Assert.Contains("data:image/jpeg;base64,/9j/", home.Server.For("openai")[0].Text, StringComparison.Ordinal);
        await TraceTests.ContainsAsync(home, "event.store", "event.describe");
    }
}
