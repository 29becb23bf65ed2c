using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>Compose files that are laid over a complete one.</summary>
internal static class Overlays
{
    private const string Camera = "/dev/video0";

    /// <summary><see cref="StackFiles.UsbOverlay"/> (D2).</summary>
    public static ComposeFile Usb { get; } = new()
    {
        Header = StackFiles.Header($"A USB camera for the backend:\n    docker compose -f {StackFiles.Compose} -f {StackFiles.UsbOverlay} up -d\n"
            + $"Not in the base file: on a host without {Camera} the engine would refuse to start."),
        IsOverlay = true,
        Services = new()
        {
            [Contract.Services.Backend] = new()
            {
                Devices = [$"{Camera}:{Camera}"],
                GroupAdd = [Variables.Interpolate(HostEnvironment.VideoGid)],
                Why = new() { ["group_add"] = "A number: group names differ or do not exist in the image. `stat -c %g /dev/video0` prints it." },
            },
        },
    };

    /// <summary><see cref="StackFiles.BackendTlsOverlay"/> (D34).</summary>
    public static ComposeFile BackendTls { get; } = new()
    {
        Header = StackFiles.Header($"The backend itself serves HTTPS on {Ports.BackendTls.Number}:\n    docker compose -f {StackFiles.Compose} -f {StackFiles.BackendTlsOverlay} up -d\n"
            + "For one door for everything, use the profile ssl instead."),
        IsOverlay = true,
        Services = new()
        {
            [Contract.Services.Backend] = new()
            {
                Environment = new()
                {
                    [BackendEnvironment.SslEnabled.Name] = "true",
                    [BackendEnvironment.SslCertFile.Name] = Path(DataLayout.CertificateFile),
                    [BackendEnvironment.SslKeyFile.Name] = Path(DataLayout.KeyFile),
                },
                Ports =
                [
                    new Port((PortRange)Ports.BackendTls.Number)
                    {
                        HostAddress = Variables.Interpolate(HostEnvironment.Bind),
                        Host = Variables.Interpolate(HostEnvironment.BackendTlsPort),
                    },
                ],
                Volumes = [new BindMount(DataLayout.HostCertificates, DataLayout.Certificates) { ReadOnly = true, CreateHostPath = false }],
                Why = new()
                {
                    ["environment.SSL_CERT_FILE"] = "Fixed, never taken from the shell, where that name is the CA bundle of OpenSSL.",
                    ["volumes[0]"] = "key.pem must belong to uid 1000. A missing folder is an error here; Docker would create one as root.",
                },
            },
        },
    };

    /// <summary><see cref="StackFiles.AirgapOverlay"/>.</summary>
    public static ComposeFile Airgap(OutsideImages images) => new()
    {
        Header = StackFiles.Header($"Local images in the place of those from outside, where no registry is reachable:\n    ./build.sh BaseImages --base-images debian\n"
            + $"    docker compose -f {StackFiles.Compose} -f {StackFiles.AirgapOverlay} up -d\n"
            + "The Dockerfiles stay as they are: a named context replaces exactly the image after FROM."),
        IsOverlay = true,
        Services = new()
        {
            [Contract.Services.Backend] = Built(StandIns.Contexts(images.Debian, images.DotnetSdk)),
            [Contract.Services.Frontend] = Built(StandIns.Contexts(images.Debian, images.Node)),
            [Contract.Services.Postgres] = new() { Image = images.Postgres.StandIn, PullPolicy = PullPolicy.Never },
            [Contract.Services.Nginx] = new() { Image = images.Nginx.StandIn, PullPolicy = PullPolicy.Never },
        },
    };

    private static Service Built(Entries<Template> contexts) => new()
    {
        PullPolicy = PullPolicy.Never,
        Build = new Build(".") { AdditionalContexts = contexts },
    };

    // The environment's paths are relative to the application's folder, as in the contract.
    private static string Path(string file) =>
        $"{DataLayout.Certificates[(DataLayout.Application.Length + 1)..]}/{file}";
}
