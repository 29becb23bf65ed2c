using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of what stands inside a service.</summary>
static class PartShapes
{
    public static Codec<Command> Command { get; } = Codecs.Make<Command>(
        command => command switch
        {
            Command.ExecForm exec => new YamlSequence(exec.Arguments.Select(a => (YamlNode)new YamlScalar(a.ToString())).ToItems()),
            Command.ShellForm shell => new YamlScalar(shell.Line.ToString()),
            _ => throw new InvalidOperationException($"unknown form {command}"),
        },
        (node, reading) => node is YamlSequence
            ? Containers.Command.Exec(Codecs.Texts.Read(node, reading))
            : Containers.Command.Shell(Template.Parse(Codecs.Scalar(node))));

    /// <summary>A probe: <c>CMD</c> and a list, or <c>CMD-SHELL</c> and a line.</summary>
    static Codec<Command> Probe { get; } = Codecs.Make<Command>(
        command => command switch
        {
            Command.ExecForm exec => new YamlSequence([new YamlScalar("CMD"), .. exec.Arguments.Select(a => (YamlNode)new YamlScalar(a.ToString()))]),
            Command.ShellForm shell => new YamlSequence([new YamlScalar("CMD-SHELL"), new YamlScalar(shell.Line.ToString())]),
            _ => throw new InvalidOperationException($"unknown form {command}"),
        },
        (node, reading) =>
        {
            if (node is not YamlSequence) return Containers.Command.Shell(Template.Parse(Codecs.Scalar(node)));
            var items = Codecs.Texts.Read(node, reading);
            return items is [{ LiteralText: "CMD" }, _, ..] ? Containers.Command.Exec(items.Skip(1))
                : items is [{ LiteralText: "CMD-SHELL" }, var line] ? Containers.Command.Shell(line)
                : items is [{ LiteralText: "NONE" }] ? throw new ArgumentException("'NONE' switches a probe off: expected 'disable: true'")
                : throw new ArgumentException("a probe begins with CMD and a program, or is CMD-SHELL and one line");
        });

    public static Shape<HealthCheck> HealthCheck { get; } = new Shape<HealthCheck>(() => new HealthCheck())
        .Key("disable", Codecs.Flag, h => h.Disabled ? true : null, (h, v) => h with { Disabled = v ?? false })
        .Key("test", Probe, h => h.Test, (h, v) => h with { Test = v })
        .Key("interval", Codecs.Time, h => h.Interval, (h, v) => h with { Interval = v })
        .Key("timeout", Codecs.Time, h => h.Timeout, (h, v) => h with { Timeout = v })
        .Key("retries", Codecs.Int, h => h.Retries, (h, v) => h with { Retries = v })
        .Key("start_period", Codecs.Time, h => h.StartPeriod, (h, v) => h with { StartPeriod = v })
        .Key("start_interval", Codecs.Time, h => h.StartInterval, (h, v) => h with { StartInterval = v });

    static Codec<Condition> ConditionWord { get; } = Codecs.Make(
        condition => new YamlScalar(condition switch
        {
            Condition.ServiceHealthy => "service_healthy",
            Condition.ServiceCompletedSuccessfully => "service_completed_successfully",
            _ => "service_started",
        }),
        (node, _) => Codecs.Scalar(node) switch
        {
            "service_started" => Condition.ServiceStarted,
            "service_healthy" => Condition.ServiceHealthy,
            "service_completed_successfully" => Condition.ServiceCompletedSuccessfully,
            var other => throw Expected.Form("condition", other, "service_started, service_healthy or service_completed_successfully"),
        });

    static Shape<Dependency> Dependency { get; } = new Shape<Dependency>(() => Compose.Dependency.Started)
        .Key("condition", ConditionWord, d => d.Condition, (d, v) => d with { Condition = v })
        .Key("required", Codecs.Bool, d => d.Required, (d, v) => d with { Required = v })
        .Key("restart", Codecs.Bool, d => d.Restart, (d, v) => d with { Restart = v });

    public static Codec<Entries<Dependency>> Dependencies { get; } = NamesOr(Codecs.MapOf(Dependency), Compose.Dependency.Started);

    static Shape<ServiceNetwork> ServiceNetwork { get; } = new Shape<ServiceNetwork>(() => new ServiceNetwork())
        .Key("aliases", Codecs.Texts, n => n.Aliases, (n, v) => n with { Aliases = v })
        .Key("ipv4_address", Codecs.Text, n => n.Ipv4Address, (n, v) => n with { Ipv4Address = v })
        .Key("ipv6_address", Codecs.Text, n => n.Ipv6Address, (n, v) => n with { Ipv6Address = v })
        .Key("priority", Codecs.Int, n => n.Priority, (n, v) => n with { Priority = v });

    static Codec<ServiceNetwork?> NetworkOrNull { get; } = Codecs.Make<ServiceNetwork?>(
        network => network is null ? YamlScalar.Null : ServiceNetwork.Write(network),
        (node, reading) => node is YamlScalar { IsNull: true } ? null : ServiceNetwork.Read(node, reading));

    /// <summary>Written as a list of names where no network has settings.</summary>
    public static Codec<Entries<ServiceNetwork?>> Networks { get; } = Codecs.Make<Entries<ServiceNetwork?>>(
        networks => networks.Count > 0 && networks.Values.All(n => n is null)
            ? new YamlSequence(networks.Keys.Select(name => (YamlNode)name).ToItems())
            : Codecs.MapOf(NetworkOrNull).Write(networks),
        NamesOr<ServiceNetwork?>(Codecs.MapOf(NetworkOrNull), null).Read);

    static Codec<Entries<T>> NamesOr<T>(Codec<Entries<T>> map, T value) => Codecs.Make<Entries<T>>(
        map.Write,
        (node, reading) => node is YamlSequence list
            ? new Entries<T>(list.Items.Select(i => KeyValuePair.Create(Codecs.Scalar(i), value)))
            : map.Read(node, reading));

    public static Shape<EnvFile> EnvFile { get; } = new Shape<EnvFile>(() => new EnvFile(""))
        .Short(f => f.Required is null && f.Format is null ? Codecs.Text.Write(f.Path) : null,
            (_, node) => node is YamlScalar ? new EnvFile(Template.Parse(Codecs.Scalar(node))) : null)
        .Key("path", Codecs.Text, f => f.Path, (f, v) => f with { Path = v })
        .Key("required", Codecs.Bool, f => f.Required, (f, v) => f with { Required = v })
        .Key("format", Codecs.Text, f => f.Format, (f, v) => f with { Format = v });

    public static Shape<SecretGrant> Secret { get; } = new Shape<SecretGrant>(() => new SecretGrant(""))
        .Short(s => s == new SecretGrant(s.Source) ? Codecs.Text.Write(s.Source) : null,
            (_, node) => node is YamlScalar ? new SecretGrant(Template.Parse(Codecs.Scalar(node))) : null)
        .Key("source", Codecs.Text, s => s.Source, (s, v) => s with { Source = v })
        .Key("target", Codecs.Text, s => s.Target, (s, v) => s with { Target = v })
        .Key("uid", Codecs.Text, s => s.Uid, (s, v) => s with { Uid = v })
        .Key("gid", Codecs.Text, s => s.Gid, (s, v) => s with { Gid = v })
        .Key("mode", Codecs.Mode, s => s.Mode, (s, v) => s with { Mode = v });

    public static Shape<ConfigGrant> Config { get; } = new Shape<ConfigGrant>(() => new ConfigGrant(""))
        .Short(c => c == new ConfigGrant(c.Source) ? Codecs.Text.Write(c.Source) : null,
            (_, node) => node is YamlScalar ? new ConfigGrant(Template.Parse(Codecs.Scalar(node))) : null)
        .Key("source", Codecs.Text, c => c.Source, (c, v) => c with { Source = v })
        .Key("target", Codecs.Text, c => c.Target, (c, v) => c with { Target = v })
        .Key("uid", Codecs.Text, c => c.Uid, (c, v) => c with { Uid = v })
        .Key("gid", Codecs.Text, c => c.Gid, (c, v) => c with { Gid = v })
        .Key("mode", Codecs.Mode, c => c.Mode, (c, v) => c with { Mode = v });

    public static Shape<Logging> Logging { get; } = new Shape<Logging>(() => new Logging())
        .Key("driver", Codecs.Text, l => l.Driver, (l, v) => l with { Driver = v })
        .Key("options", Codecs.TextMap, l => l.Options, (l, v) => l with { Options = v });

    public static Shape<Ulimit> Ulimit { get; } = new Shape<Ulimit>(() => new Ulimit(0L, 0L))
        .Short(u => u.Soft == u.Hard ? Codecs.Long.Write(u.Soft) : null,
            (_, node) => node is YamlScalar && Interpolated<long>.Parse(Codecs.Scalar(node)) is var both ? new Ulimit(both, both) : null)
        .Key("soft", Codecs.Long, u => u.Soft, (u, v) => u with { Soft = v })
        .Key("hard", Codecs.Long, u => u.Hard, (u, v) => u with { Hard = v });

    static Shape<Resources> Resources { get; } = new Shape<Resources>(() => new Resources())
        .Key("cpus", Codecs.Decimal, r => r.Cpus, (r, v) => r with { Cpus = v })
        .Key("memory", Codecs.Size, r => r.Memory, (r, v) => r with { Memory = v })
        .Key("pids", Codecs.Long, r => r.Pids, (r, v) => r with { Pids = v });

    static Shape<Deploy> DeployResources { get; } = new Shape<Deploy>(() => new Deploy())
        .Key("limits", Resources, d => d.Limits, (d, v) => d with { Limits = v })
        .Key("reservations", Resources, d => d.Reservations, (d, v) => d with { Reservations = v });

    public static Shape<Deploy> Deploy { get; } = new Shape<Deploy>(() => new Deploy())
        .Key("mode", Codecs.Text, d => d.Mode, (d, v) => d with { Mode = v })
        .Key("replicas", Codecs.Int, d => d.Replicas, (d, v) => d with { Replicas = v })
        .Key("resources", DeployResources, d => d.Limits is null && d.Reservations is null ? null : d,
            (d, v) => d with { Limits = v.Limits, Reservations = v.Reservations })
        .Key("labels", Codecs.TextMap, d => d.Labels, (d, v) => d with { Labels = v });
}
