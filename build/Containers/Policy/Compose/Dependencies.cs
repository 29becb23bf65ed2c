using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What comes before what.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Dependencies =>
    [
        Said("compose-depends-started", Severity.Warning, "Docker documentation, control startup order; decision D27", "A started container is not a ready one, though its health check could say when it is.",
            "condition: service_healthy", s => s.Model.DependsOn.Where(d => d.Value.Condition == Condition.ServiceStarted && s.File.Model.Services.TryGetValue(d.Key, out var other) && other.HealthCheck is { Disabled: false })
                .Select(d => ($"depends_on.{d.Key}", $"waits for the start of '{d.Key}' only, which has a health check"))),
        Of("compose-idle-database", Severity.Warning, "decisions D22 and D23", "With its profile the database starts, and nobody waits for it: the service that uses it may be first.",
            "depends_on with condition: service_healthy and required: false", f => f.Model.IsOverlay.Value ? [] : from s in f.Services
                where s.Model.Profiles.Count > 0 && s.IsDatabase && !f.Needed.Contains(s.Name) && f.Services.Any(o => o.Model.Profiles.Count == 0) select At(s, "profiles", "is a database that no service depends on")),
        Said("compose-links", Severity.Warning, "Compose specification, links; Docker documentation, legacy container links", "In a project's network every service has its name already.",
            "remove it; depends_on gives the order, aliases give names", s => When(s.Model.Links.Count > 0, "links", "uses links")),
    ];
}
