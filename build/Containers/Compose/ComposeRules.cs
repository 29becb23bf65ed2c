using ArgusAI.Containers.Compose.Format;

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
            Names, MountTargets, ExclusivePairs, Sources, HostPorts, StartIntervals,
        };
        if (!file.IsOverlay.Value && file.Include.Count == 0)
            rules.AddRange([Undefined, NoImage, Cycles, HealthyWithoutCheck, ProfileClosure, Unused]);
        return [.. rules.SelectMany(rule => rule(file)), .. Written(file, FileShapes.ComposeFile.Write(file)!)];
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
}
