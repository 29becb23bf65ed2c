using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>Sets up cameras that are switched off, and accounts, one after the other until it is disposed of; what is answered 201 becomes a promise.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private const string Prefix = "written-";

    private readonly ArgusClient _client;
    private readonly Promises _promises;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    private Writer(ArgusClient client, Promises promises)
    {
        (_client, _promises) = (client, promises);
        _running = Task.Run(Run);
    }

    /// <summary>Begins.</summary>
    public static Writer Start(ArgusClient client, Promises promises) => new(client, promises);

    /// <summary>Removes all that writers wrote, so that a shared stack is as before.</summary>
    public static async Task Erase(ArgusClient client)
    {
        foreach (var camera in (await client.GetCameras()).Items.Where(c => c.Name.StartsWith(Prefix, StringComparison.Ordinal))) await client.DeleteCamera(camera.Id);
        foreach (var user in (await client.GetUsers()).Items.Where(u => u.Username.StartsWith(Prefix, StringComparison.Ordinal)))
            Assert.True((await client.Http.DeleteAsync($"api/v1/users/{user.Id}")).IsSuccessStatusCode, "the account was not removed");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private async Task Run()
    {
        while (!_end.IsCancellationRequested)
        {
            var name = $"{Prefix}{Guid.NewGuid():N}";
            bool isTaken = await Post("cameras", new { name, type = "rtsp", source = "rtsp://127.0.0.1:9/none", enabled = false }, _promises.Camera)
                & await Post("users", new { username = name, password = name, role = "viewer" }, _promises.User);
            // While nobody answers there is nothing to interrupt.
            if (!isTaken) await Task.Delay(100, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // An answer that never came, that is an error, or that nobody waited for any more promises nothing.
    private async Task<bool> Post(string where, object what, Action<string> promise)
    {
        try
        {
            using var answer = await _client.Http.PostAsJsonAsync($"api/v1/{where}", what, _end.Token);
            if (answer.StatusCode != HttpStatusCode.Created) return false;
            promise((await answer.Content.ReadFromJsonAsync<JsonElement>(_end.Token)).GetProperty("id").GetString()!);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return false;
        }
    }
}
