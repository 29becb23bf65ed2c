using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a service shares with the host.</summary>
static partial class ComposePolicies
{
    static readonly HashSet<string> HostFolders = new(StringComparer.Ordinal) { "/", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/sys", "/usr", "/root", "/home", "/var", "/var/run", "/run", "/var/lib", "/var/lib/docker" };

    static IEnumerable<Policy> Isolation =>
    [
        Said("compose-privileged", Severity.Error, "CIS Docker 5.5, OWASP Docker rule 3, KICS", "A privileged container is root on the host.",
            "remove privileged, add the one capability or device it needs", s => When(IsTrue(s.Model.Privileged), "privileged", "is privileged")),
        Said("compose-docker-socket", Severity.Error, "CIS Docker 5.32, OWASP Docker rule 1, KICS", "Who reaches the engine's socket is root on the host.",
            "remove the mount, or put a filtering proxy between", s => Binds(s, path => path.EndsWith("docker.sock", StringComparison.Ordinal) || path.EndsWith("podman.sock", StringComparison.Ordinal) || path.EndsWith("containerd.sock", StringComparison.Ordinal), "mounts the engine's socket")),
        Said("compose-docker-tcp", Severity.Error, "OWASP Docker rule 1, CIS Docker 2.7", "Port 2375 is the engine without a password: who reaches it is root on the host.",
            "remove it, or use TLS with client certificates", s => s.Model.Environment.TryGetValue("DOCKER_HOST", out var host) && host?.ToString().EndsWith(":2375", StringComparison.Ordinal) == true ? [("environment.DOCKER_HOST", $"talks to the engine in the open, '{host}'")] : []),
        Said("compose-host-folder", Severity.Error, "CIS Docker 5.6, KICS", "The host's own folders hold its keys and its devices.",
            "mount a folder of the service's own", s => Binds(s, path => HostFolders.Contains(path.Length > 1 ? path.TrimEnd('/') : path), "mounts a folder of the host's system")),
        Said("compose-device-bind", Severity.Error, "CIS Docker 5.18, decision D2", "On a host without the device the engine makes a folder of that name, and cgroups refuse the device anyway.",
            "use devices, in an overlay for hosts that have it", s => Binds(s, path => path.StartsWith("/dev/", StringComparison.Ordinal) && path is not ("/dev/null" or "/dev/log") && !path.StartsWith("/dev/shm", StringComparison.Ordinal) && !path.StartsWith("/dev/net", StringComparison.Ordinal), "mounts a device as a file")),
        Of("compose-devices", Severity.Warning, "CIS Docker 5.18, decision D2", "On a host without the device the stack does not start.",
            "put devices into an overlay for hosts that have it", f => f.Model.IsOverlay.Value ? [] : from s in f.Services where s.Model.Profiles.Count == 0
                from device in s.Model.Devices.Select((d, i) => (Key: $"devices[{i}]", Text: d.Source)) where device.Text.ToString().StartsWith("/dev/", StringComparison.Ordinal) && device.Text.ToString() is not "/dev/fuse" select At(s, device.Key, $"needs the device '{device.Text}'")),
        Said("compose-host-network", Severity.Error, "CIS Docker 5.10, KICS", "Every port of the host is the service's then.",
            "publish the ports it needs", s => When(s.Model.NetworkMode?.LiteralText == "host", "network_mode", "uses the host's network")),
        Said("compose-default-bridge", Severity.Warning, "CIS Docker 5.30, KICS", "On docker0 every container of the host reaches every other, without names.",
            "remove network_mode: the project's own network is used", s => When(s.Model.NetworkMode?.LiteralText == "bridge", "network_mode", "uses the engine's default bridge")),
        Said("compose-host-namespace", Severity.Error, "CIS Docker 5.16, 5.17, 5.21, 5.31, KICS", "It sees and can trace the host's processes, or change what they have in common.",
            "remove it", s => [.. When(s.Model.Pid?.LiteralText == "host", "pid", "shares the host's processes"), .. When(s.Model.Ipc?.LiteralText == "host", "ipc", "shares the host's memory segments"), .. When(s.Model.UsernsMode?.LiteralText == "host", "userns_mode", "shares the host's users"), .. When(s.Model.Uts?.LiteralText == "host", "uts", "shares the host's name")]),
        Said("compose-cgroup", Severity.Warning, "CIS Docker 5.25, KICS", "Limits that are set elsewhere do not hold for it.",
            "remove it", s => [.. When(s.Model.CgroupParent is not null, "cgroup_parent", "is in a control group of its own choice"), .. When(s.Model.Cgroup?.ToString() == "host", "cgroup", "sees the host's control groups")]),
        Said("compose-shared-propagation", Severity.Warning, "CIS Docker 5.20, KICS", "A mount inside the container then appears on the host.",
            "remove propagation, or rprivate", s => s.Mounts<BindMount>().Where(m => m.Mount.Propagation?.ToString() is "shared" or "rshared" or "slave" or "rslave").Select(m => (m.Key, $"shares mounts with the host, '{m.Mount.Propagation}'"))),
    ];

    static IEnumerable<(string, string)> Binds(ServiceSubject service, Func<string, bool> bad, string message) =>
        from m in service.Mounts<BindMount>() where m.Mount.Source.LiteralText is { } source && bad(source) select (m.Key, $"{message}, '{m.Mount.Source}'");
}
