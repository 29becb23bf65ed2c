using ArgusAI.Containers.Bake;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a bake file should keep.</summary>
static class BakePolicies
{
    public static IEnumerable<Policy> All =>
    [
        OfTarget("bake-secret-arg", Severity.Error, "Docker build check SecretsUsedInArgOrEnv, CIS Docker 4.10", "Build arguments stay in the image's history.",
            "secret, and RUN --mount=type=secret", t => t.Args.Keys.Where(SecretName.Looks).Select(name => ($"args.{name}", $"builds with the secret {name} as an argument"))),
        OfTarget("bake-browser-arg", Severity.Warning, "Next.js, Vite and Create React App documentation (variables for the browser); decisions D10 to D12", "The build writes the address into the browser's code: what is set when the container starts is ignored.",
            "read it when the container starts, or serve the API on the page's own origin", t => t.Args.Keys.Where(BrowserVariable.IsAddress).Select(name => ($"args.{name}", $"bakes {name} into the browser's code"))),
        OfTarget("bake-latest", Severity.Warning, "Docker build best practices (tags); decision D37", "The tag moves: nobody can say what runs, or go back.",
            "a version, beside latest if need be", t => t.Tags.Count > 0 && t.Tags.All(tag => tag is { IsFixed: true, Value.Tag: null or "latest" }) ? [("tags", "makes an image with the tag latest only")] : []),
        OfTarget("bake-host-network", Severity.Warning, "BuildKit, entitlement network.host", "Every step reaches everything on the builder's machine.",
            "remove it", t => t.Network?.LiteralText == "host" ? [("network", "builds in the host's network")] : []),
        OfTarget("bake-no-cache", Severity.Note, "Buildx, bake file reference (no-cache)", "Every build does everything again.",
            "remove it; the caller can say --no-cache", t => t.NoCache == true ? [("no-cache", "never uses the cache")] : []),
    ];

    static Policy<BakeFile> OfTarget(string id, Severity severity, string source, string why, string fix, Func<BakeTarget, IEnumerable<(string Key, string Message)>> check) =>
        new(id, severity, source, why, fix, file => from target in file.Targets from breach in check(target.Value) select new Breach($"target.{target.Key}.{breach.Key}", $"'{target.Key}' {breach.Message}", target.Value.Position.Value));
}
