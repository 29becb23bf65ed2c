namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    const string ServicePrefix = "service:";

    /// <summary>A platform that runs but is not built.</summary>
    static IEnumerable<RuleFinding> BuildPlatforms(ComposeFile file) =>
        from service in file.Services
        let built = service.Value.Build?.Platforms
        let platform = service.Value.Platform
        where built is { Count: > 0 } && built.All(b => b.IsFixed) && platform is { IsFixed: true } && !built.Contains(platform)
        select Finding("build-platform", At(service.Key, "platform"), $"'{platform}' is not built: expected it among build.platforms {string.Join(", ", built)}");

    /// <summary>Contexts that come from a service that is not built here.</summary>
    static IEnumerable<RuleFinding> BuildContexts(ComposeFile file) =>
        from use in Uses(file, ContextsOf)
        where file.Services.TryGetValue(use.Name, out var other) && other.Build is null && other.Extends is null
        select Finding("not-built", At(use.Service, use.Key), $"'{use.Name}' is not built here: expected a service with build");

    static IEnumerable<(string Key, Template? Name)> ContextsOf(Service s) => s.Build is null ? [] :
        from context in s.Build.AdditionalContexts
        from name in OfService(context.Value)
        select ($"build.additional_contexts.{context.Key}", (Template?)name);

    /// <summary>The name in <c>service:name</c>.</summary>
    static IEnumerable<string> OfService(Template? text) =>
        text?.LiteralText is { } literal && literal.StartsWith(ServicePrefix, StringComparison.Ordinal) ? [literal[ServicePrefix.Length..]] : [];
}
