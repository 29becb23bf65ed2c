using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using ArgusAI.Backend.Tests;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Benchmarks;

/// <summary>The backend as a program under load, on SQLite and on PostgreSQL: a long list of events, the probe, and many who listen.</summary>
static class ServiceLoad
{
    const int Events = 100_000, Callers = 8, Pages = 200, Listeners = 200, MessagesASecond = 50, ProbesASecond = 200;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3), Span = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromSeconds(30);

    /// <summary>Measures and prints; returns the budgets.</summary>
    public static async Task<IReadOnlyList<(bool Kept, string Text)>> MeasureAsync(Action<string> print)
    {
        await using var databases = new BothDatabases();
        var budgets = new List<(bool, string)>();
        foreach (string provider in new[] { BothDatabases.Sqlite, BothDatabases.Postgres })
        {
            var one = await databases.OnAsync(provider);
            await one.AddManyEventsAsync(await one.AddCameraAsync("street"), Events, descriptionLength: 200);
            print($"{provider}: {Events:N0} events are there");
            var (floor, _) = await CallAsync(one, [Routes.Liveness]);

            foreach (int limit in new[] { 10, 50 })
            {
                var (rate, p99) = await ListAsync(one, limit);
                budgets.Add((rate >= 1000, FormattableString.Invariant($"events, {provider}, pages of {limit} of {Events:N0}: {rate:F0} requests/s by {Callers} callers, p99 {p99:F1} ms, at least 1,000 requests/s ({rate / floor:P0} of what the same callers get of an answer that needs no work, {floor:F0})")));
            }

            double probe = await ProbeAsync(one);
            budgets.Add((probe <= 5, FormattableString.Invariant($"readiness, {provider}: p99 {probe:F1} ms at {ProbesASecond} requests/s, at most 5 ms")));
        }

        budgets.Add(await ListenAsync(await databases.OnAsync(BothDatabases.Sqlite)));
        return budgets;
    }

    /// <summary>Walks pages from the newest on; every caller its own way.</summary>
    static async Task<(double Rate, double P99)> ListAsync(OneDatabase one, int limit)
    {
        var paths = new List<string> { $"/api/v1/events?limit={limit}" };
        while (paths.Count < Pages) paths.Add($"/api/v1/events?limit={limit}&cursor={Uri.EscapeDataString((await one.Backend.GetJsonAsync(paths[^1])).GetProperty("next_cursor").GetString()!)}");

        return await CallAsync(one, paths);
    }

    static async Task<(double Rate, double P99)> CallAsync(OneDatabase one, IReadOnlyList<string> paths)
    {
        async Task<List<double>> AskOnAsync(int caller, TimeSpan span)
        {
            var times = new List<double>();
            var clock = Stopwatch.StartNew();
            for (int i = caller * 37; clock.Elapsed < span; i++) times.Add(await AskAsync(one.Client, paths[i % paths.Count]));
            return times;
        }

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(c => Task.Run(() => AskOnAsync(c, WarmUp))));
        var measured = Stopwatch.StartNew();
        var all = (await Task.WhenAll(Enumerable.Range(0, Callers).Select(c => Task.Run(() => AskOnAsync(c, Span))))).SelectMany(t => t).ToList();
        return (all.Count / measured.Elapsed.TotalSeconds, P99(all));
    }

    static async Task<double> ProbeAsync(OneDatabase one)
    {
        var times = new ConcurrentBag<double>();
        await AtRateAsync(ProbesASecond, async () => times.Add(await AskAsync(one.Client, Routes.Readiness)));
        return P99(times);
    }

    /// <summary>Two hundred listen while a camera changes fifty times a second: how late they are told.</summary>
    static async Task<(bool, string)> ListenAsync(OneDatabase one)
    {
        string token = await one.Backend.SignInAsync();
        using var created = await one.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "busy", type = "rtsp", source = "rtsp://127.0.0.1:9/none", enabled = false });
        string path = "/api/v1/cameras/" + (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var sockets = new List<ClientWebSocket>();
        for (int i = 0; i < Listeners; i++) sockets.Add(await LiveTests.ConnectAsync(one.Backend.Address, "/ws", token));
        int expected = (int)(MessagesASecond * Span.TotalSeconds);
        var late = new ConcurrentBag<double>();
        var listening = sockets.Select(socket => Task.Run(async () =>
        {
            for (int got = 0; got < expected;)
            {
                var (type, bytes) = await LiveTests.ReceiveAsync(socket);
                if (type == WebSocketMessageType.Close) return got;
                var message = JsonSerializer.Deserialize<JsonElement>(bytes);
                if (message.GetProperty("type").GetString() != "CAMERA_STATUS_CHANGED") continue;
                late.Add((DateTime.UtcNow - message.GetProperty("timestamp").GetDateTime().ToUniversalTime()).TotalMilliseconds);
                got++;
            }

            return expected;
        })).ToArray();
        await AtRateAsync(MessagesASecond, async () => (await one.Client.PutAsJsonAsync(path, new { name = "busy" })).EnsureSuccessStatusCode());
        await Task.WhenAny(Task.WhenAll(listening), Task.Delay(Patience));
        int all = listening.Count(l => l.IsCompletedSuccessfully && l.Result == expected);
        foreach (var socket in sockets) socket.Dispose();
        return (all == Listeners, FormattableString.Invariant($"/ws: {all} of {Listeners} clients got all of {expected} messages at {MessagesASecond}/s, p99 {(late.IsEmpty ? 0 : P99(late)):F0} ms after they were sent; all are wanted"));
    }

    /// <summary>Starts so many a second, however long each takes.</summary>
    static async Task AtRateAsync(int aSecond, Func<Task> send)
    {
        var sent = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < aSecond * Span.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)aSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero) await Task.Delay(due);
            sent.Add(Task.Run(send));
        }

        await Task.WhenAll(sent);
    }

    static async Task<double> AskAsync(HttpClient client, string path)
    {
        long start = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static double P99(IEnumerable<double> times) => times.Order().ToArray() is var sorted ? sorted[(int)(sorted.Length * 0.99)] : 0;
}
