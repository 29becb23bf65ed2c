using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack.Tests.Decisions;

internal static class ComposeDecisions
{
    public static IReadOnlyList<Decision> All { get; } =
    [
        new("D2", "devices stay out of the base file", d =>
            Services(d, s => s.Devices.Count > 0 || Sources(s).Any(source => source.StartsWith("/dev", StringComparison.Ordinal)), "has a host device, which not every host has")),
        new("D6", "no probe asks localhost", d =>
            Services(d, s => s.HealthCheck?.Test?.ToString().Contains("localhost", StringComparison.Ordinal) == true, "is probed at localhost, which may mean ::1")),
        new("D7", "a required secret that is blank stops compose", d => First(BackendEnvironment.All.Where(v => v.Required), variable =>
            Uses(d.Compose, variable.Name).Any(i => i.Fallback != Fallback.RequiredNotBlank) ? $"{variable.Name} may be blank" : null)),
        new("D8", "a start is seen within seconds", d =>
            Services(d, s => s.HealthCheck is { } h && !Soon(h), "is first probed after its whole interval")),
        new("D10", "no address of the backend is baked or fixed for browsers", d => First(d.Compose.Services, s =>
            s.Value.Build?.Args.Keys.Any(k => k.StartsWith("NEXT_PUBLIC", StringComparison.Ordinal)) == true ? $"{s.Key} bakes NEXT_PUBLIC_… at build"
            : s.Value.Environment.Any(e => e.Key.StartsWith("NEXT_PUBLIC", StringComparison.Ordinal) && e.Value?.ToString().Contains("backend:", StringComparison.Ordinal) == true)
                ? $"{s.Key} sends browsers to a name only containers know" : null)),
        new("D20", "backend and nginx see the same certificates, read-only, outside the data volume", d =>
            Certificates(d.Overlays.SelectMany(o => o.Services.Values)) is [{ ReadOnly.Value: true } backend]
            && Certificates(d.Compose.Services.Where(s => s.Key == Contract.Services.Nginx).Select(s => s.Value)) is [{ ReadOnly.Value: true } nginx]
            && backend.Source == nginx.Source ? null : "backend and nginx do not mount one folder of certificates"),
        new("D22", "the profile postgres moves the backend onto PostgreSQL", d =>
            Uses(d.Compose, "DATABASE_URL").Any(i => i.Argument?.LiteralText != "auto") ? "DATABASE_URL stays on a fixed default"
            : SocketVolume(d, Contract.Services.Backend) is { } volume && volume == SocketVolume(d, Contract.Services.Postgres) ? null
            : "backend and postgres share no socket"),
        new("D23", "the backend waits for the database where it is enabled, and starts without it", d =>
            d.Compose.Services[Contract.Services.Backend].DependsOn.TryGetValue(Contract.Services.Postgres, out var on)
            && on is { Condition: Condition.ServiceHealthy, Required.Value: false } ? null : "the backend does not wait for postgres"),
        new("D25", "no default password, and no compose error for those who do not use the profile", d =>
            First(Uses(d.Compose, "POSTGRES_PASSWORD"), i => i is { Fallback: Fallback.IfBlank, Argument: { } a } && a.LiteralText == "" ? null
                : $"POSTGRES_PASSWORD is interpolated as {i}")),
        new("D27", "nginx waits until both upstreams are healthy", d =>
            First([Contract.Services.Backend, Contract.Services.Frontend], name =>
                d.Compose.Services[Contract.Services.Nginx].DependsOn.TryGetValue(name, out var on) && on.Condition == Condition.ServiceHealthy
                    ? null : $"nginx does not wait for {name} to be healthy")),
        new("D28", "a missing folder of certificates is an error, not a new folder of root's", d =>
            Services(d, s => s.Volumes.OfType<BindMount>().Any(b => b.CreateHostPath is null or { Value: true }), "lets Docker create a missing folder")),
        new("D33", "nginx has a health check and is not root", d =>
            d.Compose.Services[Contract.Services.Nginx] is { HealthCheck: not null, User: not null } ? null : "nginx has no health check, or runs as root"),
        new("D34", "HTTPS in the backend comes with its certificates, and no variable is OpenSSL's", d =>
            Uses(d.Compose, "SSL_CERT_FILE").Any() ? "SSL_CERT_FILE is interpolated"
            : d.Overlays.SelectMany(o => o.Services.Values).Any(s => s.Environment.TryGetValue("SSL_CERT_FILE", out var file) && file?.IsLiteral == true)
                ? null : "SSL_ENABLED has no certificates to go with"),
        new("D35", "ports of the application are bound to the loopback address, and the https origin may call", d =>
            First([Contract.Services.Backend, Contract.Services.Frontend], name => d.Compose.Services[name].Ports.All(p => p.HostAddress?.ToString().Contains("127.0.0.1", StringComparison.Ordinal) == true)
                ? null : $"{name} is published on every interface")
            ?? First(Uses(d.Compose, "CORS_ORIGINS"), i => i.ToString().Contains("https://", StringComparison.Ordinal) ? null : "CORS_ORIGINS has no https origin")),
        new("D36", "Compose specification: no version key", d => d.ComposeText.Split('\n').Any(l => l.StartsWith("version:", StringComparison.Ordinal)) ? "it has a version key" : null),
        new("D37", "our images have a version and a clear pull policy", d =>
            Services(d, s => s.Build is not null && (s.Image?.Value.Tag is null or "latest" || s.PullPolicy is null), "has a moving tag, or leaves pull or build open")),
        new("D38", "init, grace period, limits and a container without rights", d => First(d.Compose.Services, s => Hardening(s.Key, s.Value))),
        new("D38b", "the database is out of reach of frontend and nginx", d =>
            First([Contract.Services.Frontend, Contract.Services.Nginx], name => d.Compose.Services[name].Networks.Keys.Intersect(d.Compose.Services[Contract.Services.Postgres].Networks.Keys).Any()
                ? $"{name} shares a network with postgres" : null)),
        new("D40", "every variable of the contract reaches the backend", d => First(BackendEnvironment.All, variable =>
            d.Compose.Services[Contract.Services.Backend].Environment.ContainsKey(variable.Name)
            || d.Overlays.Any(o => o.Services[Contract.Services.Backend].Environment.ContainsKey(variable.Name)) ? null : $"{variable.Name} never reaches the backend")),
        new("Q3", "every secret can come from a file", d => d.Secrets is not { } secrets ? "there is no variant with secrets"
            : First(BackendEnvironment.All.Where(v => v.Secret), v => secrets.Services[Contract.Services.Backend].Environment.ContainsKey(v.FileName!) ? null : $"{v.FileName} is not set")),
    ];

    private static string? Hardening(string name, Service service)
    {
        string?[] missing =
        [
            // PostgreSQL and nginx reap their own children, and get SIGINT and SIGQUIT themselves.
            service.Init?.Value == true || name is Contract.Services.Postgres or Contract.Services.Nginx ? null : "init",
            service.StopGracePeriod is null ? "stop_grace_period" : null,
            service.MemLimit is null ? "mem_limit" : null,
            service.PidsLimit is null ? "pids_limit" : null,
            service.Logging?.Options.ContainsKey("max-size") == true ? null : "log rotation",
            service.CapDrop.Any(c => c.LiteralText == "ALL") ? null : "cap_drop",
            service.SecurityOpt.Any(o => o.LiteralText == "no-new-privileges:true") ? null : "no-new-privileges",
            service.ReadOnly?.Value == true ? null : "read_only",
            service.Restart is null ? "restart" : null,
        ];
        return missing.OfType<string>().ToList() is { Count: > 0 } list ? $"{name} lacks {string.Join(", ", list)}" : null;
    }

    private static bool Soon(HealthCheck check) =>
        check.StartInterval is { } start && start.Value <= Duration.Seconds(1) || check.Interval is { } interval && interval.Value <= Duration.Seconds(5);

    private static string? Services(Delivery delivery, Func<Service, bool> isWrong, string what) =>
        First(delivery.Compose.Services, s => isWrong(s.Value) ? $"{s.Key} {what}" : null);

    private static string? First<T>(IEnumerable<T> items, Func<T, string?> problem) => items.Select(problem).FirstOrDefault(p => p is not null);

    private static IEnumerable<Interpolation> Uses(ComposeFile compose, string name) => compose.Interpolations.Where(i => i.Name.Value == name);

    private static IEnumerable<string> Sources(Service service) => service.Volumes.OfType<BindMount>().Select(b => b.Source.ToString());

    private static List<BindMount> Certificates(IEnumerable<Service> services) =>
        [.. services.SelectMany(s => s.Volumes).OfType<BindMount>().Where(b => b.Source.ToString().EndsWith("certs", StringComparison.Ordinal))];

    private static string? SocketVolume(Delivery delivery, string service) =>
        delivery.Compose.Services[service].Volumes.OfType<VolumeMount>().FirstOrDefault(v => v.Target.ToString() == DataLayout.PostgresSocketDirectory)?.Source?.ToString();
}
