using System.Security.Cryptography.X509Certificates;

namespace ArgusAI.Smoke.Fixture;

/// <summary>One stack that several test classes share, started with some profiles and removed at the end.</summary>
/// <param name="profiles">Compose profiles, as typed.</param>
public abstract class RunningProfile(params string[] profiles) : IAsyncLifetime
{
    private Installation? _stack;
    private ArgusClient? _client;

    /// <summary>The stack.</summary>
    public Installation Stack => _stack ?? throw new InvalidOperationException("the stack was not started");

    /// <summary>A client signed in through the frontend.</summary>
    public ArgusClient Client => _client ?? throw new InvalidOperationException("the stack was not started");

    /// <summary>With profile <c>ssl</c>: the certificate in <c>data/certs</c>.</summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Progress.Say($"starting profile {(profiles.Length == 0 ? "(none)" : string.Join(", ", profiles))}");
        _stack = await Installation.Prepare();
        try
        {
            if (profiles.Contains(Profiles.Ssl))
            {
                (Certificate, var owner) = Certificates.PutInto(_stack.Clone);
                await _stack.WriteEnvironment(owner);
            }
            await _stack.Up(profiles);
            _client = new ArgusClient(_stack.Frontend);
            await ArgusClient.Read<object>(await _client.SignIn(_stack.Secrets.AdminPassword));
        }
        catch
        {
            await _stack.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_stack is not null) await _stack.DisposeAsync();
    }
}
