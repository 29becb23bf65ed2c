using System.Text;
using ArgusAI.Operations.Tests;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What stands around a stack: cameras and control upstreams, on the stack's own network.</summary>
public static class TestContainer
{
    // The reaper is an image from a registry; LabelledCleanup does its work.
    static TestContainer() => TestcontainersSettings.ResourceReaperEnabled = false;

    /// <summary>Real footage of a street with people walking, on the camera's open port.</summary>
    public const string OpenStream = "rtsp://camera:8554/street";

    /// <summary>The same in H.265.</summary>
    public const string NewerStream = "rtsp://camera:8554/newer";

    /// <summary>The same on the port that wants <see cref="CameraUser"/> and the camera's password.</summary>
    public const string GuardedStream = "rtsp://camera:8555/street";

    /// <summary>The guarded stream's user.</summary>
    public const string CameraUser = "viewer";

    /// <summary>Where a camera has the volume that it shares with a stack.</summary>
    public const string Shared = "/shared";

    /// <summary>Starts a camera that serves <see cref="OpenStream"/> and <see cref="GuardedStream"/>.</summary>
    /// <param name="network">The network it joins.</param>
    /// <param name="password">The guarded stream's password.</param>
    /// <param name="volume">A volume for <see cref="Shared"/>; null for none.</param>
    public static async Task<IContainer> Camera(string network, string password, string? volume = null)
    {
        var camera = (await On(network, "camera")).WithEnvironment("CAMERA_PASSWORD", password)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("camera ready"));
        return await Start(volume is null ? camera : camera.WithVolumeMount(volume, Shared));
    }

    /// <summary>Starts a control upstream that answers as <c>backend</c> and as <c>frontend</c>.</summary>
    /// <param name="network">The network it joins.</param>
    public static async Task<IContainer> Upstream(string network) =>
        await Start((await On(network, Services.Backend, Services.Frontend))
            .WithEntrypoint("python3", "/upstream.py")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("upstream ready")));

    /// <summary>Starts the stack's nginx with another configuration, on a free port of the host.</summary>
    /// <param name="configuration">The text of <c>nginx.conf</c>.</param>
    /// <param name="port">The port it listens on inside.</param>
    public static async Task<IContainer> Nginx(string configuration, ushort port) =>
        await Start(new ContainerBuilder((await StackImages.OutsideImages()).Nginx).WithLabel(TestOwner.Label, TestOwner.Current)
            .WithImagePullPolicy(PullPolicy.Never).WithPortBinding(port, assignRandomHostPort: true)
            .WithResourceMapping(Encoding.UTF8.GetBytes(configuration), "/etc/nginx/nginx.conf")
            .WithWaitStrategy(Wait.ForUnixContainer().UntilExternalTcpPortIsAvailable(port)));

    private static async Task<ContainerBuilder> On(string network, params string[] aliases) =>
        new ContainerBuilder(await TestImage.Get()).WithLabel(TestOwner.Label, TestOwner.Current)
            .WithImagePullPolicy(PullPolicy.Never).WithNetwork(network).WithNetworkAliases(aliases);

    private static async Task<IContainer> Start(ContainerBuilder builder)
    {
        var container = builder.Build();
        await container.StartAsync();
        return container;
    }
}
