using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>One backend with no camera and a generated administrator password, for the tests that change nothing.</summary>
public sealed class FreshBackend : IAsyncLifetime
{
    private readonly AppFolder _app = new();

    internal BackendProcess Backend { get; private set; } = null!;

    internal string Data => _app.Data;

    internal string InitialPassword => File.ReadAllText(_app.In(DataLayout.InitialAdminPassword)).Trim();

    public async ValueTask InitializeAsync()
    {
        // Bait for whoever follows links out of the data folder.
        File.CreateSymbolicLink(_app.In("link.avi"), "/etc/hostname");
        Directory.CreateSymbolicLink(_app.In("linked"), "/etc");
        Backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["ADMIN_PASSWORD"] = null });
    }

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        _app.Dispose();
    }
}
