using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests.OpenApi;

/// <summary>Every operation of the description, asked again and again with missing, malformed, oversized and foreign values: each answer is one that the description promises.</summary>
public sealed class FuzzTests(FreshBackend fresh) : IClassFixture<FreshBackend>, IDisposable
{
    private const int Rounds = 25;

    // Their answer has no end that a test could wait for, or it takes the ground from under the others.
    private static readonly string[] NotAsked = ["/api/v1/system/restore"];

    private readonly AppFolder _app = new();
    private readonly Random _random = new(20261125);

    [Fact]
    public async Task No_value_brings_an_answer_that_the_description_does_not_promise()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        await backend.SignInAsync();
        var description = await ApiDescription.ReadAsync(backend.Client);
        var values = new HostileValues(_random, description);
        var complaints = new SortedSet<string>(StringComparer.Ordinal);
        int asked = 0;
        foreach (var operation in description.Operations.Where(o => !NotAsked.Contains(o.Path)))
        {
            for (int round = 0; round < Rounds; round++)
            {
                using var request = Request(operation, values);
                string said = $"{operation} ({request.RequestUri}) {(request.Content is null ? "" : await request.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))}";
                using var answer = await backend.Client.SendAsync(request, TestContext.Current.CancellationToken);
                asked++;
                // A zero byte in a path is refused by the server itself, before there is a request that could be answered.
                if (answer is { StatusCode: HttpStatusCode.BadRequest, Content.Headers.ContentLength: 0 } && request.RequestUri!.OriginalString.Contains("%00", StringComparison.Ordinal)) continue;
                if (await description.ComplaintAsync(operation, answer) is { } complaint) complaints.Add($"{operation}: {complaint}\n    asked: {said[..Math.Min(300, said.Length)]}");
                // Some requests end their own session.
                if (answer.StatusCode == HttpStatusCode.Unauthorized) await backend.SignInAsync();
            }
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} of {asked} answers:\n" + string.Join('\n', complaints.Take(30)));
        Assert.True(asked > 300, $"only {asked} requests were made");
        // Still well, and nothing was printed that is not a line of the log.
        Assert.Equal("healthy", (await backend.GetJsonAsync("/api/v1/system/health")).GetProperty("status").GetString());
        Assert.DoesNotContain(backend.Output, l => l.Contains("\"level\":\"CRITICAL\"", StringComparison.Ordinal) || l.Contains("Request failed", StringComparison.Ordinal));
        Assert.Empty(backend.Errors);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "application/json", """{"id":1}""")]
    [InlineData(HttpStatusCode.OK, "text/html", "<p>")]
    [InlineData(HttpStatusCode.NotFound, "application/json", "{}")]
    [InlineData(HttpStatusCode.Conflict, "application/problem+json", "{}")]
    [InlineData(HttpStatusCode.InternalServerError, "application/problem+json", "{}")]
    public async Task An_answer_that_the_description_does_not_promise_is_noticed(HttpStatusCode status, string type, string body)
    {
        var description = await ApiDescription.ReadAsync(fresh.Backend.Client);
        using var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
        Assert.NotNull(await description.ComplaintAsync(description.Operations.Single(o => o.ToString() == "GET /api/v1/events/{id}"), answer));
    }

    [Fact]
    public async Task Without_a_sign_in_every_operation_that_wants_one_answers_401()
    {
        var description = await ApiDescription.ReadAsync(fresh.Backend.Client);
        var guarded = description.Operations.Where(o => o.Path.StartsWith("/api/v1/", StringComparison.Ordinal)
            && !o.Path.StartsWith("/api/v1/auth/log", StringComparison.Ordinal) && o.Path is not ("/api/v1/auth/refresh" or "/api/v1/system/health")).ToList();
        Assert.True(guarded.Count > 10);
        foreach (var operation in guarded)
        {
            using var request = new HttpRequestMessage(new(operation.Method), Plain(operation));
            using var answer = await fresh.Backend.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{operation} answered {(int)answer.StatusCode} to a stranger");
            Assert.Null(await description.ComplaintAsync(operation, answer));
        }
    }

    public void Dispose() => _app.Dispose();

    private static string Plain(Operation operation) => operation.Parameters.Where(p => p.In == "path")
        .Aggregate(operation.Path, (path, p) => path.Replace($"{{{p.Name}}}", p.Schema["format"]?.GetValue<string>() == "uuid" ? Guid.NewGuid().ToString() : "1", StringComparison.Ordinal));

    private HttpRequestMessage Request(Operation operation, HostileValues values)
    {
        string path = operation.Path;
        var query = new List<string>();
        foreach (var (name, place, schema) in operation.Parameters)
        {
            string value = Uri.EscapeDataString(values.Text(schema));
            if (place == "path") path = path.Replace($"{{{name}}}", value.Length > 0 ? value : "x", StringComparison.Ordinal);
            else if (place == "query" && _random.Next(2) == 0) query.Add($"{name}={value}");
        }

        var request = new HttpRequestMessage(new(operation.Method), new Uri(path + (query.Count > 0 ? "?" + string.Join('&', query) : ""), UriKind.Relative));
        if (operation.Bodies.Count == 0) return request;
        request.Content = _random.Next(8) switch
        {
            0 => null,
            1 => new StringContent("{\"a\":", Encoding.UTF8, "application/json"),
            2 => new StringContent("x=y", Encoding.UTF8, "application/x-www-form-urlencoded"),
            3 => new ByteArrayContent([0xff, 0xfe, 0x00]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            _ => new StringContent(operation.JsonBody is { } schema ? values.Json(schema)?.ToJsonString() ?? "null" : "x", Encoding.UTF8, operation.Bodies[0]),
        };
        return request;
    }
}
