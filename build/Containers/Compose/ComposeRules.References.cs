namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    /// <summary>A name that a service uses, and the key it stands at.</summary>
    sealed record Use(string Service, string Key, string Name);

    static IEnumerable<Use> Uses(ComposeFile file, Func<Service, IEnumerable<(string Key, Template? Name)>> names) =>
        from service in file.Services
        from use in names(service.Value)
        let name = use.Name?.LiteralText
        where name is not null
        select new Use(service.Key, use.Key, name);

    static IEnumerable<(string Key, Template? Name)> VolumesOf(Service s) =>
        s.Volumes.Select((v, i) => ($"volumes[{i}]", (v as VolumeMount)?.Source));

    static IEnumerable<(string Key, Template? Name)> NetworksOf(Service s) => s.Networks.Keys.Select(n => ("networks", (Template?)n));

    static IEnumerable<(string Key, Template? Name)> SecretsOf(Service s) => s.Secrets.Select((x, i) => ($"secrets[{i}]", (Template?)x.Source))
        .Concat(s.Build?.Secrets.Select((x, i) => ($"build.secrets[{i}]", (Template?)x.Source)) ?? []);

    static IEnumerable<(string Key, Template? Name)> ConfigsOf(Service s) => s.Configs.Select((c, i) => ($"configs[{i}]", (Template?)c.Source));

    static IEnumerable<RuleFinding> Undefined(ComposeFile file) =>
    [
        .. Undefined("volume", Uses(file, VolumesOf), file.Volumes.Keys),
        .. Undefined("network", Uses(file, NetworksOf), file.Networks.Keys.Append("default")),
        .. Undefined("secret", Uses(file, SecretsOf), file.Secrets.Keys),
        .. Undefined("config", Uses(file, ConfigsOf), file.Configs.Keys),
        .. Undefined("service", Uses(file, s => s.DependsOn.Keys.Select(d => ("depends_on", (Template?)d))), file.Services.Keys),
        .. Undefined("service", Uses(file, s => Shared(s).Select(x => ("network_mode", (Template?)x))), file.Services.Keys),
    ];

    /// <summary>The service whose network this one shares.</summary>
    static IEnumerable<string> Shared(Service s) =>
        s.NetworkMode?.LiteralText is { } mode && mode.StartsWith("service:", StringComparison.Ordinal) ? [mode[8..]] : [];

    static IEnumerable<RuleFinding> Undefined(string kind, IEnumerable<Use> uses, IEnumerable<string> defined)
    {
        var known = defined.ToHashSet(StringComparer.Ordinal);
        return uses.Where(use => !known.Contains(use.Name)).Select(use => Finding($"undefined-{kind}", At(use.Service, use.Key),
            $"there is no {kind} '{use.Name}': expected {(known.Count == 0 ? $"it under {kind}s" : Expected.OneOf(known))}"));
    }

    static IEnumerable<RuleFinding> Unused(ComposeFile file) =>
    [
        .. Unused("volume", Uses(file, VolumesOf), file.Volumes.Keys),
        // A file may describe the default network without any service naming it.
        .. Unused("network", Uses(file, NetworksOf), file.Networks.Keys.Where(n => n != "default")),
        .. Unused("secret", Uses(file, SecretsOf), file.Secrets.Keys),
        .. Unused("config", Uses(file, ConfigsOf), file.Configs.Keys),
    ];

    static IEnumerable<RuleFinding> Unused(string kind, IEnumerable<Use> uses, IEnumerable<string> defined)
    {
        var used = uses.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        return defined.Where(name => !used.Contains(name))
            .Select(name => Finding($"unused-{kind}", $"{kind}s.{name}", $"no service uses the {kind} '{name}': expected a use, or no definition"));
    }

    static IEnumerable<RuleFinding> HealthyWithoutCheck(ComposeFile file) =>
        from service in file.Services
        from dependency in service.Value.DependsOn
        where dependency.Value.Condition == Condition.ServiceHealthy
            && file.Services.TryGetValue(dependency.Key, out var other) && other.HealthCheck is null or { Disabled: true }
        select Finding("healthy-without-check", At(service.Key, "depends_on"),
            $"waits until '{dependency.Key}' is healthy, which has no health check here: expected one (times alone keep the image's own probe)");

    static IEnumerable<RuleFinding> ProfileClosure(ComposeFile file)
    {
        // A service without profiles is always on, one with some is on with any of them. So the smallest combination that
        // breaks the closure has at most one profile, and every combination is covered by looking at those.
        foreach (var (name, service) in file.Services)
            foreach (var (needed, dependency) in service.DependsOn)
            {
                if (dependency.Required is { IsFixed: true, Value: false } || !file.Services.TryGetValue(needed, out var other) || other.Profiles.Count == 0) continue;
                var broken = service.Profiles.Count == 0 ? ["no profile"] : service.Profiles.Except(other.Profiles).Select(p => $"profile '{p}' alone").ToArray();
                if (broken.Length > 0)
                    yield return Finding("profile-closure", At(name, "depends_on"),
                        $"with {string.Join(" or ", broken)}, '{needed}' is not enabled: expected it in the same profiles, or required: false");
            }
    }

    /// <summary>A walk in depth with a stack of its own: a chain may be as long as it likes.</summary>
    static List<RuleFinding> Cycles(ComposeFile file)
    {
        var findings = new List<RuleFinding>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in file.Services.Keys.Where(done.Add))
        {
            var onPath = new HashSet<string>(StringComparer.Ordinal) { start };
            var path = new Stack<(string Name, IEnumerator<string> Next)>();
            path.Push((start, Next(start)));
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    onPath.Remove(top.Name);
                    path.Pop();
                }
                else if (onPath.Contains(top.Next.Current))
                {
                    var ring = path.Select(p => p.Name).TakeWhile(n => n != top.Next.Current).Append(top.Next.Current).Reverse();
                    findings.Add(Finding("cycle", At(top.Name, "depends_on"), $"waits for itself: {string.Join(" → ", ring)} → {top.Next.Current}"));
                }
                else if (file.Services.ContainsKey(top.Next.Current) && done.Add(top.Next.Current))
                {
                    onPath.Add(top.Next.Current);
                    path.Push((top.Next.Current, Next(top.Next.Current)));
                }
            }
        }
        return findings;

        IEnumerator<string> Next(string name) => file.Services[name].DependsOn.Keys.Concat(Shared(file.Services[name])).GetEnumerator();
    }
}
