using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>How the engine asks whether a service is well.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Health =>
    [
        Missing("compose-no-healthcheck", Severity.Note, "CIS Docker 5.27, KICS, decision D33", "Without a probe a hung process looks like a working one.",
            "add healthcheck", "healthcheck", s => s.Health is null or { Disabled: true }, "has no health check"),
        Said("compose-localhost-probe", Severity.Warning, "RFC 6724 (order of addresses), decision D6", "localhost is ::1 first in many images: a server on IPv4 looks dead.",
            "probe 127.0.0.1", s => When(s.Model.HealthCheck?.Test is { } test && Probe.NamesLocalhost(test), "healthcheck.test", "is asked on localhost")),
        Said("compose-slow-start", Severity.Warning, "Compose specification, start_interval; decision D8", "Others wait for it, and the first probe comes after the whole interval.",
            "start_period with start_interval: 1s (Engine 25), or a short interval", s => When(s.File.Awaited.Contains(s.Name) && s.Model.HealthCheck is { Disabled: false } check && Probe.IsSlow(check), "healthcheck", $"is waited for, and asked for the first time after {s.Model.HealthCheck?.Interval?.ToString() ?? "30s"}")),
        Said("compose-no-start-period", Severity.Note, "Compose specification, start_period", "A service that takes long to start is unhealthy before it had a chance.",
            "start_period: as long as a slow start takes", s => When(s.Model.HealthCheck is { Test: not null, StartPeriod: null }, "healthcheck", "has no start period")),
    ];
}
