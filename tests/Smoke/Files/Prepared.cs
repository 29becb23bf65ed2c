using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Files;

/// <summary>A clone with a filled <c>.env</c>, in which nothing runs yet.</summary>
/// <param name="images">Whether the application's images must be there.</param>
public abstract class Prepared(bool images) : IAsyncLifetime
{
    private Installation? _stack;

    /// <summary>The clone.</summary>
    public Installation Stack => _stack!;

    public async ValueTask InitializeAsync() => _stack = await Installation.Prepare(images);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_stack is not null) await _stack.DisposeAsync();
    }
}

/// <summary>For tests that run a service.</summary>
public sealed class PreparedServices() : Prepared(images: true);

/// <summary>For tests that only read files.</summary>
public sealed class PreparedFiles() : Prepared(images: false);
