using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Events as one file, on both databases.</summary>
public sealed class EventExportTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private const int Many = 100_000;

    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task Csv_and_json_hold_what_the_filter_finds_and_no_formula(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        Guid camera = await one.AddCameraAsync("=HYPERLINK(\"http://evil\")");
        string[] texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "two\r\nlines, \"quoted\"", "plain"];
        await one.AddEventsAsync(texts.Select((text, n) => new MotionEvent { CameraId = camera, Timestamp = Noon.AddMinutes(-n), Description = text, Objects = ",person,car,", Confidence = 0.25, ClipSeconds = 1.5 }));

        using var csv = await one.Client.GetAsync("/api/v1/events/export?format=csv&object=car");
        string content = await csv.Content.ReadAsStringAsync();
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Matches("^argusai-events-.*\\.csv$", csv.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition?.DispositionType);
        Assert.StartsWith("id,camera_id,camera_name,timestamp,confidence,description,described_by,objects,frame_count,clip_seconds,box_x,box_y,box_width,box_height\r\n", content, StringComparison.Ordinal);
        Assert.Contains(",2026-03-01T12:00:00.000Z,0.25,\"'=1+1\",,\"person,car\",0,1.5,0,0,0,0\r\n", content, StringComparison.Ordinal);
        Assert.Contains("\"two\r\nlines, \"\"quoted\"\"\"", content, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,|\\n)\"?[=+@\\t-]", content);

        using var json = await one.Client.GetAsync("/api/v1/events/export?format=json&q=plain");
        var events = JsonDocument.Parse(await json.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("application/json", json.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("plain", "=HYPERLINK(\"http://evil\")"), (Assert.Single(events.EnumerateArray()).GetProperty("description").GetString(), events[0].GetProperty("camera_name").GetString()));
        Assert.Equal("[]", await one.Client.GetStringAsync("/api/v1/events/export?format=json&q=nothing"));
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task A_large_export_begins_before_its_last_row_is_read_and_ends_with_its_caller(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        Guid camera = await one.AddCameraAsync("busy");
        await one.AddManyEventsAsync(camera, Many, descriptionLength: 300);

        foreach (string format in new[] { "csv", "json" })
        {
            int before = one.Backend.Output.Count;
            using (var answer = await one.Client.GetAsync("/api/v1/events/export?format=" + format, HttpCompletionOption.ResponseHeadersRead))
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                await using var body = await answer.Content.ReadAsStreamAsync();
                await body.ReadExactlyAsync(new byte[100]);
                // Far more than any socket buffers: the server waits for this reader, who goes away now.
            }

            string line = await LineAsync(one.Backend, before, "given up by its caller");
            int rows = int.Parse(Regex.Match(line, "after ([0-9]+) events").Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.InRange(rows, 100, Many - 1);
        }

        long peak = Peak(one.Backend.Id);
        using var whole = await one.Client.GetAsync("/api/v1/events/export?format=json", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await whole.Content.ReadAsStreamAsync();
        int count = 0;
        await foreach (var _ in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream)) count++;
        Assert.Equal(Many, count);
        // The file is 80 MB; what it takes beyond what the two begun ones took is the collector's slack.
        Assert.InRange(Peak(one.Backend.Id) - peak, 0, 60L << 20);
    }

    [Theory]
    [InlineData("format=xml")]
    [InlineData("format=csv&from=x")]
    public async Task A_wrong_question_is_answered_400(string query)
    {
        var one = await databases.OnAsync(BothDatabases.Sqlite);
        using var answer = await one.Client.GetAsync("/api/v1/events/export?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty(await ApiTests.DetailAsync(answer));
    }

    private static async Task<string> LineAsync(BackendProcess backend, int after, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (backend.Output.Skip(after).FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } line) return line;
            await Task.Delay(20, limit.Token);
        }
    }

    private static long Peak(int process) => long.Parse(
        File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
}
