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

    /// <summary>Volumes that a variable's default names.</summary>
    static IEnumerable<(string Key, Template? Name)> VariablesOf(Service s) =>
        s.Volumes.OfType<VariableMount>().Select(v => ("volumes", (Template?)Template.Literal(Default(v.Source))));

    static IEnumerable<(string Key, Template? Name)> NetworksOf(Service s) => s.Networks.Keys.Select(n => ("networks", (Template?)n));

    static IEnumerable<(string Key, Template? Name)> SecretsOf(Service s) => s.Secrets.Select((x, i) => ($"secrets[{i}]", (Template?)x.Source))
        .Concat(s.Build?.Secrets.Select((x, i) => ($"build.secrets[{i}]", (Template?)x.Source)) ?? []);

    static IEnumerable<(string Key, Template? Name)> ConfigsOf(Service s) => s.Configs.Select((c, i) => ($"configs[{i}]", (Template?)c.Source));

    static IEnumerable<RuleFinding> Undefined(ComposeFile file) =>
    [
        .. Undefined("volume", Uses(file, VolumesOf), file.Volumes.Keys),
        .. Undefined("network", Uses(file, NetworksOf), file.Networks.Keys.Append("default")),
        .. Undefined("secret", Uses(file, SecretsOf), file.Secrets.Keys),
        .. Undefined("config", Uses(file, s => ConfigsOf(s).Append(("credential_spec.config", s.CredentialSpec?.Config))), file.Configs.Keys),
        .. Undefined("service", Uses(file, s => s.DependsOn.Keys.Select(d => ("depends_on", (Template?)d))), file.Services.Keys),
        .. Undefined("service", Uses(file, ServicesOf), file.Services.Keys),
        .. Undefined("model", Uses(file, ModelsOf), file.Models.Keys),
    ];

    static IEnumerable<(string Key, Template? Name)> ModelsOf(Service s) => s.Models.Keys.Select(m => ("models", (Template?)m));

    /// <summary>Services that are named anywhere but under <c>depends_on</c>.</summary>
    static IEnumerable<(string Key, Template? Name)> ServicesOf(Service s) =>
    [
        .. OfService(s.NetworkMode).Select(x => ("network_mode", (Template?)x)),
        .. OfService(s.Pid).Select(x => ("pid", (Template?)x)),
        .. OfService(s.Ipc).Select(x => ("ipc", (Template?)x)),
        .. s.Links.Select((l, i) => ($"links[{i}]", Before(l))),
        .. s.VolumesFrom.Select((v, i) => ($"volumes_from[{i}]", Before(v))).Where(v => v.Item2?.LiteralText != "container"),
        .. s.Extends is { File: null } extends ? [("extends", extends.Service)] : Array.Empty<(string, Template?)>(),
        .. ContextsOf(s),
    ];

    /// <summary>What stands before the first colon of a text without variables.</summary>
    static Template? Before(Template text) => text.LiteralText is { } literal ? Template.Literal(literal.Split(':')[0]) : null;

    /// <summary>The services that must be there before this one.</summary>
    static IEnumerable<string> Needed(Service s) => s.DependsOn.Keys
        .Concat(OfService(s.NetworkMode)).Concat(OfService(s.Pid)).Concat(OfService(s.Ipc))
        .Concat(s.Links.Select(Before).Concat(s.VolumesFrom.Select(Before)).Select(t => t?.LiteralText).OfType<string>());

    static IEnumerable<RuleFinding> Undefined(string kind, IEnumerable<Use> uses, IEnumerable<string> defined)
    {
        var known = defined.ToHashSet(StringComparer.Ordinal);
        return uses.Where(use => !known.Contains(use.Name)).Select(use => Finding($"undefined-{kind}", At(use.Service, use.Key),
            $"there is no {kind} '{use.Name}': expected {(known.Count == 0 ? $"it under {kind}s" : Expected.OneOf(known))}"));
    }

    static IEnumerable<RuleFinding> Unused(ComposeFile file) =>
    [
        .. Unused("volume", Uses(file, s => VolumesOf(s).Concat(VariablesOf(s))), file.Volumes.Keys),
        // A file may describe the default network without any service naming it.
        .. Unused("network", Uses(file, NetworksOf), file.Networks.Keys.Where(n => n != "default")),
        .. Unused("model", Uses(file, ModelsOf), file.Models.Keys),
        .. Unused("secret", Uses(file, SecretsOf), file.Secrets.Keys),
        .. Unused("config", Uses(file, s => ConfigsOf(s).Append(("credential_spec.config", s.CredentialSpec?.Config))), file.Configs.Keys),
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
            && file.Services.TryGetValue(dependency.Key, out var other) && other is { Extends: null, Provider: null, HealthCheck: null or { Disabled: true } }
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
}
