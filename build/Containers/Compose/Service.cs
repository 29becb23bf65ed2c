using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

/// <summary>A service of a Compose file. Null and empty mean: not written, the engine's or the image's default holds.</summary>
public sealed record Service
{
    /// <summary>The image that runs, and the name a build gives its result.</summary>
    public Interpolated<ImageRef>? Image { get; init; }
    /// <summary>How the image is built.</summary>
    public Build? Build { get; init; }
    /// <summary>When the image is pulled.</summary>
    public PullPolicy? PullPolicy { get; init; }
    /// <summary>The platform that runs.</summary>
    public Interpolated<Platform>? Platform { get; init; }
    /// <summary>A fixed container name; it forbids scaling and two projects at once.</summary>
    public Template? ContainerName { get; init; }
    /// <summary>The name the container has for itself.</summary>
    public Template? Hostname { get; init; }
    /// <summary>The profiles that switch it on; none means always on.</summary>
    public Items<string> Profiles { get; init; } = [];
    /// <summary>The services it waits for.</summary>
    public Entries<Dependency> DependsOn { get; init; } = Entries<Dependency>.None;
    /// <summary>Replaces the image's CMD.</summary>
    public Command? Command { get; init; }
    /// <summary>Replaces the image's ENTRYPOINT.</summary>
    public Command? Entrypoint { get; init; }
    /// <summary>Replaces the image's WORKDIR.</summary>
    public Template? WorkingDir { get; init; }
    /// <summary>The user, and group after a colon, by number or name.</summary>
    public Template? User { get; init; }
    /// <summary>More groups, by number or name.</summary>
    public Items<Template> GroupAdd { get; init; } = [];
    /// <summary>Files with environment variables.</summary>
    public Items<EnvFile> EnvFile { get; init; } = [];
    /// <summary>Environment variables; null passes the caller's value through.</summary>
    public Entries<Template?> Environment { get; init; } = Entries<Template?>.None;
    /// <summary>Ports published on the host.</summary>
    public Items<Port> Ports { get; init; } = [];
    /// <summary>Ports for other containers only.</summary>
    public Items<Interpolated<PortRange>> Expose { get; init; } = [];
    /// <summary>What is mounted.</summary>
    public Items<ServiceMount> Volumes { get; init; } = [];
    /// <summary>Memory file systems, each a path with options after a colon.</summary>
    public Items<Template> Tmpfs { get; init; } = [];
    /// <summary>The networks it joins; null with nothing to add.</summary>
    public Entries<ServiceNetwork?> Networks { get; init; } = Entries<ServiceNetwork?>.None;
    /// <summary><c>none</c>, <c>host</c>, <c>service:…</c>; excludes networks.</summary>
    public Template? NetworkMode { get; init; }
    /// <summary>Name servers.</summary>
    public Items<Template> Dns { get; init; } = [];
    /// <summary>More host names, each <c>name=address</c>.</summary>
    public Items<Template> ExtraHosts { get; init; } = [];
    /// <summary>Host devices, each <c>host[:container[:rwm]]</c>.</summary>
    public Items<Template> Devices { get; init; } = [];
    /// <summary>Secrets it may read.</summary>
    public Items<SecretGrant> Secrets { get; init; } = [];
    /// <summary>Configs it may read.</summary>
    public Items<ConfigGrant> Configs { get; init; } = [];
    /// <summary>How the engine asks it whether it is well.</summary>
    public HealthCheck? HealthCheck { get; init; }
    /// <summary>What happens when it stops.</summary>
    public RestartPolicy? Restart { get; init; }
    /// <summary>Whether a tiny init reaps zombies and passes signals on.</summary>
    public Interpolated<bool>? Init { get; init; }
    /// <summary>The signal that asks it to stop.</summary>
    public Template? StopSignal { get; init; }
    /// <summary>How long it may take before it is killed; the engine's default is 10 s.</summary>
    public Interpolated<Duration>? StopGracePeriod { get; init; }
    /// <summary>Whether its root file system is read-only.</summary>
    public Interpolated<bool>? ReadOnly { get; init; }
    /// <summary>Whether it has all rights of the host's root.</summary>
    public Interpolated<bool>? Privileged { get; init; }
    /// <summary>Capabilities it gains.</summary>
    public Items<Template> CapAdd { get; init; } = [];
    /// <summary>Capabilities it loses.</summary>
    public Items<Template> CapDrop { get; init; } = [];
    /// <summary>Security options, such as <c>no-new-privileges:true</c>.</summary>
    public Items<Template> SecurityOpt { get; init; } = [];
    /// <summary>The process namespace it shares.</summary>
    public Template? Pid { get; init; }
    /// <summary>The IPC namespace it shares.</summary>
    public Template? Ipc { get; init; }
    /// <summary>The user namespace it shares.</summary>
    public Template? UsernsMode { get; init; }
    /// <summary>The memory it may use.</summary>
    public Interpolated<ByteSize>? MemLimit { get; init; }
    /// <summary>The memory it is promised.</summary>
    public Interpolated<ByteSize>? MemReservation { get; init; }
    /// <summary>The processors it may use.</summary>
    public Interpolated<decimal>? Cpus { get; init; }
    /// <summary>The processes it may have.</summary>
    public Interpolated<long>? PidsLimit { get; init; }
    /// <summary>The size of /dev/shm.</summary>
    public Interpolated<ByteSize>? ShmSize { get; init; }
    /// <summary>Process limits by name.</summary>
    public Entries<Ulimit> Ulimits { get; init; } = Entries<Ulimit>.None;
    /// <summary>Kernel settings of its namespaces.</summary>
    public Entries<Template> Sysctls { get; init; } = Entries<Template>.None;
    /// <summary>Replicas and resources.</summary>
    public Deploy? Deploy { get; init; }
    /// <summary>Where its output goes.</summary>
    public Logging? Logging { get; init; }
    /// <summary>Labels.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
    /// <summary>Annotations of the container's OCI configuration.</summary>
    public Entries<Template> Annotations { get; init; } = Entries<Template>.None;
    /// <summary>Whether it has a terminal.</summary>
    public Interpolated<bool>? Tty { get; init; }
    /// <summary>Whether its standard input stays open.</summary>
    public Interpolated<bool>? StdinOpen { get; init; }
    /// <summary>How many containers.</summary>
    public Interpolated<int>? Scale { get; init; }
    /// <summary>Keys of the file's own, which begin with <c>x-</c>.</summary>
    public Entries<YamlNode> Extensions { get; init; } = Entries<YamlNode>.None;
    /// <summary>Comments by path below this service, such as <c>init</c> or <c>ports[0]</c>.</summary>
    public Why Why { get; init; } = Why.None;

    /// <summary>The environment, from name and value pairs; a null value passes the caller's through.</summary>
    public Service WithEnvironment(params IEnumerable<(EnvName Name, Template? Value)> variables) =>
        this with { Environment = Environment.With(variables.ToEntries(v => v.Name.Value, v => v.Value)) };
}
