namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    static IEnumerable<RuleFinding> ExclusivePairs(ComposeFile file)
    {
        foreach (var (name, s) in file.Services)
        {
            var pairs = new (bool Both, string Key, string Message)[]
            {
                (s.NetworkMode is not null && s.Networks.Count > 0, "network_mode", "network_mode and networks exclude each other"),
                (s.NetworkMode?.LiteralText == "host" && s.Ports.Count > 0, "ports", "network_mode host publishes every port: ports has no effect"),
                (s.Build is { Dockerfile: not null, DockerfileInline: not null }, "build.dockerfile", "dockerfile and dockerfile_inline exclude each other"),
                (s.HealthCheck is { Disabled: true, Test: not null }, "healthcheck", "disable and test exclude each other"),
                (s.ContainerName is not null && Count(s) > 1, "container_name", "a fixed container name and more than one container exclude each other"),
                (Differ(s.Scale, s.Deploy?.Replicas), "scale", "scale and deploy.replicas differ"),
                (Differ(s.MemLimit, s.Deploy?.Limits?.Memory), "mem_limit", "mem_limit and deploy.resources.limits.memory differ"),
                (Differ(s.Cpus, s.Deploy?.Limits?.Cpus), "cpus", "cpus and deploy.resources.limits.cpus differ"),
                (Differ(s.PidsLimit, s.Deploy?.Limits?.Pids), "pids_limit", "pids_limit and deploy.resources.limits.pids differ"),
                (s.PullPolicy == PullPolicy.Build && s.Build is null, "pull_policy", "pull_policy build has nothing to build"),
            };
            foreach (var (both, key, message) in pairs)
                if (both) yield return Finding("exclusive", At(name, key), $"{message}: expected one of them");
        }
        foreach (var (name, volume) in file.Volumes)
            if (volume.External is { IsFixed: true, Value: true } && (volume.Driver is not null || volume.DriverOptions.Count > 0))
                yield return Finding("exclusive", $"volumes.{name}", "external and driver exclude each other: expected one of them");
        foreach (var (name, network) in file.Networks)
            if (network.External is { IsFixed: true, Value: true } && (network.Driver is not null || network.DriverOptions.Count > 0 || network.Internal is not null))
                yield return Finding("exclusive", $"networks.{name}", "external and other settings exclude each other: expected one of them");
    }

    static int Count(Service service) => (service.Scale ?? service.Deploy?.Replicas) is { IsFixed: true } count ? count.Value : 1;

    static bool Differ<T>(Interpolated<T>? left, Interpolated<T>? right) where T : IParsable<T> =>
        left is not null && right is not null && left != right;

    static IEnumerable<RuleFinding> Sources(ComposeFile file)
    {
        foreach (var (name, s) in file.Secrets)
            if (!file.IsOverlay.Value && One(s.File, s.Environment, s.External) != 1)
                yield return Finding("source", $"secrets.{name}", "a secret has exactly one source: expected file, environment or external");
        foreach (var (name, c) in file.Configs)
            if (!file.IsOverlay.Value && One(c.File, c.Environment, c.Content, c.External) != 1)
                yield return Finding("source", $"configs.{name}", "a config has exactly one source: expected file, environment, content or external");
    }

    static int One(params object?[] sources) => sources.Count(s => s is not null);

    static IEnumerable<RuleFinding> NoImage(ComposeFile file) =>
        from service in file.Services
        where service.Value.Image is null && service.Value.Build is null
        select Finding("no-image", $"services.{service.Key}", "there is neither image nor build: expected at least one");
}
