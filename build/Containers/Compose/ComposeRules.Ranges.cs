namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    /// <summary>Numbers outside what the engine takes. Variables are not judged: their value is known only when the file is read.</summary>
    static IEnumerable<RuleFinding> Ranges(ComposeFile file) =>
        from service in file.Services
        from number in Numbers(service.Value)
        where number.Value < number.Least || number.Value > number.Most
        select Finding("range", At(service.Key, number.Key), $"'{number.Value}' is out of range: expected {number.Least} to {number.Most}");

    static IEnumerable<(string Key, decimal? Value, decimal Least, decimal Most)> Numbers(Service s) =>
    [
        ("scale", Fixed(s.Scale), 0, int.MaxValue),
        ("deploy.replicas", Fixed(s.Deploy?.Replicas), 0, int.MaxValue),
        ("deploy.update_config.max_failure_ratio", Fixed(s.Deploy?.UpdateConfig?.MaxFailureRatio), 0, 1),
        ("deploy.rollback_config.max_failure_ratio", Fixed(s.Deploy?.RollbackConfig?.MaxFailureRatio), 0, 1),
        ("cpus", Fixed(s.Cpus), 0, int.MaxValue),
        ("cpu_percent", Fixed(s.CpuPercent), 0, 100),
        ("mem_swappiness", Fixed(s.MemSwappiness), 0, 100),
        ("oom_score_adj", Fixed(s.OomScoreAdj), -1000, 1000),
        ("pids_limit", Fixed(s.PidsLimit), -1, long.MaxValue),
        // 0 takes the engine's default.
        ("blkio_config.weight", Fixed(s.BlockIo?.Weight) is 0 ? null : Fixed(s.BlockIo?.Weight), 10, 1000),
        .. s.BlockIo?.DeviceWeights.Select((d, i) => ($"blkio_config.weight_device[{i}]", Fixed(d.Weight), 10m, 1000m)) ?? [],
        ("healthcheck.retries", Fixed(s.HealthCheck?.Retries), 0, int.MaxValue),
    ];

    static decimal? Fixed(Interpolated<int>? number) => number is { IsFixed: true } ? number.Value : null;
    static decimal? Fixed(Interpolated<long>? number) => number is { IsFixed: true } ? number.Value : null;
    static decimal? Fixed(Interpolated<decimal>? number) => number is { IsFixed: true } ? number.Value : null;

    /// <summary>Addresses of the host that are none.</summary>
    static IEnumerable<RuleFinding> HostAddresses(ComposeFile file) =>
        from service in file.Services
        from port in service.Value.Ports.Select((port, i) => (Port: port, Index: i))
        where port.Port.HostAddress?.LiteralText is { } address && !System.Net.IPAddress.TryParse(address, out _)
        select Finding("host-address", At(service.Key, $"ports[{port.Index}]"), $"'{port.Port.HostAddress}' is not an address: expected one such as 127.0.0.1 or ::1");

    /// <summary>What watching needs to do what it says.</summary>
    static IEnumerable<RuleFinding> Watches(ComposeFile file)
    {
        foreach (var (name, service) in file.Services)
            for (var i = 0; i < service.Develop?.Watch.Count; i++)
            {
                var (watch, path) = (service.Develop.Watch[i], At(name, $"develop.watch[{i}]"));
                var action = watch.Action.IsFixed ? watch.Action.Value : null;
                if (watch.Path.LiteralText is "")
                    yield return Finding("watch", path, "there is no path: expected a file or folder");
                if (action is not null && action != WatchAction.Rebuild && action != WatchAction.Restart && watch.Target is null)
                    yield return Finding("watch", path, $"'{action}' has no target: expected where the files go in the container");
                if (action == WatchAction.SyncExec && watch.Exec is null)
                    yield return Finding("watch", path, $"'{action}' has no exec: expected the command that runs");
            }
    }

    /// <summary>Devices that no driver can choose without knowing what for; below <c>gpus</c> it is known.</summary>
    static IEnumerable<RuleFinding> Capabilities(ComposeFile file) =>
        from service in file.Services
        from device in service.Value.Deploy?.Reservations?.Devices.Select((device, i) => (Device: device, Index: i)) ?? []
        where device.Device.Capabilities.Count == 0
        select Finding("device-capabilities", At(service.Key, $"deploy.resources.reservations.devices[{device.Index}]"),
            "there are no capabilities: expected what the device is for, such as gpu");
}
