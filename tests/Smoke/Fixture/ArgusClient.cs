using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A camera as the API shows it; only what the tests look at.</summary>
public sealed record Camera(string Id, string Name, string Status, string? LastError);

/// <summary>An account as the API shows it; only what the tests look at.</summary>
public sealed record User(string Id, string Username);

/// <summary>An event as the API shows it; only what the tests look at.</summary>
public sealed record CameraEvent(string Id, string CameraId, DateTimeOffset Timestamp, string ThumbnailUrl, IReadOnlyList<string> FrameUrls, string? ClipUrl);

/// <summary>A page of a list; of one that has no further page, the cursor is null.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalCount, string? NextCursor);

/// <summary>Speaks to a running stack over HTTP and WebSocket, through whichever door the base address is.</summary>
public sealed class ArgusClient : IDisposable
{
    /// <summary>How the API writes its JSON.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Uri _origin;
    private readonly X509Certificate2? _trusted;

    /// <summary>A client that is not signed in.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="trusted">Under https: the one certificate that is accepted.</param>
    public ArgusClient(Uri origin, X509Certificate2? trusted = null)
    {
        (_origin, _trusted) = (origin, trusted);
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = IsTrusted;
        Http = new HttpClient(handler) { BaseAddress = origin, Timeout = TimeLimits.Answer };
    }

    /// <summary>For requests of any form; signed in after <see cref="SignIn"/>.</summary>
    public HttpClient Http { get; }

    /// <summary>The access token, once signed in.</summary>
    public string? Token { get; private set; }

    /// <summary>Signs in as the first administrator; the answer is returned whatever it is.</summary>
    public async Task<HttpResponseMessage> SignIn(string password)
    {
        var answer = await Http.PostAsJsonAsync("api/v1/auth/login", new { username = "admin", password });
        if (!answer.IsSuccessStatusCode) return answer;
        Token = (await Read<JsonElement>(answer)).GetProperty("access_token").GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return answer;
    }

    /// <summary>Creates a camera.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">rtsp or file.</param>
    /// <param name="source">Its URL, or a path below the data folder.</param>
    /// <param name="credentials">User and password, for a camera that wants them.</param>
    /// <param name="clips">Whether its events keep clips.</param>
    /// <param name="cooldown">Seconds between two of its events.</param>
    public async Task<Camera> CreateCamera(string name, string type, string source, (string User, string Password)? credentials = null, bool clips = false, int cooldown = 5) =>
        await Read<Camera>(await Http.PostAsJsonAsync("api/v1/cameras", new
        {
            name, type, source, username = credentials?.User, password = credentials?.Password,
            enabled = true, frame_rate = 5, motion_enabled = true, motion_sensitivity = "high", motion_cooldown = cooldown, clip_enabled = clips, clip_post_roll = 2,
        }, Json));

    /// <summary>Removes a camera, so that it does not keep the machine busy during other tests.</summary>
    public async Task DeleteCamera(string id) => Assert.True((await Http.DeleteAsync($"api/v1/cameras/{id}")).IsSuccessStatusCode, "the camera was not removed");

    /// <summary>One camera.</summary>
    public async Task<Camera> GetCamera(string id) => await Read<Camera>(await Http.GetAsync($"api/v1/cameras/{id}"));

    /// <summary>All cameras.</summary>
    public async Task<Page<Camera>> GetCameras() => await Read<Page<Camera>>(await Http.GetAsync("api/v1/cameras"));

    /// <summary>All accounts.</summary>
    public async Task<Page<User>> GetUsers() => await Read<Page<User>>(await Http.GetAsync("api/v1/users"));

    /// <summary>The newest events of one camera.</summary>
    public async Task<Page<CameraEvent>> GetEvents(string cameraId) =>
        await Read<Page<CameraEvent>>(await Http.GetAsync($"api/v1/events?camera_id={cameraId}&limit=20"));

    /// <summary>All events there are.</summary>
    public async Task<IReadOnlyList<CameraEvent>> GetAllEvents()
    {
        var all = new List<CameraEvent>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await Read<Page<CameraEvent>>(await Http.GetAsync($"api/v1/events?limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"));
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        return all;
    }

    /// <summary>Asks until the answer is the one that is waited for; otherwise the last answer is in the failure.</summary>
    public static async Task<T> Until<T>(TimeSpan limit, Func<Task<T>> ask, Func<T, bool> isIt, string what)
    {
        var end = DateTime.UtcNow + limit;
        while (true)
        {
            var answer = await ask();
            if (isIt(answer)) return answer;
            if (DateTime.UtcNow > end) Assert.Fail($"{what} did not come within {limit}; last seen: {JsonSerializer.Serialize(answer)}");
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Opens a WebSocket of the same origin; its failure carries the HTTP status.</summary>
    public async Task<ClientWebSocket> OpenWebSocket(string path, bool signedIn = true)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (_trusted is not null) socket.Options.RemoteCertificateValidationCallback = IsTrusted;
        if (signedIn) socket.Options.SetRequestHeader("Authorization", $"Bearer {Token}");
        using var limit = new CancellationTokenSource(TimeLimits.Answer);
        var url = new UriBuilder(new Uri(_origin, path)) { Scheme = _origin.Scheme == "https" ? "wss" : "ws" };
        await socket.ConnectAsync(url.Uri, limit.Token);
        return socket;
    }

    /// <summary>Sends <c>ping</c> and reads until <c>pong</c> comes.</summary>
    public static async Task<string> Ping(WebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeLimits.Answer);
        await socket.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, limit.Token);
            var text = Encoding.UTF8.GetString(buffer, 0, received.Count);
            if (text == "pong" || received.MessageType == WebSocketMessageType.Close) return text;
        }
    }

    /// <summary>Reads until a whole picture has come.</summary>
    public static async Task<byte[]> NextPicture(WebSocket socket)
    {
        using var limit = new CancellationTokenSource(TimeLimits.FirstEvent);
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, limit.Token);
            Assert.False(received.MessageType == WebSocketMessageType.Close, $"closed with {socket.CloseStatus}: {socket.CloseStatusDescription}");
            if (received.MessageType != WebSocketMessageType.Binary) continue;
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage) return message.ToArray();
        }
    }

    /// <summary>Reads a good answer's JSON; a bad one fails the test and is shown.</summary>
    public static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException($"no {typeof(T).Name} in: {text}");
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && _trusted is not null && certificate.GetCertHashString() == _trusted.GetCertHashString();
}
