using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a service may use.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Limits =>
    [
        Missing("compose-memory", Severity.Warning, "CIS Docker 5.11, OWASP Docker rule 7, KICS", "One service without a limit can take the host down.",
            "mem_limit", "mem_limit", s => s.Model.MemLimit is null && s.Model.Deploy?.Limits?.Memory is null, "has no memory limit"),
        Missing("compose-cpu", Severity.Note, "CIS Docker 5.12, OWASP Docker rule 7, KICS", "One busy service can starve the others.",
            "cpus, or deploy.resources.limits.cpus", "cpus", s => s.Model.Cpus is null && s.Model.Deploy?.Limits?.Cpus is null, "has no processor limit"),
        Missing("compose-pids", Severity.Warning, "CIS Docker 5.29, OWASP Docker rule 7, KICS", "A fork bomb in one container stops the whole host.",
            "pids_limit", "pids_limit", s => s.Model.PidsLimit is null or { IsFixed: true, Value: <= 0 } && s.Model.Deploy?.Limits?.Pids is null, "has no limit of processes"),
        Said("compose-oom-kill", Severity.Warning, "Docker documentation, resource constraints (--oom-kill-disable)", "At its limit it hangs instead of ending, and without a limit the host's own processes are killed.",
            "remove oom_kill_disable", s => When(IsTrue(s.Model.OomKillDisable), "oom_kill_disable", "is never ended when memory is short")),
        Missing("compose-log-rotation", Severity.Warning, "Docker documentation, configure logging drivers; decision D38", "The engine's json-file driver keeps every line for ever: a chatty service fills the disk.",
            "logging: {driver: local}, or json-file with max-size and max-file", "logging", LogsForEver, "keeps its log for ever"),
        Said("compose-tmpfs-size", Severity.Note, "Docker documentation, tmpfs mounts", "Without a size it may take half of the host's memory.",
            "tmpfs: {size: 64m}", s => [.. s.Mounts<TmpfsMount>().Where(m => m.Mount.Size is null).Select(m => (m.Key, $"mounts '{m.Mount.Target}' in memory without a size")),
                .. s.Model.Tmpfs.Select((t, i) => (Key: $"tmpfs[{i}]", Text: t.ToString())).Where(t => !t.Text.Contains("size=", StringComparison.Ordinal)).Select(t => (t.Key, $"mounts '{t.Text}' in memory without a size"))]),
        Said("compose-scaled-port", Severity.Error, "Compose specification, scale and ports", "The second container cannot have the same port of the host.",
            "leave the host's port out, or give a range", s => (s.Model.Scale ?? s.Model.Deploy?.Replicas) is not { IsFixed: true, Value: > 1 and var count } ? []
                : s.Model.Ports.Select((p, i) => (Key: $"ports[{i}]", p.Host)).Where(p => p.Host is { IsFixed: true, Value: var host } && host.Last - host.First + 1 < count).Select(p => (p.Key, $"runs {count} times and publishes port {p.Host}"))),
    ];

    static bool LogsForEver(ServiceSubject service) => service.Model.Logging switch
    {
        null => true,
        { Driver: { LiteralText: not "json-file" } } => false,
        var logging => !logging.Options.ContainsKey("max-size"),
    };
}
