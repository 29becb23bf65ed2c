using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>The built program as a process of its own, with a folder, ports and an environment of its own.</summary>
internal sealed class BackendProcess : IAsyncDisposable
{
    public const string EncryptionKey = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    public const string SigningSecret = "tests-sign-with-these-32-bytes-and-more";
    public const string AdminPassword = "correct horse battery staple";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new(), _errors = new();
    private readonly TaskCompletionSource<Uri> _http = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _https = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BackendProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => OnLine(e.Data);
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is { } line) _errors.Enqueue(line);
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Output => [.. _output];

    public IReadOnlyList<string> Errors => [.. _errors];

    public int Id => _process.Id;

    public HttpClient Client { get; private set; } = new();

    public Uri Address => _http.Task.Result;

    /// <summary>Starts it; the environment is the minimum that is right, changed by <paramref name="environment"/> (null removes).</summary>
    public static BackendProcess Start(string app, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments)
    {
        Requirements.FFmpeg();
        // A published build can be tested in the place of the one beside the tests: it holds less of the framework.
        string? published = Environment.GetEnvironmentVariable("ARGUSAI_BACKEND_PROGRAM");
        var start = new ProcessStartInfo(published ?? "dotnet", [.. published is null ? new[] { Path.Combine(AppContext.BaseDirectory, "ArgusAI.Backend.dll") } : [],
            "--app", app, "--port", "0", "--tls-port", "0", "--postgres-socket", Path.Combine(app, "no-postgres"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = app,
        };
        foreach (var name in BackendEnvironment.All.SelectMany(v => new[] { v.Name, v.Name + "_FILE" })) start.Environment.Remove(name);
        start.Environment.Remove("SSL_CERT_DIR");
        // In hexadecimal: garbage is collected after 16 MB, as in the image. By itself the runtime takes a part of the processor's cache, which on a
        // server is more than a test or a benchmark throws away.
        start.Environment["DOTNET_GCGen0MaxBudget"] = "1000000";
        start.Environment["ENCRYPTION_KEY"] = EncryptionKey;
        start.Environment["JWT_SECRET_KEY"] = SigningSecret;
        start.Environment["ADMIN_PASSWORD"] = AdminPassword;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return new(new Process { StartInfo = start });
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<BackendProcess> ListeningAsync(string app, IReadOnlyDictionary<string, string?>? environment = null, params string[] arguments)
    {
        var backend = Start(app, environment, arguments);
        await backend.ListensAsync();
        return backend;
    }

    public async Task ListensAsync()
    {
        var exit = _process.WaitForExitAsync();
        if (await Task.WhenAny(_http.Task, exit, Task.Delay(Patience)) != _http.Task) throw new InvalidOperationException($"The backend does not listen:\n{this}");
        ForgetSignIn();
    }

    /// <summary>Gives <see cref="Client"/> no cookie and no token.</summary>
    public void ForgetSignIn()
    {
        Client.Dispose();
        Client = new HttpClient { BaseAddress = Address };
    }

    public Task<Uri> HttpsAddressAsync() => _https.Task.WaitAsync(Patience);

    /// <summary>Signs in; every later request of <see cref="Client"/> carries the token, which is returned.</summary>
    public async Task<string> SignInAsync(string password = AdminPassword)
    {
        using var answer = await Client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password });
        answer.EnsureSuccessStatusCode();
        string token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    public async Task<JsonElement> GetJsonAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Asks again until the answer fits.</summary>
    public async Task<JsonElement> EventuallyAsync(string path, Func<JsonElement, bool> fits, TimeSpan? within = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await Client.GetAsync(path);
            var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
            if (fits(json)) return json;
            if (waited.Elapsed > (within ?? Patience)) throw new TimeoutException($"{path} still answers {json}\n{this}");
            await Task.Delay(200);
        }
    }

    public async Task LogsAsync(string text)
    {
        var waited = Stopwatch.StartNew();
        while (!_output.Any(l => l.Contains(text, StringComparison.Ordinal)))
        {
            if (waited.Elapsed > Patience) throw new TimeoutException($"No line holds '{text}':\n{this}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for its end and returns the exit code; all output has been read then.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, as an engine sends it.</summary>
    public void Terminate() => Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    public override string ToString() => string.Join('\n', _output.Concat(_errors));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            Terminate();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        const string listening = "Now listening on: ";
        int at = line.IndexOf(listening, StringComparison.Ordinal);
        if (at < 0) return;
        var address = new Uri(line[(at + listening.Length)..].Split('"')[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        (address.Scheme == "https" ? _https : _http).TrySetResult(address);
    }
}
