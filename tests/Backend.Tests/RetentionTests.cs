using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Settings, what is removed by them, and what is stored; on both databases.</summary>
public sealed class RetentionTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private const string Settings = "/api/v1/system/settings", Run = "/api/v1/system/retention/run";

    private static async Task<HttpStatusCode> PutAsync(OneDatabase one, string body)
    {
        using var answer = await one.Client.PutAsync(Settings, new StringContent(body, Encoding.UTF8, "application/json"));
        if (answer.StatusCode == HttpStatusCode.BadRequest) Assert.NotEmpty(await ApiTests.DetailAsync(answer));
        return answer.StatusCode;
    }

    private static async Task<JsonElement> RunAsync(OneDatabase one)
    {
        using var answer = await one.Client.PostAsync(Run, null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Settings_have_defaults_change_as_a_whole_and_outlive_a_restart(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        Assert.Equal("{\"retention_days\":30,\"retention_max_bytes\":null}", (await one.Backend.GetJsonAsync(Settings)).ToString());

        Assert.Equal(HttpStatusCode.OK, await PutAsync(one, "{\"retention_days\":7,\"retention_max_bytes\":1000000000}"));
        foreach (string wrong in new[]
        {
            "{\"retention_days\":8,\"retention_dayz\":9}", "{\"retention_days\":-1}", "{\"retention_days\":\"8\"}", "{\"retention_days\":8,\"retention_max_bytes\":1}",
            "{\"retention_days\":8.5}", "{\"retention_days\":99999999999}", "{\"retention_days\":[8]}", "{\"retention_days\":8,\"retention_days\":9}", "[]", "null", "7", "{",
        })
        {
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, await PutAsync(one, wrong)));
        }

        await one.RestartAsync();
        Assert.Equal("{\"retention_days\":7,\"retention_max_bytes\":1000000000}", (await one.Backend.GetJsonAsync(Settings)).ToString());
        Assert.Equal(HttpStatusCode.OK, await PutAsync(one, "{\"retention_days\":null}"));
        Assert.Equal("{\"retention_days\":30,\"retention_max_bytes\":1000000000}", (await one.Backend.GetJsonAsync(Settings)).ToString());
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task A_run_removes_what_is_too_old_with_its_files_and_what_belongs_to_nothing(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        Guid camera = await one.AddCameraAsync("c");
        MotionEvent Seen(double daysAgo) => new() { CameraId = camera, Timestamp = UtcTime.Now.AddDays(-daysAgo), FrameCount = 1, ClipSeconds = 1 };
        MotionEvent old = Seen(31), young = Seen(29), bare = Seen(1);
        await one.AddEventsAsync([old, young, bare, .. Enumerable.Range(0, 1100).Select(n => Seen(40 + n))]);
        string day = "thumbnails/" + old.Timestamp.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var e in new[] { old, young })
        {
            one.Write($"thumbnails/{e.Timestamp.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/{e.Id}.jpg", new byte[100]);
            one.Write($"frames/{e.Id}/frame_001.jpg", new byte[1000]);
            one.Write($"videos/{e.Id}.mp4", new byte[10_000]);
        }

        string Aged(string path)
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-2));
            return path;
        }

        Guid nobody = Guid.NewGuid();
        string[] orphans = [Aged(one.Write($"videos/{nobody}.mp4", new byte[5])), Aged(one.Write($"{day}/{nobody}.jpg", new byte[6])), Aged(one.Write($"videos/{young.Id}.mp4.new", new byte[7]))];
        one.Write($"frames/{nobody}/frame_001.jpg", new byte[8]);
        Directory.SetLastWriteTimeUtc(one.App.In($"frames/{nobody}"), DateTime.UtcNow.AddHours(-2));
        string outside = Directory.CreateTempSubdirectory("argusai-outside-").FullName;
        string bait = Path.Combine(outside, $"{nobody}.mp4");
        File.WriteAllText(bait, "x");
        string stranger = Path.Combine(outside, $"{Guid.NewGuid()}.jpg");
        File.WriteAllText(stranger, "x");
        Directory.CreateSymbolicLink(one.App.In("thumbnails/linked"), outside);
        Directory.CreateSymbolicLink(one.App.In($"frames/{Guid.NewGuid()}"), outside);
        string[] kept = [one.Write($"videos/{Guid.NewGuid()}.mp4", []), Aged(one.Write("videos/holiday.mp4", [])), Aged(one.Write($"backups/{nobody}.mp4", [])), Aged(one.Write($"{nobody}.jpg", [])), Aged(stranger), Aged(bait)];

        var report = await RunAsync(one);

        Assert.Equal((1101, 0, 4, 11_100 + 26), (report.GetProperty("expired_events").GetInt32(), report.GetProperty("surplus_events").GetInt32(), report.GetProperty("orphans").GetInt32(), report.GetProperty("freed_bytes").GetInt64()));
        Assert.Equal([bare.Id.ToString(), young.Id.ToString()], (await one.Backend.GetJsonAsync("/api/v1/events")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()));
        Assert.All(orphans, o => Assert.False(File.Exists(o), o));
        Assert.All(kept, k => Assert.True(File.Exists(k), k));
        Assert.False(Directory.Exists(one.App.In($"frames/{nobody}")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(one.App.Data, "*", SearchOption.AllDirectories), f => f.Contains(old.Id.ToString(), StringComparison.Ordinal));
        Assert.Equal(3, Directory.GetFiles(one.App.Data, "*", SearchOption.AllDirectories).Count(f => f.Contains(young.Id.ToString(), StringComparison.Ordinal)));
        Directory.Delete(outside, recursive: true);
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task With_a_limit_the_oldest_go_until_the_rest_fits_and_with_0_days_none_goes_for_its_age(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        Guid camera = await one.AddCameraAsync("c");
        var events = Enumerable.Range(0, 60).Select(n => new MotionEvent { CameraId = camera, Timestamp = UtcTime.Now.AddDays(-n - 100), ClipSeconds = 1 }).ToList();
        await one.AddEventsAsync(events);
        // Sparse: they take no room, and count as what they say.
        foreach (var e in events)
        {
            using var file = File.OpenWrite(one.Write($"videos/{e.Id}.mp4", []));
            file.SetLength(5 << 20);
        }

        Assert.Equal(HttpStatusCode.OK, await PutAsync(one, "{\"retention_days\":0}"));
        Assert.Equal(0, (await RunAsync(one)).GetProperty("expired_events").GetInt32());
        Assert.Equal(HttpStatusCode.OK, await PutAsync(one, $"{{\"retention_max_bytes\":{200 << 20}}}"));
        var report = await RunAsync(one);

        Assert.Equal((0, 20), (report.GetProperty("expired_events").GetInt32(), report.GetProperty("surplus_events").GetInt32()));
        Assert.Equal(events.Take(40).Select(e => e.Id).Order(), Directory.GetFiles(one.App.In("videos")).Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f))).Order());
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Storage_says_what_is_there_and_is_measured_once_for_all_who_ask(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        one.Write("videos/a.mp4", new byte[1000]);
        one.Write("frames/x/frame_001.jpg", new byte[10]);
        one.Write("frames/x/frame_002.jpg", new byte[10]);
        File.CreateSymbolicLink(one.App.In("videos/linked.mp4"), one.App.In("videos/a.mp4"));

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => one.Backend.GetJsonAsync("/api/v1/system/storage")));
        var report = reports[0];

        Assert.Single(reports.Select(r => r.GetProperty("measured_at").GetString()).Distinct());
        Assert.Equal((1, 1000), (report.GetProperty("videos").GetProperty("files").GetInt32(), report.GetProperty("videos").GetProperty("bytes").GetInt64()));
        Assert.Equal((2, 20), (report.GetProperty("frames").GetProperty("files").GetInt32(), report.GetProperty("frames").GetProperty("bytes").GetInt64()));
        Assert.Equal(0, report.GetProperty("thumbnails").GetProperty("files").GetInt32());
        Assert.True(report.GetProperty("database_bytes").GetInt64() > 10_000);
        Assert.True(report.GetProperty("free_bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("2026-01-10T12:00:00Z", "UTC", "2026-01-11T03:00:00Z")]
    [InlineData("2026-01-10T02:59:59Z", "UTC", "2026-01-10T03:00:00Z")]
    [InlineData("2026-01-10T03:00:00Z", "UTC", "2026-01-11T03:00:00Z")]
    // Put forward from 02:00 to 03:00, and back from 03:00 to 02:00.
    [InlineData("2026-03-28T23:30:00Z", "Europe/Berlin", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-24T23:30:00Z", "Europe/Berlin", "2026-10-25T02:00:00Z")]
    // 03:00 does not exist that day, and comes twice on the other: Athens changes between 03:00 and 04:00.
    [InlineData("2026-03-28T23:30:00Z", "Europe/Athens", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-24T23:30:00Z", "Europe/Athens", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T00:00:00Z", "Europe/Athens", "2026-10-26T01:00:00Z")]
    [InlineData("2026-01-10T13:30:00Z", "Pacific/Auckland", "2026-01-10T14:00:00Z")]
    [InlineData("2026-01-10T11:30:00Z", "America/Los_Angeles", "2026-01-11T11:00:00Z")]
    public void Night_is_at_three_in_the_zones_own_time_once_a_day(string now, string zone, string expected)
    {
        var due = NightlyTime.Next(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), due);
    }

    [Theory]
    [InlineData("GET", Settings)]
    [InlineData("PUT", Settings)]
    [InlineData("POST", Run)]
    [InlineData("GET", "/api/v1/system/storage")]
    public async Task Without_a_sign_in_it_is_401(string method, string path)
    {
        var one = await databases.OnAsync(BothDatabases.Sqlite);
        using var stranger = new HttpClient { BaseAddress = one.Backend.Address };
        using var answer = await stranger.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
