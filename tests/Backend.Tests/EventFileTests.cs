using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>An event's pictures and clip: who gets them, in which pieces, and that nothing else can be got.</summary>
public sealed class EventFileTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private static readonly byte[] Thumbnail = [0xFF, 0xD8, 1, 1], First = [0xFF, 0xD8, 2], Second = [0xFF, 0xD8, 3], Clip = [.. Enumerable.Range(0, 200).Select(n => (byte)n)];

    private static async Task<(OneDatabase One, MotionEvent Event, string Url)> PreparedAsync(OneDatabase one)
    {
        var e = new MotionEvent { CameraId = await one.AddCameraAsync("c"), Timestamp = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), FrameCount = 2, ClipSeconds = 3 };
        await one.AddEventsAsync([e]);
        one.Write($"thumbnails/2026-03-01/{e.Id}.jpg", Thumbnail);
        one.Write($"frames/{e.Id}/frame_001.jpg", First);
        one.Write($"frames/{e.Id}/frame_002.jpg", Second);
        one.Write($"videos/{e.Id}.mp4", Clip);
        return (one, e, $"/api/v1/events/{e.Id}");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string url)
    {
        using var answer = await client.GetAsync(url);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Whoever_is_signed_in_gets_each_file_and_nobody_else_does(string provider)
    {
        var (one, _, url) = await PreparedAsync(await databases.OnAsync(provider));
        using var stranger = new HttpClient { BaseAddress = one.Backend.Address };

        foreach (var (path, type, content) in new[] { ("/thumbnail", "image/jpeg", Thumbnail), ("/frames/1", "image/jpeg", First), ("/frames/2", "image/jpeg", Second), ("/clip", "video/mp4", Clip) })
        {
            using var answer = await one.Client.GetAsync(url + path);
            Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            Assert.True(answer.Headers.CacheControl?.Private);
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, url + path));
        }

        foreach (string missing in new[] { "/frames/0", "/frames/3", "/frames/-1", "/frames/x", "/frames/99999999999" }) Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(one.Client, url + missing));
    }

    [Fact]
    public async Task A_range_and_what_is_known_already_are_answered_in_part_and_not_at_all()
    {
        var (one, _, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Sqlite));
        using var whole = await one.Client.GetAsync(url + "/clip");
        using var part = new HttpRequestMessage(HttpMethod.Get, url + "/clip") { Headers = { Range = new RangeHeaderValue(10, 19) } };
        using var beyond = new HttpRequestMessage(HttpMethod.Get, url + "/clip") { Headers = { Range = new RangeHeaderValue(500, 600) } };
        using var known = new HttpRequestMessage(HttpMethod.Get, url + "/clip");
        known.Headers.IfNoneMatch.Add(whole.Headers.ETag!);

        using var partial = await one.Client.SendAsync(part);
        Assert.Equal((HttpStatusCode.PartialContent, "bytes 10-19/200"), (partial.StatusCode, partial.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(Clip[10..20], await partial.Content.ReadAsByteArrayAsync());
        using var unsatisfied = await one.Client.SendAsync(beyond);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, unsatisfied.StatusCode);
        using var unchanged = await one.Client.SendAsync(known);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_signed_URL_opens_its_one_file_until_it_expires()
    {
        var (one, _, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Sqlite));
        using var stranger = new HttpClient { BaseAddress = one.Backend.Address };
        async Task<string> SignAsync(object body)
        {
            using var answer = await one.Client.PostAsJsonAsync(url + "/signed-url", body);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
        }

        string clip = await SignAsync(new { what = "clip" }), frame = await SignAsync(new { what = "frame", frame = 2, ttl = 86400 }), picture = await SignAsync(new { what = "thumbnail", ttl = 60 });

        Assert.Equal(Clip, await stranger.GetByteArrayAsync(clip));
        Assert.Equal(Second, await stranger.GetByteArrayAsync(frame));
        Assert.Equal(Thumbnail, await stranger.GetByteArrayAsync(picture));
        string query = frame[frame.IndexOf('?', StringComparison.Ordinal)..];
        string later = query.Replace("exp=1", "exp=2", StringComparison.Ordinal);
        Assert.NotEqual(query, later);
        foreach (string refused in new[]
        {
            url + "/frames/1" + query, url + "/clip" + query, url + query, url + "/frames/2" + later, url + "/frames/2?exp=1&sig=" + query.Split("sig=")[1],
            url + "/frames/2" + query[..^2], url + "/frames/2" + query + "A", url + "/frames/2?exp=99999999999&sig=", url + "/frames/2?sig=x&exp=x",
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger, refused));
        }
    }

    [Theory]
    [InlineData("{\"what\":\"database\"}")]
    [InlineData("{}")]
    [InlineData("{\"what\":\"frame\"}")]
    [InlineData("{\"what\":\"clip\",\"frame\":1}")]
    [InlineData("{\"what\":\"clip\",\"ttl\":0}")]
    [InlineData("{\"what\":\"clip\",\"ttl\":86401}")]
    [InlineData("{\"what\":\"clip\",\"ttl\":\"x\"}")]
    public async Task What_cannot_be_signed_is_answered_400(string body)
    {
        var (one, _, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Sqlite));
        using var answer = await one.Client.PostAsync(url + "/signed-url", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/frames/..%2f..%2fapp.db")]
    [InlineData("/frames/1%2f..%2f..%2f..%2fapp.db")]
    [InlineData("/frames/%2e%2e%2f%2e%2e%2fapp.db")]
    [InlineData("/..%2f..%2fapp.db/clip")]
    [InlineData("/frames/..%5c..%5capp.db")]
    [InlineData("/frames/1%00")]
    [InlineData("/frames/001%2f")]
    [InlineData("/clip%2f..%2f..%2fapp.db")]
    [InlineData("/../../app.db")]
    public async Task No_path_leads_out_of_an_events_files(string path)
    {
        var (one, _, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Sqlite));
        var raw = new Uri(one.Backend.Address, url + path);
        using var answer = await one.Client.GetAsync(new Uri(raw.GetLeftPart(UriPartial.Authority) + url + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
        Assert.DoesNotContain("SQLite format", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_the_data_folder_is_not_followed_neither_to_read_nor_to_delete()
    {
        var (one, e, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Sqlite));
        string outside = Directory.CreateTempSubdirectory("argusai-outside-").FullName, secret = Path.Combine(outside, "frame_001.jpg");
        await File.WriteAllTextAsync(secret, "secret");
        foreach (string file in new[] { $"videos/{e.Id}.mp4", $"thumbnails/2026-03-01/{e.Id}.jpg" })
        {
            File.Delete(one.App.In(file));
            File.CreateSymbolicLink(one.App.In(file), secret);
        }

        Directory.Delete(one.App.In($"frames/{e.Id}"), recursive: true);
        Directory.CreateSymbolicLink(one.App.In($"frames/{e.Id}"), outside);

        foreach (string path in new[] { "/thumbnail", "/frames/1", "/clip" }) Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(one.Client, url + path));
        using var deleted = await one.Client.DeleteAsync(url);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("secret", await File.ReadAllTextAsync(secret));
        Directory.Delete(outside, recursive: true);
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Bulk_deletion_removes_rows_and_all_files_and_says_how_many(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        var (_, named, _) = await PreparedAsync(one);
        var (_, kept, _) = await PreparedAsync(one);
        Guid camera = await one.AddCameraAsync("busy");
        await one.AddEventsAsync(Enumerable.Range(0, 1200).Select(n => new MotionEvent { CameraId = camera, Timestamp = UtcTime.Now.AddSeconds(-n), Description = n % 2 == 0 ? "even" : "odd" }));
        async Task<int> DeleteAsync(object body)
        {
            using var answer = await one.Client.PostAsJsonAsync("/api/v1/events/delete", body);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deleted").GetInt32();
        }

        Assert.Equal(1, await DeleteAsync(new { ids = new[] { named.Id, named.Id, Guid.NewGuid() } }));
        Assert.Equal(600, await DeleteAsync(new { filter = new { camera_id = new[] { camera }, q = "EVEN" }, confirm = true }));
        Assert.Equal(600, await DeleteAsync(new { filter = new { from = "2026-03-02T00:00:00Z" }, confirm = true }));

        var page = await one.Backend.GetJsonAsync("/api/v1/events");
        Assert.Equal(kept.Id.ToString(), Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(1, page.GetProperty("total_count").GetInt32());
        Assert.Equal(4, Directory.GetFiles(one.App.Data, "*", SearchOption.AllDirectories).Count(f => f.Contains(kept.Id.ToString(), StringComparison.Ordinal)));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(one.App.Data, "*", SearchOption.AllDirectories), f => f.Contains(named.Id.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"confirm\":true}")]
    [InlineData("{\"filter\":{}}")]
    [InlineData("{\"filter\":{\"object\":\"car\"},\"confirm\":false}")]
    [InlineData("{\"filter\":{\"form\":\"2026-03-01T00:00:00Z\"},\"confirm\":true}")]
    [InlineData("{\"filter\":{\"from\":\"x\"},\"confirm\":true}")]
    [InlineData("{\"filter\":{\"q\":\"\\ud800\"},\"confirm\":true}")]
    [InlineData("{\"ids\":[\"x\"]}")]
    [InlineData("{\"ids\":[],\"filter\":{},\"confirm\":true}")]
    [InlineData("{\"id\":[]}")]
    [InlineData("null")]
    public async Task What_does_not_say_clearly_which_events_deletes_none(string body)
    {
        var (one, e, url) = await PreparedAsync(await databases.OnAsync(BothDatabases.Postgres));
        using var answer = await one.Client.PostAsync("/api/v1/events/delete", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one.Client, url));
        Assert.NotEqual(default, e.Id);
    }

    [Fact]
    public async Task More_than_1000_ids_are_answered_400()
    {
        var one = await databases.OnAsync(BothDatabases.Postgres);
        using var most = await one.Client.PostAsJsonAsync("/api/v1/events/delete", new { ids = Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid()) });
        using var more = await one.Client.PostAsJsonAsync("/api/v1/events/delete", new { ids = Enumerable.Range(0, 1001).Select(_ => Guid.NewGuid()) });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (most.StatusCode, more.StatusCode));
    }
}
