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
                (Differ(s.MemReservation, s.Deploy?.Reservations?.Memory), "mem_reservation", "mem_reservation and deploy.resources.reservations.memory differ"),
                (Differ(s.PidsLimit, s.Deploy?.Limits?.Pids), "pids_limit", "pids_limit and deploy.resources.limits.pids differ"),
                (s.Provider is not null && (s.Image is not null || s.Build is not null), "provider", "provider and image or build exclude each other"),
                (s.CredentialSpec is { } spec && One(spec.File, spec.Registry, spec.Config) > 1, "credential_spec", "file, registry and config exclude each other"),
                (s.PullPolicy == PullPolicy.Build && s.Build is null, "pull_policy", "pull_policy build has nothing to build"),
            };
            foreach (var (both, key, message) in pairs)
                if (both) yield return Finding("exclusive", At(name, key), $"{message}: expected one of them");
        }
        foreach (var (path, device) in DeviceRequests(file))
            if (device.Count is not null && device.DeviceIds.Count > 0)
                yield return Finding("exclusive", path, "count and device_ids exclude each other: expected one of them");
        foreach (var (name, s) in file.Services)
            for (var i = 0; i < s.Volumes.Count; i++)
                if (s.Volumes[i] is VariableMount { ReadOnly: not null } or VariableMount { Consistency: not null } or VariableMount { Extensions.Count: > 0 })
                    yield return Finding("exclusive", At(name, $"volumes[{i}]"), "a mount in the short form holds nothing but source, target and options: expected 'ro' among the options, or a mount of a certain type");
        foreach (var (path, key) in ExternalAnd(file))
            yield return Finding("exclusive", path, $"external and {key} exclude each other: what exists outside has its own settings, expected external and name alone");
    }

    /// <summary>What exists outside this project and says more than its name.</summary>
    static IEnumerable<(string Path, string Key)> ExternalAnd(ComposeFile file)
    {
        var driver = (Template? d, Entries<Template> options) => d is not null ? "driver" : options.Count > 0 ? "driver_opts" : null;
        return file.Volumes.Select(v => ($"volumes.{v.Key}", v.Value.External, driver(v.Value.Driver, v.Value.DriverOptions) ?? Labels(v.Value.Labels)))
            .Concat(file.Networks.Select(n => ($"networks.{n.Key}", n.Value.External, driver(n.Value.Driver, n.Value.DriverOptions) ?? (n.Value.Internal is not null ? "internal"
                : n.Value.Attachable is not null ? "attachable" : n.Value.EnableIpv4 is not null ? "enable_ipv4" : n.Value.EnableIpv6 is not null ? "enable_ipv6"
                : n.Value.Ipam is not null ? "ipam" : Labels(n.Value.Labels)))))
            .Concat(file.Secrets.Select(s => ($"secrets.{s.Key}", s.Value.External, driver(s.Value.Driver, s.Value.DriverOptions) ?? Labels(s.Value.Labels))))
            .Concat(file.Configs.Select(c => ($"configs.{c.Key}", c.Value.External, Labels(c.Value.Labels))))
            .Where(x => x.External is { IsFixed: true, Value: true } && x.Item3 is not null).Select(x => (x.Item1, x.Item3!));

        static string? Labels(Entries<Template> labels) => labels.Count > 0 ? "labels" : null;
    }

    static IEnumerable<(string Path, DeviceRequest Device)> DeviceRequests(ComposeFile file) => file.Services.SelectMany(s =>
        s.Value.Gpus.Select((device, i) => (At(s.Key, $"gpus[{i}]"), device))
            .Concat(s.Value.Deploy?.Reservations?.Devices.Select((device, i) => (At(s.Key, $"deploy.resources.reservations.devices[{i}]"), device)) ?? []));

    static int Count(Service service) => (service.Scale ?? service.Deploy?.Replicas) is { IsFixed: true } count ? count.Value : 1;

    static bool Differ<T>(Interpolated<T>? left, Interpolated<T>? right) where T : IParsable<T> =>
        left is not null && right is not null && left != right;

    static IEnumerable<RuleFinding> Sources(ComposeFile file)
    {
        foreach (var (name, s) in file.Secrets)
            if (!file.IsOverlay.Value && One(s.File, s.Environment, Outside(s.External), s.Driver) != 1)
                yield return Finding("source", $"secrets.{name}", "a secret has exactly one source: expected file, environment, driver or external");
        for (var i = 0; i < file.Include.Count; i++)
            if (file.Include[i].Path.Count == 0)
                yield return Finding("source", $"include[{i}]", "there is no path: expected at least one file");
        foreach (var (name, c) in file.Configs)
            if (!file.IsOverlay.Value && One(c.File, c.Environment, c.Content, Outside(c.External)) != 1)
                yield return Finding("source", $"configs.{name}", "a config has exactly one source: expected file, environment, content or external");
    }

    static Interpolated<bool>? Outside(Interpolated<bool>? external) => external is { IsFixed: true, Value: false } ? null : external;

    static int One(params object?[] sources) => sources.Count(s => s is not null);

    /// <summary>Service and model alike come from somewhere; another service and a provider count.</summary>
    static IEnumerable<RuleFinding> NoImage(ComposeFile file) =>
    [
        .. from service in file.Services
           where service.Value is { Image: null, Build: null, Extends: null, Provider: null }
           select Finding("no-image", $"services.{service.Key}", "there is neither image nor build: expected at least one, or extends, or provider"),
        .. from model in file.Models
           where model.Value.Image is null
           select Finding("no-image", $"models.{model.Key}", "there is no model: expected the artifact it comes from"),
    ];
}
