using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a Compose file should keep.</summary>
static class ComposePolicies
{
    static readonly string[] Databases = ["postgres", "mysql", "mariadb", "mongo", "redis", "valkey", "memcached", "elasticsearch", "influxdb", "cassandra"];
    static readonly string[] HostFolders = ["/", "/boot", "/dev", "/etc", "/lib", "/proc", "/sys", "/usr", "/root", "/var/run", "/run", "/var/lib/docker"];

    public static IEnumerable<Policy> All =>
    [
        Of("compose-privileged", Severity.Error, "CIS Docker 5.5, OWASP Docker rule 3, KICS", "A privileged container is root on the host.",
            "remove privileged, add the one capability or device it needs", s => s.Privileged is { IsFixed: true, Value: true } ? [("privileged", "is privileged")] : []),
        Of("compose-capabilities", Severity.Warning, "CIS Docker 5.4, OWASP Docker rule 3", "Capabilities that a service does not need are an attacker's tools.",
            "cap_drop: [ALL], then cap_add what is missing", s => s.CapDrop.Any(c => c.LiteralText is "ALL" or "all") ? [] : [("cap_drop", "keeps the default capabilities")]),
        Of("compose-new-privileges", Severity.Warning, "CIS Docker 5.26, OWASP Docker rule 4", "A setuid program in the image could gain rights.",
            "security_opt: [no-new-privileges:true]", s => s.SecurityOpt.Any(o => o.LiteralText is "no-new-privileges" or "no-new-privileges:true" or "no-new-privileges=true") ? [] : [("security_opt", "may gain privileges")]),
        Of("compose-read-only", Severity.Warning, "CIS Docker 5.13, OWASP Docker rule 8", "A writable root file system lets an intruder stay.",
            "read_only: true, with tmpfs where it writes", s => s.ReadOnly is { IsFixed: true, Value: false } or null ? [("read_only", "has a writable root file system")] : []),
        Of("compose-memory", Severity.Warning, "CIS Docker 5.11, OWASP Docker rule 7, KICS", "One service without a limit can take the host down.",
            "mem_limit", s => s.MemLimit is null && s.Deploy?.Limits?.Memory is null ? [("mem_limit", "has no memory limit")] : []),
        Of("compose-docker-socket", Severity.Error, "CIS Docker 5.32, OWASP Docker rule 1, KICS", "Who reaches the engine's socket is root on the host.",
            "remove the mount, or put a filtering proxy between", s => Binds(s, path => path.EndsWith("docker.sock", StringComparison.Ordinal) || path.EndsWith("podman.sock", StringComparison.Ordinal), "mounts the engine's socket")),
        Of("compose-host-folder", Severity.Error, "CIS Docker 5.6, KICS", "The host's own folders hold its keys and its devices.",
            "mount a folder of the service's own", s => Binds(s, path => HostFolders.Contains(path.Length > 1 ? path.TrimEnd('/') : path), "mounts a folder of the host's system")),
        Of("compose-host-network", Severity.Error, "CIS Docker 5.10, KICS", "Every port of the host is the service's then.",
            "publish the ports it needs", s => s.NetworkMode?.LiteralText == "host" ? [("network_mode", "uses the host's network")] : []),
        Of("compose-host-namespace", Severity.Error, "CIS Docker 5.16, 5.17, 5.31", "It sees and can trace the host's processes.",
            "remove it", s => Namespaces(s)),
        Of("compose-restart", Severity.Note, "CIS Docker 5.15", "After a crash or a reboot it stays down, or restarts for ever without a word.",
            "restart: unless-stopped, or no for a job", s => s.Restart is null && s.Deploy is null ? [("restart", "has no restart policy")] : []),
        Of("compose-database-published", Severity.Error, "KICS, CIS Docker 5.14", "Docker's rules bypass the host's firewall: the database is open to the network.",
            "remove the port, or bind it to 127.0.0.1", DatabasePorts),
        Of("compose-image-tag", Severity.Warning, "hadolint DL3006 and DL3007 for Compose, KICS", "A tag that moves makes every pull another program.",
            "name a version", s => s.Image is { IsFixed: true, Value: { Digest: null, Tag: null or "latest" } } image ? [("image", $"runs '{image}', which moves")] : []),
        Of("compose-plain-secret", Severity.Error, "KICS, OWASP Docker rule 12", "A secret in a committed file is known to all who ever see the file.",
            "take it from a variable or a secret file", PlainSecrets),
        Of("compose-no-healthcheck", Severity.Note, "CIS Docker 5.27", "Without a probe a hung process looks like a working one.",
            "add healthcheck", s => s.HealthCheck is null or { Disabled: true } ? [("healthcheck", "has no health check")] : []),
    ];

    static Policy<ComposeFile> Of(string id, Severity severity, string source, string why, string fix, Func<Service, IEnumerable<(string Key, string Message)>> check) =>
        new(id, severity, source, why, fix, file => file.IsOverlay.Value ? [] : from service in file.Services
                                                                             from breach in check(service.Value)
                                                                             select new Breach($"services.{service.Key}.{breach.Key}", $"'{service.Key}' {breach.Message}"));

    static IEnumerable<(string, string)> Binds(Service service, Func<string, bool> bad, string message) =>
        service.Volumes.Select((mount, i) => (Mount: mount as BindMount, Key: $"volumes[{i}]"))
            .Where(m => m.Mount?.Source.LiteralText is { } source && bad(source)).Select(m => (m.Key, $"{message}, '{m.Mount!.Source}'"));

    static IEnumerable<(string, string)> Namespaces(Service service)
    {
        if (service.Pid?.LiteralText == "host") yield return ("pid", "shares the host's processes");
        if (service.Ipc?.LiteralText == "host") yield return ("ipc", "shares the host's memory segments");
        if (service.UsernsMode?.LiteralText == "host") yield return ("userns_mode", "shares the host's users");
    }

    static IEnumerable<(string, string)> DatabasePorts(Service service)
    {
        if (service.Image is not { IsFixed: true, Value.Name: var name } || !Databases.Contains(name.Split('/')[^1])) yield break;
        for (var i = 0; i < service.Ports.Count; i++)
            if (service.Ports[i].HostAddress?.LiteralText is null or "0.0.0.0" or "::" && service.Ports[i].HostAddress?.IsLiteral != false)
                yield return ($"ports[{i}]", $"publishes its database on every interface, '{service.Ports[i]}'");
    }

    static IEnumerable<(string, string)> PlainSecrets(Service service) =>
        from variable in service.Environment
        where SecretName.Looks(variable.Key) && variable.Value is { IsLiteral: true, LiteralText.Length: > 0 }
        select ($"environment.{variable.Key}", $"holds the value of {variable.Key} itself");
}
