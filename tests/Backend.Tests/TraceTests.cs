using System.Diagnostics;
using System.Text;
using ArgusAI.Backend.Tests.Descriptions;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Traces reach a collector that is named, tell nothing they should not, and cost nothing otherwise.</summary>
public sealed class TraceTests
{
    internal static async Task<string> ContainsAsync(DescribedHome home, params string[] texts)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            string sent = string.Concat(home.Server.For("collector").Select(r => Encoding.Latin1.GetString(r.Body)));
            var missing = texts.Where(t => !sent.Contains(t, StringComparison.Ordinal)).ToList();
            if (missing.Count == 0) return sent;
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new TimeoutException($"No span holds {string.Join(", ", missing)}");
            await Task.Delay(50);
        }
    }

    private static string[] Loaded(BackendProcess backend) => [.. File.ReadLines($"/proc/{backend.Id}/maps").Select(l => Path.GetFileName(l.Split(' ')[^1])).Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).Distinct()];

    [Fact]
    public async Task A_collector_gets_spans_of_requests_and_events_without_anything_secret()
    {
        await using var home = await DescribedHome.CreateAsync(null, "openai");
        home.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{home.Server.Address}collector/";
        home.Server.Answers("collector", new Reply(200, ""));
        home.Server.Answers("openai", ProviderShapes.Says("openai"));
        await using var backend = await home.StartBackendAsync();
        await backend.Client.GetStringAsync("/health");
        await backend.Client.GetStringAsync("/metrics");
        await backend.GetJsonAsync("/api/v1/system/health");
        backend.Client.DefaultRequestHeaders.UserAgent.ParseAdd("agent-hunter2");
        using (var refused = await backend.Client.GetAsync("/api/v1/cameras?token=hunter2&q=hunter2")) Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        await backend.SignInAsync();
        var id = await home.AddEventAsync();
        using (var asked = await backend.Client.PostAsync($"/api/v1/events/{id}/describe?x=hunter2", null)) asked.EnsureSuccessStatusCode();

        string sent = await ContainsAsync(home, "argusai-backend", "/api/v1/events/{id:guid}/describe", "/api/v1/auth/login", "event.describe", "event.ask_provider", "ai.provider", id.ToString(), "url.full", "/api/v1/cameras");

        Assert.All(home.Server.For("collector"), r => Assert.Equal(("POST", "/collector/v1/traces", "application/x-protobuf"), (r.Method, r.Path, r.Headers["Content-Type"])));
        foreach (string secret in new[] { "hunter2", BackendProcess.AdminPassword, DescribedHome.Key("openai"), "parked car", "/health", "/metrics", "url.query", "user_agent", "chat/completions" })
            Assert.DoesNotContain(secret, sent, StringComparison.Ordinal);
        Assert.Contains(Loaded(backend), f => f.StartsWith("OpenTelemetry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_collector_that_hangs_does_not_hold_up_the_end()
    {
        await using var home = await DescribedHome.CreateAsync(null);
        home.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{home.Server.Address}collector";
        home.Server.Answers("collector", Reply.Never);
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();

        var waited = Stopwatch.StartNew();
        backend.Terminate();
        Assert.Equal(0, await backend.ExitAsync());

        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 3);
        Assert.NotEmpty(home.Server.For("collector"));
        Assert.Empty(backend.Errors);
    }

    [Fact]
    public async Task Without_a_collector_and_without_a_key_nothing_of_either_is_loaded()
    {
        await using var home = await DescribedHome.CreateAsync(null);
        await using var backend = await home.StartBackendAsync();
        await backend.SignInAsync();
        await backend.GetJsonAsync("/api/v1/ai/providers");

        var loaded = Loaded(backend);
        Assert.Contains("ArgusAI.Backend.dll", loaded);
        Assert.DoesNotContain(loaded, f => f.StartsWith("OpenTelemetry", StringComparison.Ordinal) || f.StartsWith("Polly", StringComparison.Ordinal) || f == "Microsoft.Extensions.Http.Resilience.dll");
    }
}
