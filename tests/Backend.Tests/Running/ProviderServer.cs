using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>A request as it arrived.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>What to answer.</summary>
internal sealed record Reply(int Status, string Body, string? RetryAfter = null, string? Location = null)
{
    /// <summary>No answer at all, or only its head.</summary>
    public static readonly Reply Never = new(0, ""), HeadOnly = new(200, "");

    public Func<Task>? Before { get; init; }
}

/// <summary>A local HTTP server that stands for AI providers or a collector: the first part of the path is whom it stands for.</summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Queue<Reply>> _replies = new();
    private readonly ConcurrentQueue<Received> _received = new();

    private ProviderServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<Received> Requests => [.. _received];

    public static async Task<ProviderServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = new ProviderServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        server.Address = new(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    public IReadOnlyList<Received> For(string who) => [.. _received.Where(r => Who(r.Path) == who)];

    /// <summary>Answers in this order; the last one for ever.</summary>
    public void Answers(string who, params Reply[] replies) => _replies[who] = new(replies);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static string Who(string path) => path.Split('/', 3)[1];

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue(new(http.Request.Method, http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        Reply reply = new(404, "nothing is to be answered");
        if (_replies.TryGetValue(Who(http.Request.Path), out var replies))
        {
            lock (replies) reply = replies.Count > 1 ? replies.Dequeue() : replies.Peek();
        }

        if (reply.Before is { } before) await before();
        if (ReferenceEquals(reply, Reply.Never)) await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (http.RequestAborted.IsCancellationRequested) return;
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = "application/json";
        if (reply.RetryAfter is { } after) http.Response.Headers.RetryAfter = after;
        if (reply.Location is { } location) http.Response.Headers.Location = location;
        await http.Response.WriteAsync(reply.Body);
        if (!ReferenceEquals(reply, Reply.HeadOnly)) return;
        await http.Response.Body.FlushAsync();
        await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
