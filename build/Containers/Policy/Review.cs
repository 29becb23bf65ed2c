using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>Holds files against policies.</summary>
public sealed record Review
{
    /// <summary>What is held against what, in order.</summary>
    Items<(string File, object Model)> Subjects { get; init; } = [];

    /// <summary>The policies; all of them unless said otherwise.</summary>
    public Items<Policy> Policies { get; init; } = Containers.Reviews.Policies.All;
    /// <summary>The findings that are accepted.</summary>
    public Items<Waiver> Waivers { get; init; } = [];

    /// <summary>With a Compose file.</summary>
    public Review Of(string file, ComposeFile model) => this with { Subjects = Subjects.Add([(file, model)]) };
    /// <summary>With a Dockerfile.</summary>
    public Review Of(string file, Dockerfile model) => this with { Subjects = Subjects.Add([(file, model)]) };
    /// <summary>With an nginx configuration.</summary>
    public Review Of(string file, NginxConfig model) => Of(file, model.Directives);
    /// <summary>With an nginx configuration as directives.</summary>
    public Review Of(string file, IReadOnlyList<Directive> directives) =>
        this with { Subjects = Subjects.Add([(file, new NginxTree(directives))]) };

    /// <summary>What is left after the waivers, and the waivers that cover nothing, in the order of files and policies.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var all = Subjects.SelectMany(s => Policies.SelectMany(p => p.Check(s.Model)
            .Select(b => new Finding(p, s.File, b.Place, b.Position.Line > 0 ? b.Position : Locate(s.Model, b.Place), b.Message)))).ToArray();
        var used = Waivers.Where(w => all.Any(w.Covers)).ToHashSet();
        return
        [
            .. all.Where(f => !used.Any(w => w.Covers(f))),
            .. Waivers.Where(w => !used.Contains(w)).Select(w => new Finding(IdleWaiver, w.File, w.Place, default,
                $"the waiver of '{w.Id}' covers nothing: its reason was '{w.Reason}'")),
        ];
    }

    /// <summary>A waiver that covers nothing hides the next real finding.</summary>
    public static Policy IdleWaiver { get; } = new Policy<object>("waiver-idle", Severity.Error, "this project's design",
        "A waiver that covers nothing hides the next real finding.", "remove it", _ => []);

    /// <summary>The position of the nearest place that has one: a missing key has none, its service has.</summary>
    static Position Locate(object model, string place) => (model as ComposeFile)?.Positions.Value?.Nearest(place) ?? default;
}

/// <summary>nginx directives as a subject of their own type.</summary>
sealed record NginxTree(IReadOnlyList<Directive> Directives);

/// <summary>Every policy of the library.</summary>
public static class Policies
{
    /// <summary>All, by kind of file.</summary>
    public static Items<Policy> All { get; } = [.. DockerfilePolicies.All, .. ComposePolicies.All, .. NginxPolicies.All];
}
