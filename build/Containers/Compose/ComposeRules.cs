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
            Names, MountTargets, ExclusivePairs, Sources, HostPorts, HostAddresses, StartIntervals, Ranges, BuildPlatforms,
        };
        if (!file.IsOverlay.Value && file.Include.Count == 0)
            rules.AddRange([Undefined, Cycles, ExtendsCycles, HealthyWithoutCheck, ProfileClosure, BuildContexts, Unused]);
        // An overlay may leave out what the file below says, a file with includes may not.
        if (!file.IsOverlay.Value) rules.AddRange([NoImage, Capabilities, Watches]);
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
        var containers = new Dictionary<(string Container, string? Profile), string>();
        foreach (var (name, service) in file.Services)
        {
            if (service.ContainerName?.LiteralText is { } container && !(container.Length > 1 && IsName(container) && char.IsAsciiLetterOrDigit(container[0])))
                yield return Finding("name", At(name, "container_name"), $"'{container}' is not a container name: expected at least two letters, digits, '.', '-' and '_', first a letter or digit");
            else if (service.ContainerName?.ToString() is { } taken && OtherOf(taken, service) is { } other)
                yield return Finding("duplicate-name", At(name, "container_name"), $"'{taken}' is already the container of '{other}': expected every name once");
            else if (service.ContainerName?.ToString() is { } free)
                foreach (var profile in service.Profiles.Count == 0 ? new[] { null, "" } : [.. service.Profiles, ""])
                    containers.TryAdd((free, profile), name);
            foreach (var profile in service.Profiles.Where(p => !IsName(p) || !char.IsAsciiLetterOrDigit(p[0])))
                yield return Finding("name", At(name, "profiles"), $"'{profile}' is not a profile name: expected letters, digits, '.', '-' and '_', first a letter or digit");
            foreach (var variable in service.Environment.Keys.Where(v => v.Length == 0 || v.Contains('=', StringComparison.Ordinal) || v.Contains('\0', StringComparison.Ordinal)))
                yield return Finding("name", At(name, "environment"), $"'{variable}' is not a variable name: expected a text without '='");
        }

        // Two services of different profiles may be meant as a choice: "" stands for any profile or none, null for always on.
        string? OtherOf(string container, Service service) => (service.Profiles.Count == 0 ? [""] : new string?[] { null }.Concat(service.Profiles))
            .Select(profile => containers.GetValueOrDefault((container, profile))).FirstOrDefault(found => found is not null);
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
                if (target is not (['/' or '$' or '\\', ..] or [_, ':', ..]))
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
