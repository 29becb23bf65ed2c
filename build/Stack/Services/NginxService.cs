using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The optional TLS front, profile <c>ssl</c> (D27–D33).</summary>
internal static class NginxService
{
    /// <summary>Where the certificates are mounted.</summary>
    public const string Certificates = "/etc/nginx/certs";

    /// <summary>The service.</summary>
    public static Service For(StackInputs inputs) => Baseline.Apply(new Service
    {
        Image = inputs.Images.Nginx.Reference,
        Profiles = [Profiles.Ssl],
        User = Variables.Interpolate(HostEnvironment.CertsUid),
        Ports = [Baseline.Publish(Ports.Http), Baseline.Publish(Ports.Https)],
        Volumes =
        [
            new BindMount("./" + StackFiles.Nginx, "/etc/nginx/nginx.conf") { ReadOnly = true, CreateHostPath = false },
            new BindMount(DataLayout.HostCertificates, Certificates) { ReadOnly = true, CreateHostPath = false },
            Baseline.Temporary(ByteSize.Megabytes(128)),
        ],
        DependsOn = new() { [Contract.Services.Backend] = Dependency.Healthy, [Contract.Services.Frontend] = Dependency.Healthy },
        Networks = new() { [StackNetworks.Front] = null },
        HealthCheck = Probes.Wget(HealthProbe.Nginx, inputs.EngineFloor),
        StopSignal = "SIGQUIT",
        Why = new()
        {
            ["user"] = "The owner of key.pem: even root cannot read another user's 0600 key without capabilities.",
            ["ports"] = "All interfaces: this is the door. No capability is needed, a container may bind low ports.",
            ["volumes[1]"] = "A missing folder is an error here; Docker would create an empty one that belongs to root.",
            ["volumes[2]"] = "Process id and bodies that do not fit in memory.",
            ["stop_signal"] = "SIGQUIT lets open requests finish.",
        },
    }, ByteSize.Megabytes(128), processes: 128);
}
