using System.Net;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Which events a question finds, on both databases.</summary>
public sealed class EventListTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, string, string> Questions()
    {
        var all = new TheoryData<string, string, string>();
        foreach (string provider in new[] { BothDatabases.Sqlite, BothDatabases.Postgres })
        {
            // Found events by their number, newest first: see the events below.
            all.Add(provider, "", "5,4,3,2,1");
            all.Add(provider, "from=2026-03-01T12:02:00Z", "5,4,3,2");
            all.Add(provider, "from=2026-03-01T13:02:00%2B01:00&to=2026-03-01T12:04:00Z", "3,2");
            all.Add(provider, "object=person", "4,1");
            all.Add(provider, "object=PERSON", "4,1");
            all.Add(provider, "object=pers", "");
            all.Add(provider, "has_clip=true", "3");
            all.Add(provider, "has_clip=false", "5,4,2,1");
            all.Add(provider, "q=red%20VAN", "2");
            all.Add(provider, "q=m%C3%BCll", "1");
            all.Add(provider, "q=HAUST%C3%9CR", "5,4,3");
            all.Add(provider, "q=100%25", "2");
            all.Add(provider, "q=0%25_", "");
            all.Add(provider, "q=a_b", "3");
            all.Add(provider, "q=%25", "2");
            all.Add(provider, "q=c:%5Cx", "4");
            all.Add(provider, "q=%27%3B--", "");
        }

        return all;
    }

    private static async Task<(OneDatabase One, Guid Garden, Guid Door)> PreparedAsync(OneDatabase one)
    {
        await using var context = one.Open();
        if (context.Cameras.FirstOrDefault(c => c.Name == "Garden") is { } known) return (one, known.Id, context.Cameras.Single(c => c.Name == "Haustür").Id);
        Guid garden = await one.AddCameraAsync("Garden"), door = await one.AddCameraAsync("Haustür");
        string?[] texts = ["MÜLLTONNE und Person", "a red van, 100% sure", "a_b but not aXb here", @"path c:\x", null];
        string[] objects = [",person,car,", ",van,", "", ",person,", ",personal,"];
        await one.AddEventsAsync(Enumerable.Range(1, 5).Select(n => new MotionEvent
        {
            CameraId = n < 3 ? garden : door, Timestamp = Noon.AddMinutes(n), Confidence = n / 10d, Description = texts[n - 1], Objects = objects[n - 1],
            FrameCount = n == 3 ? 2 : 0, ClipSeconds = n == 3 ? 12.5 : null, DescribedBy = texts[n - 1] is null ? null : "openai",
        }));
        return (one, garden, door);
    }

    private static string Numbers(JsonElement page) => string.Join(',', page.GetProperty("items").EnumerateArray().Select(e => Math.Round(e.GetProperty("confidence").GetDouble() * 10)));

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_filter_finds_what_it_says(string provider, string query, string expected)
    {
        var (one, _, _) = await PreparedAsync(await databases.OnAsync(provider));

        var page = await one.Backend.GetJsonAsync("/api/v1/events?" + query);

        Assert.Equal(expected, Numbers(page));
        Assert.Equal(expected.Length == 0 ? 0 : expected.Split(',').Length, page.GetProperty("total_count").GetInt32());
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Cameras_are_a_repeatable_filter(string provider)
    {
        var (one, garden, door) = await PreparedAsync(await databases.OnAsync(provider));

        Assert.Equal("2,1", Numbers(await one.Backend.GetJsonAsync($"/api/v1/events?camera_id={garden}")));
        Assert.Equal("5,4,3,2,1", Numbers(await one.Backend.GetJsonAsync($"/api/v1/events?camera_id={garden}&camera_id={door}")));
        Assert.Equal("2", Numbers(await one.Backend.GetJsonAsync($"/api/v1/events?camera_id={garden}&q=van&object=van")));
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task An_event_shows_its_frames_clip_and_objects(string provider)
    {
        var (one, _, _) = await PreparedAsync(await databases.OnAsync(provider));
        var items = (await one.Backend.GetJsonAsync("/api/v1/events")).GetProperty("items");

        var withClip = items[2];
        string url = "/api/v1/events/" + withClip.GetProperty("id").GetString();
        Assert.Equal([url + "/frames/1", url + "/frames/2"], withClip.GetProperty("frame_urls").EnumerateArray().Select(u => u.GetString()));
        Assert.Equal((url + "/clip", 12.5, 2), (withClip.GetProperty("clip_url").GetString(), withClip.GetProperty("clip_seconds").GetDouble(), withClip.GetProperty("frame_count").GetInt32()));
        Assert.Equal(["person", "car"], items[4].GetProperty("objects").EnumerateArray().Select(o => o.GetString()));
        Assert.Equal("openai", items[4].GetProperty("described_by").GetString());
        foreach (string name in new[] { "description", "described_by", "clip_url", "clip_seconds" }) Assert.Equal(JsonValueKind.Null, items[0].GetProperty(name).ValueKind);
        Assert.Equal(0, items[0].GetProperty("frame_urls").GetArrayLength());
        Assert.Equal(withClip.ToString(), (await one.Backend.GetJsonAsync(url)).ToString());
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task A_new_event_never_shifts_a_page_and_is_counted_at_once(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        var camera = await one.AddCameraAsync("only");
        // Half of them at one and the same time: the id decides.
        await one.AddEventsAsync(Enumerable.Range(0, 20).Select(n => new MotionEvent { CameraId = camera, Timestamp = Noon.AddSeconds(n < 10 ? 0 : n), Confidence = 0.5 }));
        var seen = new List<string>();
        string cursor = "";
        do
        {
            var page = await one.Backend.GetJsonAsync($"/api/v1/events?limit=3{cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? "&cursor=" + next : "";
            await one.AddEventsAsync([new() { CameraId = camera, Timestamp = Noon.AddHours(1), Confidence = 1 }]);
        }
        while (cursor.Length > 0);

        Assert.Equal(20, seen.Count);
        Assert.Equal(20, seen.Distinct().Count());
        using var deleted = await one.Client.DeleteAsync("/api/v1/events/" + seen[0]);
        await using var context = one.Open();
        Assert.Equal(context.Events.Count(), (await one.Backend.GetJsonAsync("/api/v1/events?limit=1")).GetProperty("total_count").GetInt32());
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-03-01T12:00:00")]
    [InlineData("from=2026-13-01T12:00:00Z")]
    [InlineData("to=2026-03-01")]
    [InlineData("from=2026-03-01T12:00:00Z&to=2026-03-01T12:00:00Z")]
    [InlineData("object=a,b")]
    [InlineData("q=a%00b")]
    [InlineData("object=%00")]
    [InlineData("has_clip=perhaps")]
    [InlineData("camera_id=x&camera_id=y")]
    public async Task What_is_no_filter_is_answered_400(string query)
    {
        var one = await databases.OnAsync(BothDatabases.Postgres);
        using var answer = await one.Client.GetAsync("/api/v1/events?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
    }

    [Fact]
    public async Task A_text_of_more_than_200_characters_is_answered_400()
    {
        var one = await databases.OnAsync(BothDatabases.Postgres);
        using var longest = await one.Client.GetAsync("/api/v1/events?q=" + new string('x', 200));
        using var tooLong = await one.Client.GetAsync("/api/v1/events?q=" + new string('x', 201));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (longest.StatusCode, tooLong.StatusCode));
    }
}
