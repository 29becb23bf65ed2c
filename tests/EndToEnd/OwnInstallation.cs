using ArgusAI.Smoke.Fixture;
using DotNet.Testcontainers.Containers;

namespace ArgusAI.EndToEnd;

/// <summary>A stack of the tests' own, with a camera that streams real footage: what the smoke tests start, from the same source.</summary>
public sealed class OwnInstallation : IAsyncDisposable
{
    private readonly Installation _stack;
    private IContainer? _camera;

    private OwnInstallation(Installation stack) => _stack = stack;

    /// <summary>The origin that serves the pages.</summary>
    public Uri Url => _stack.Frontend;

    /// <summary>The password of <c>admin</c>.</summary>
    public string Password => _stack.Secrets.AdminPassword;

    /// <summary>Starts it, healthy and with the camera created.</summary>
    public static async Task<OwnInstallation> StartAsync()
    {
        await Scratch.Begin();
        var own = new OwnInstallation(await Installation.Prepare());
        try
        {
            await own._stack.Up();
            own._camera = await TestContainer.Camera(own._stack.Network, "unused");
            using var client = new ArgusClient(own.Url);
            await ArgusClient.Read<object>(await client.SignIn(own.Password));
            await client.CreateCamera("Street", "rtsp", TestContainer.OpenStream);
            return own;
        }
        catch
        {
            await own.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_camera is not null) await _camera.DisposeAsync();
        await _stack.DisposeAsync();
    }
}
