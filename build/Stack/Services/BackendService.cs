using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The API, motion detection and events.</summary>
internal static class BackendService
{
    /// <summary>The image's name: versioned, from one place (D37).</summary>
    public static ImageRef Image { get; } = ImageRef.Parse($"{Product.ImageNamespace}/argusai-backend:{Product.Version}");

    /// <summary>How compose builds it where it is neither here nor to be pulled.</summary>
    public static Build Build { get; } = new(".") { Dockerfile = StackFiles.BackendDockerfile, Secrets = [new SecretGrant(CaBundle.Secret)] };

    /// <summary>The secrets it reads from files in the secrets variant.</summary>
    public static IReadOnlyList<EnvironmentVariable> Secrets { get; } = [.. BackendEnvironment.All.Where(v => v.Secret)];

    /// <summary>The service.</summary>
    public static Service For(StackInputs inputs, SettingsSource settings) => Baseline.Apply(new Service
    {
        Image = Image,
        Build = Build,
        PullPolicy = PullPolicy.Missing,
        Init = true,
        Ports = [Baseline.Publish(Ports.Backend)],
        Environment = settings == SettingsSource.SecretFiles
            ? Variables.WithSecretFiles(Variables.OfBackend)
            : Variables.FromEnvironment(Variables.OfBackend),
        Secrets = settings == SettingsSource.SecretFiles ? [.. Secrets.Select(s => new SecretGrant(Variables.SecretName(s)))] : [],
        Volumes =
        [
            new VolumeMount(DataLayout.Volume, DataLayout.Root),
            new VolumeMount(DataLayout.PostgresSocketVolume, DataLayout.PostgresSocketDirectory) { ReadOnly = true, NoCopy = true },
            Baseline.Temporary(ByteSize.Megabytes(256)),
        ],
        DependsOn = new() { [Contract.Services.Postgres] = Dependency.Healthy.Optional() },
        Networks = new() { [StackNetworks.Front] = null, [StackNetworks.Database] = null },
        HealthCheck = Probes.Own(HealthProbe.Backend, inputs.EngineFloor),
        Why = new()
        {
            ["pull_policy"] = "`build` would rebuild and recreate at every `up`",
            ["init"] = "FFmpeg processes of lost cameras are reaped, and SIGTERM reaches the service",
            ["ports"] = "Loopback only: Docker's own rules bypass the host's firewall. ARGUSAI_BIND=0.0.0.0 opens it.",
            ["environment"] = settings == SettingsSource.SecretFiles
                ? "NAME_FILE: the backend reads the secret from there. An empty file means unset."
                : "Every variable of the contract, so that no setting is dropped in silence. Blank means unset.",
            ["volumes[1]"] = "PostgreSQL's socket (profile postgres). Its presence is how the backend knows that the database is there.",
            ["volumes[2]"] = "The only place it can write to besides its data; uploads wait here.",
            ["depends_on"] = "Waits for the database where its profile is enabled, and starts without it where it is not.",
            ["healthcheck"] = Probes.WhyInterval(inputs.EngineFloor),
        },
    }, new ByteSize(Limits.BackendMemory), processes: 1024);
}
