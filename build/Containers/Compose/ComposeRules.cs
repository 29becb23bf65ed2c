namespace ArgusAI.Containers.Compose;

/// <summary>The rules a Compose file must keep before a byte is written. Source of the list: compose-go's validation, and this project's design.</summary>
public static partial class ComposeRules
{
    /// <summary>Every contradiction; empty when there is none.</summary>
    /// <remarks>An overlay is judged by what it says itself: what it refers to may be defined in the file below.</remarks>
    public static IReadOnlyList<RuleFinding> Check(ComposeFile file)
    {
        var rules = new List<Func<ComposeFile, IEnumerable<RuleFinding>>>
        {
            Names, MountTargets, ExclusivePairs, Sources, HostPorts, StartIntervals, Versions,
        };
        if (!file.IsOverlay.Value && file.Include.Count == 0)
            rules.AddRange([Undefined, NoImage, Cycles, HealthyWithoutCheck, ProfileClosure, Unused]);
        return [.. rules.SelectMany(rule => rule(file))];
    }

    static RuleFinding Finding(string rule, string path, string message) => new(rule, path, message);

    static string At(string service, string key) => $"services.{service}.{key}";

    static IEnumerable<RuleFinding> Names(ComposeFile file)
    {
        if (file.Name?.LiteralText is { } project && !(project.Length > 0 && (char.IsAsciiLetterLower(project[0]) || char.IsAsciiDigit(project[0]))
            && project.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')))
            yield return Finding("name", "name", $"'{project}' is not a project name: expected lower-case letters, digits, '-' and '_', first a letter or digit");
        foreach (var name in file.Services.Keys.Where(name => !IsName(name)))
            yield return Finding("name", $"services.{name}", $"'{name}' is not a service name: expected letters, digits, '.', '-' and '_'");
        foreach (var (name, service) in file.Services)
        {
            foreach (var profile in service.Profiles.Where(p => !IsName(p) || !char.IsAsciiLetterOrDigit(p[0])))
                yield return Finding("name", At(name, "profiles"), $"'{profile}' is not a profile name: expected letters, digits, '.', '-' and '_', first a letter or digit");
            foreach (var variable in service.Environment.Keys.Where(v => v.Length == 0 || v.Contains('=', StringComparison.Ordinal) || v.Contains('\0', StringComparison.Ordinal)))
                yield return Finding("name", At(name, "environment"), $"'{variable}' is not a variable name: expected a text without '='");
        }
    }

    static bool IsName(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    static IEnumerable<RuleFinding> MountTargets(ComposeFile file)
    {
        foreach (var (name, service) in file.Services)
        {
            var targets = service.Volumes.Select((mount, i) => (Path: At(name, $"volumes[{i}]"), Target: mount.Target.ToString()))
                .Concat(service.Tmpfs.Select((mount, i) => (Path: At(name, $"tmpfs[{i}]"), Target: Templates.Split(mount.ToString(), ':')[0])))
                .Concat(service.Secrets.Select((s, i) => (At(name, $"secrets[{i}]"), Below("/run/secrets/", s.Target ?? s.Source))))
                .Concat(service.Configs.Select((c, i) => (At(name, $"configs[{i}]"), Below("/", c.Target ?? c.Source))));
            var seen = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (path, target) in targets)
            {
                var normal = target.Length > 1 ? target.TrimEnd('/') : target;
                if (!target.StartsWith('/') && !target.StartsWith('$'))
                    yield return Finding("relative-target", path, $"the mount target '{target}' is relative: expected an absolute path");
                if (!seen.TryAdd(normal, path))
                    yield return Finding("duplicate-target", path, $"'{target}' is already mounted by {seen[normal]}: expected every target once");
            }
        }
    }

    static string Below(string folder, Template target) =>
        target.ToString() is var text && text.StartsWith('/') ? text : folder + text;

    static IEnumerable<RuleFinding> StartIntervals(ComposeFile file) =>
        from service in file.Services
        where service.Value.HealthCheck is { StartInterval: not null, StartPeriod: null }
        select Finding("start-interval", At(service.Key, "healthcheck.start_interval"), "start_interval does nothing without start_period: expected both");

    static IEnumerable<RuleFinding> Versions(ComposeFile file)
    {
        var floor = file.Floor.Value ?? Floor.Default;
        var needs = file.Services.SelectMany(s => Needed(s.Key, s.Value));
        return from need in needs
               where need.Engine > floor.Engine || need.Compose > floor.Compose
               select Finding("minimum-version", need.Path,
                   $"needs Engine {need.Engine} and Compose {need.Compose}, the floor is Engine {floor.Engine} and Compose {floor.Compose}: expected a raised floor, or another way");
    }

    static IEnumerable<(string Path, int Engine, Version Compose)> Needed(string name, Service service)
    {
        if (service.HealthCheck?.StartInterval is not null) yield return (At(name, "healthcheck.start_interval"), 25, new(2, 20, 2));
        if (service.DependsOn.Values.Any(d => d.Required is not null)) yield return (At(name, "depends_on"), 23, new(2, 20, 2));
        if (service.EnvFile.Any(f => f.Required is not null)) yield return (At(name, "env_file"), 23, new(2, 24));
        if (service.EnvFile.Any(f => f.Format is not null)) yield return (At(name, "env_file"), 23, new(2, 30));
        if (service.Volumes.Any(v => v is VolumeMount { Subpath: not null })) yield return (At(name, "volumes"), 26, new(2, 26));
        if (service.PullPolicy?.ToString() is { } policy && (policy is "daily" or "weekly" || policy.StartsWith("every_", StringComparison.Ordinal)))
            yield return (At(name, "pull_policy"), 23, new(2, 35));
        if (service.Build?.AdditionalContexts.Count > 0) yield return (At(name, "build.additional_contexts"), 23, new(2, 17));
    }
}
