using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>Where the services' settings come from.</summary>
internal enum SettingsSource
{
    /// <summary>Variables of the caller and of <c>.env</c>.</summary>
    Variables,

    /// <summary>Secrets from files, everything else from variables (Q3).</summary>
    SecretFiles,
}

/// <summary>What every service of the stack has in common (D38, NFR4, NFR11).</summary>
internal static class Baseline
{
    /// <summary>Restart, limits, log rotation and a container without rights it does not need.</summary>
    /// <param name="service">What is special about it.</param>
    /// <param name="memory">Its memory limit.</param>
    /// <param name="processes">The most processes and threads it may have.</param>
    public static Service Apply(Service service, ByteSize memory, int processes) => service with
    {
        Restart = RestartPolicy.UnlessStopped,
        StopGracePeriod = Duration.From(Limits.StopGracePeriod),
        MemLimit = memory,
        PidsLimit = processes,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges:true"],
        ReadOnly = true,
        // The json-file driver keeps everything for ever unless told otherwise.
        Logging = new Logging("json-file") { Options = new() { ["max-size"] = "10m", ["max-file"] = "3" } },
    };

    /// <summary>The one writable folder of a read-only container, in memory.</summary>
    public static TmpfsMount Temporary(ByteSize size) => new("/tmp") { Size = size };

    /// <summary>A port of the contract, published as it says (D35); the host's side can be moved by its variable.</summary>
    public static Port Publish(ServicePort port) => new((PortRange)port.Number)
    {
        HostAddress = port.Exposure == Exposure.Bound ? (Template)Variables.Interpolate(HostEnvironment.Bind) : null,
        Host = Variables.Interpolate(port.HostPort!),
    };
}
