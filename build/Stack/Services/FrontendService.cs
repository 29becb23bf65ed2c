using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The web interface, which also passes API and WebSocket on to the backend (D10–D12).</summary>
internal static class FrontendService
{
    /// <summary>The image's name: versioned, from one place (D37).</summary>
    public static ImageRef Image { get; } = ImageRef.Parse($"{Product.ImageNamespace}/argusai-frontend:{Product.Version}");

    /// <summary>How compose builds it where it is neither here nor to be pulled.</summary>
    public static Build Build { get; } = new(".") { Dockerfile = StackFiles.FrontendDockerfile, Secrets = [new SecretGrant(CaBundle.Secret)] };

    /// <summary>The service.</summary>
    public static Service For(StackInputs inputs) => Baseline.Apply(new Service
    {
        Image = Image,
        Build = Build,
        PullPolicy = PullPolicy.Missing,
        Init = true,
        Ports = [Baseline.Publish(Ports.Frontend)],
        Environment = Variables.FromEnvironment(FrontendEnvironment.All),
        Volumes = [Baseline.Temporary(ByteSize.Megabytes(64))],
        DependsOn = new() { [Contract.Services.Backend] = Dependency.Healthy },
        Networks = new() { [StackNetworks.Front] = null },
        HealthCheck = Probes.Own(HealthProbe.Frontend, inputs.EngineFloor),
        Why = new()
        {
            ["environment"] = "Read when the container starts, never baked in. With nothing set a browser needs this port only.",
            ["volumes[0]"] = "Next's random keys are made here at every start; in the image they would be secrets in a layer.",
        },
    }, new ByteSize(Limits.FrontendMemory), processes: 256);
}
