using ArgusAI.Smoke.Fixture;
using DotNet.Testcontainers.Containers;

namespace ArgusAI.Smoke.Tls;

/// <summary>
/// nginx as the generated compose file starts it, alone at first (it must start without its upstreams, D27), then with
/// a control upstream in the place of both services, which tells what nginx handed on.
/// </summary>
public sealed class BehindNginx : IAsyncLifetime
{
    private Installation? _stack;
    private IContainer? _upstream;
    private ArgusClient? _client;

    /// <summary>The stack of which nginx alone runs.</summary>
    public Installation Stack => _stack!;

    /// <summary>A client of nginx under https.</summary>
    public ArgusClient Client => _client!;

    /// <summary>nginx's answer to <c>/</c> while no upstream was there.</summary>
    public int StatusWithoutUpstream { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _stack = await Installation.Prepare(ours: false);
        var (certificate, owner) = Certificates.PutInto(_stack.Clone);
        await _stack.WriteEnvironment(owner);
        _client = new ArgusClient(_stack.Https, certificate);
        (await _stack.Shell.Docker("compose", "--profile", Profiles.Ssl, "up", "-d", "--no-deps", Services.Nginx)).Succeeded();
        await _stack.WaitUntilHealthy();
        StatusWithoutUpstream = (int)(await _client.Http.GetAsync("/")).StatusCode;
        _upstream = await TestContainer.Upstream(_stack.Network);
    }

    /// <summary>Removes the upstream and starts another, which gets another address: a camera takes the old one meanwhile.</summary>
    public async Task ReplaceUpstream()
    {
        await _upstream!.DisposeAsync();
        await using var squatter = await TestContainer.Camera(Stack.Network, "unused");
        _upstream = await TestContainer.Upstream(Stack.Network);
    }

    /// <summary>The present upstream's address.</summary>
    public string UpstreamAddress => _upstream!.IpAddress;

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_upstream is not null) await _upstream.DisposeAsync();
        if (_stack is not null) await _stack.DisposeAsync();
    }
}
