using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The keys of a service, in the order they are written.</summary>
static class ServiceShape
{
    /// <summary>The age of a pull that is repeated: Compose 2.34 knows daily, weekly, every_… and refresh.</summary>
    static readonly Codec<PullPolicy> PullPolicyWord = new PullPolicyCodec();

    public static Shape<Service> Service { get; } = new Shape<Service>(() => new Service())
        // What it is.
        .With("image", Codecs.Image, s => s.Image, (s, v) => s with { Image = v })
        .With("build", BuildShape.Build, s => s.Build, (s, v) => s with { Build = v })
        .With("pull_policy", PullPolicyWord, s => s.PullPolicy, (s, v) => s with { PullPolicy = v })
        .With("pull_refresh_after", Codecs.Text, s => s.PullRefreshAfter, (s, v) => s with { PullRefreshAfter = v }, Since.Compose(2, 34))
        .With("platform", Codecs.Platform, s => s.Platform, (s, v) => s with { Platform = v })
        .With("extends", ReferenceShapes.Extends, s => s.Extends, (s, v) => s with { Extends = v })
        .With("provider", ReferenceShapes.Provider, s => s.Provider, (s, v) => s with { Provider = v }, Since.Compose(2, 36))
        .With("container_name", Codecs.Text, s => s.ContainerName, (s, v) => s with { ContainerName = v })
        .With("hostname", Codecs.Text, s => s.Hostname, (s, v) => s with { Hostname = v })
        .With("domainname", Codecs.Text, s => s.Domainname, (s, v) => s with { Domainname = v })
        .With("profiles", Collections.ListOf(Codecs.Name), s => s.Profiles, (s, v) => s with { Profiles = v })
        .With("depends_on", ReferenceShapes.Dependencies, s => s.DependsOn, (s, v) => s with { DependsOn = v })
        // How it runs.
        .With("entrypoint", ProcessShapes.Command, s => s.Entrypoint, (s, v) => s with { Entrypoint = v })
        .With("command", ProcessShapes.Command, s => s.Command, (s, v) => s with { Command = v })
        .With("working_dir", Codecs.Text, s => s.WorkingDir, (s, v) => s with { WorkingDir = v })
        .With("user", Codecs.Text, s => s.User, (s, v) => s with { User = v })
        .With("group_add", Collections.Texts, s => s.GroupAdd, (s, v) => s with { GroupAdd = v })
        .With("env_file", Collections.ListOf(ReferenceShapes.EnvFile, single: true), s => s.EnvFile, (s, v) => s with { EnvFile = v })
        .With("environment", Collections.TextOrNullMap, s => s.Environment, (s, v) => s with { Environment = v })
        .With("models", ReferenceShapes.Models, s => s.Models, (s, v) => s with { Models = v }, Since.Compose(2, 38))
        // What it is connected to.
        .With("ports", Collections.ListOf(PortShape.Port), s => s.Ports, (s, v) => s with { Ports = v })
        .With("expose", Collections.ListOf(Codecs.Exposed), s => s.Expose, (s, v) => s with { Expose = v })
        .With("volumes", Collections.ListOf(MountShape.Mount), s => s.Volumes, (s, v) => s with { Volumes = v })
        .With("volumes_from", Collections.Texts, s => s.VolumesFrom, (s, v) => s with { VolumesFrom = v })
        .With("tmpfs", Collections.TextOrTexts, s => s.Tmpfs, (s, v) => s with { Tmpfs = v })
        .With("storage_opt", Collections.TextMap, s => s.StorageOptions, (s, v) => s with { StorageOptions = v })
        .With("networks", NetworkShapes.OfService, s => s.Networks, (s, v) => s with { Networks = v })
        .With("network_mode", Codecs.Text, s => s.NetworkMode, (s, v) => s with { NetworkMode = v })
        .With("mac_address", Codecs.Text, s => s.MacAddress, (s, v) => s with { MacAddress = v })
        .With("dns", Collections.TextOrTexts, s => s.Dns, (s, v) => s with { Dns = v })
        .With("dns_opt", Collections.Texts, s => s.DnsOptions, (s, v) => s with { DnsOptions = v })
        .With("dns_search", Collections.TextOrTexts, s => s.DnsSearch, (s, v) => s with { DnsSearch = v })
        .With("extra_hosts", Collections.HostList, s => s.ExtraHosts, (s, v) => s with { ExtraHosts = v })
        .With("links", Collections.Texts, s => s.Links, (s, v) => s with { Links = v })
        .With("external_links", Collections.Texts, s => s.ExternalLinks, (s, v) => s with { ExternalLinks = v })
        .With("devices", Collections.ListOf(LimitShapes.Device), s => s.Devices, (s, v) => s with { Devices = v })
        .With("gpus", LimitShapes.Gpus, s => s.Gpus, (s, v) => s with { Gpus = v }, Since.Compose(2, 30))
        .With("secrets", Collections.ListOf(ReferenceShapes.Secret), s => s.Secrets, (s, v) => s with { Secrets = v })
        .With("configs", Collections.ListOf(ReferenceShapes.Config), s => s.Configs, (s, v) => s with { Configs = v })
        // How it lives.
        .With("healthcheck", ProcessShapes.HealthCheck, s => s.HealthCheck, (s, v) => s with { HealthCheck = v })
        .With("restart", Codecs.Word<RestartPolicy>(), s => s.Restart, (s, v) => s with { Restart = v })
        .With("init", Codecs.Bool, s => s.Init, (s, v) => s with { Init = v })
        .With("pre_start", Collections.ListOf(ProcessShapes.StartHook), s => s.PreStart, (s, v) => s with { PreStart = v }, Since.Compose(5, 3))
        .With("post_start", Collections.ListOf(ProcessShapes.Hook), s => s.PostStart, (s, v) => s with { PostStart = v }, Since.Compose(2, 30))
        .With("pre_stop", Collections.ListOf(ProcessShapes.Hook), s => s.PreStop, (s, v) => s with { PreStop = v }, Since.Compose(2, 30))
        .With("stop_signal", Codecs.Text, s => s.StopSignal, (s, v) => s with { StopSignal = v })
        .With("stop_grace_period", Codecs.Time, s => s.StopGracePeriod, (s, v) => s with { StopGracePeriod = v })
        // What it may.
        .With("read_only", Codecs.Bool, s => s.ReadOnly, (s, v) => s with { ReadOnly = v })
        .With("privileged", Codecs.Bool, s => s.Privileged, (s, v) => s with { Privileged = v })
        .With("use_api_socket", Codecs.Bool, s => s.UseApiSocket, (s, v) => s with { UseApiSocket = v }, Since.Compose(2, 37, 2))
        .With("cap_add", Collections.Texts, s => s.CapAdd, (s, v) => s with { CapAdd = v })
        .With("cap_drop", Collections.Texts, s => s.CapDrop, (s, v) => s with { CapDrop = v })
        .With("security_opt", Collections.Texts, s => s.SecurityOpt, (s, v) => s with { SecurityOpt = v })
        .With("device_cgroup_rules", Collections.Texts, s => s.DeviceCgroupRules, (s, v) => s with { DeviceCgroupRules = v })
        .With("credential_spec", ReferenceShapes.CredentialSpec, s => s.CredentialSpec, (s, v) => s with { CredentialSpec = v })
        .With("pid", Codecs.Text, s => s.Pid, (s, v) => s with { Pid = v })
        .With("ipc", Codecs.Text, s => s.Ipc, (s, v) => s with { Ipc = v })
        .With("uts", Codecs.Text, s => s.Uts, (s, v) => s with { Uts = v })
        .With("userns_mode", Codecs.Text, s => s.UsernsMode, (s, v) => s with { UsernsMode = v })
        .With("cgroup", Codecs.OneOf<CgroupNamespace>(), s => s.Cgroup, (s, v) => s with { Cgroup = v })
        .With("cgroup_parent", Codecs.Text, s => s.CgroupParent, (s, v) => s with { CgroupParent = v })
        .With("runtime", Codecs.Text, s => s.Runtime, (s, v) => s with { Runtime = v })
        .With("isolation", Codecs.Text, s => s.Isolation, (s, v) => s with { Isolation = v })
        // What limits it.
        .With("mem_limit", Codecs.Size, s => s.MemLimit, (s, v) => s with { MemLimit = v })
        .With("mem_reservation", Codecs.Size, s => s.MemReservation, (s, v) => s with { MemReservation = v })
        .With("memswap_limit", Codecs.Swap, s => s.MemswapLimit, (s, v) => s with { MemswapLimit = v })
        .With("mem_swappiness", Codecs.Int, s => s.MemSwappiness, (s, v) => s with { MemSwappiness = v })
        .With("cpus", Codecs.Decimal, s => s.Cpus, (s, v) => s with { Cpus = v })
        .With("cpuset", Codecs.Text, s => s.Cpuset, (s, v) => s with { Cpuset = v })
        .With("cpu_shares", Codecs.Long, s => s.CpuShares, (s, v) => s with { CpuShares = v })
        .With("cpu_period", Codecs.Microseconds, s => s.CpuPeriod, (s, v) => s with { CpuPeriod = v })
        .With("cpu_quota", Codecs.Microseconds, s => s.CpuQuota, (s, v) => s with { CpuQuota = v })
        .With("cpu_rt_period", Codecs.Microseconds, s => s.CpuRealtimePeriod, (s, v) => s with { CpuRealtimePeriod = v })
        .With("cpu_rt_runtime", Codecs.Microseconds, s => s.CpuRealtimeRuntime, (s, v) => s with { CpuRealtimeRuntime = v })
        .With("cpu_count", Codecs.Long, s => s.CpuCount, (s, v) => s with { CpuCount = v })
        .With("cpu_percent", Codecs.Percent, s => s.CpuPercent, (s, v) => s with { CpuPercent = v })
        .With("pids_limit", Codecs.Long, s => s.PidsLimit, (s, v) => s with { PidsLimit = v })
        .With("shm_size", Codecs.Size, s => s.ShmSize, (s, v) => s with { ShmSize = v })
        .With("blkio_config", LimitShapes.BlockIo, s => s.BlockIo, (s, v) => s with { BlockIo = v })
        .With("ulimits", Collections.MapOf(LimitShapes.Ulimit), s => s.Ulimits, (s, v) => s with { Ulimits = v })
        .With("sysctls", Collections.TextMap, s => s.Sysctls, (s, v) => s with { Sysctls = v })
        .With("oom_kill_disable", Codecs.Bool, s => s.OomKillDisable, (s, v) => s with { OomKillDisable = v })
        .With("oom_score_adj", Codecs.Int, s => s.OomScoreAdj, (s, v) => s with { OomScoreAdj = v })
        .With("deploy", DeployShapes.Deploy, s => s.Deploy, (s, v) => s with { Deploy = v })
        .With("scale", Codecs.Int, s => s.Scale, (s, v) => s with { Scale = v })
        // What is said about it.
        .With("logging", LimitShapes.Logging, s => s.Logging, (s, v) => s with { Logging = v })
        .With("labels", Collections.TextMap, s => s.Labels, (s, v) => s with { Labels = v })
        .With("label_file", Collections.TextOrTexts, s => s.LabelFile, (s, v) => s with { LabelFile = v }, Since.Compose(2, 32))
        .With("annotations", Collections.TextMap, s => s.Annotations, (s, v) => s with { Annotations = v })
        .With("attach", Codecs.Bool, s => s.Attach, (s, v) => s with { Attach = v }, Since.Compose(2, 20))
        .With("tty", Codecs.Bool, s => s.Tty, (s, v) => s with { Tty = v })
        .With("stdin_open", Codecs.Bool, s => s.StdinOpen, (s, v) => s with { StdinOpen = v })
        .With("develop", ProcessShapes.Develop, s => s.Develop, (s, v) => s with { Develop = v }, Since.Compose(2, 22));

    sealed class PullPolicyCodec : Codec<PullPolicy>
    {
        public override YamlNode Write(PullPolicy value) => new YamlScalar(value.ToString());
        public override PullPolicy Read(YamlNode node, Reading reading) => PullPolicy.Parse(Codecs.Scalar(node));
        public override MinimumVersion? Needs(YamlNode node) =>
            node is YamlScalar { Text: "daily" or "weekly" or "refresh" } or YamlScalar { Text: ['e', 'v', 'e', 'r', 'y', '_', ..] } ? Since.Compose(2, 34) : null;
    }
}
