using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What stages begin with.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Bases =>
    [
        Of("dockerfile-untagged", Severity.Warning, "hadolint DL3006", "An image without a tag is whatever was pushed last.",
            "name a tag or a digest", f => Images(f, image => image is { Tag: null, Digest: null }, "has neither tag nor digest")),
        Of("dockerfile-latest", Severity.Warning, "hadolint DL3007, Checkov CKV_DOCKER_7", "The tag latest moves: two builds of one commit differ.",
            "name a version", f => Images(f, image => image is { Tag: "latest", Digest: null }, "has the tag latest")),
        Of("dockerfile-no-digest", Severity.Note, "OpenSSF Scorecard Pinned-Dependencies, Docker build best practices", "A tag can be pushed again: only a digest always means the same bytes.",
            "pin it: name:tag@sha256:…", f => Images(f, image => image is { Tag: not (null or "latest"), Digest: null }, "is not pinned to a digest")),
        Of("dockerfile-constant-platform", Severity.Warning, "Docker build check FromPlatformFlagConstDisallowed, hadolint DL3029", "The image can then be built for one platform only.",
            "leave --platform out, use $BUILDPLATFORM, or put the platform into the stage's name", f => Stages(f, ConstantPlatform, s => $"is fixed to {s.Platform}")),
        Of("dockerfile-redundant-platform", Severity.Note, "Docker build check RedundantTargetPlatform", "It is the default.",
            "remove --platform=$TARGETPLATFORM", f => Stages(f, s => s.Platform is { IsFixed: true, Value: var platform } && platform == Platform.Target, _ => "names the default platform")),
        Of("dockerfile-empty-from-arg", Severity.Warning, "Docker build check InvalidDefaultArgInFrom", "A build without --build-arg fails at FROM.",
            "give the ARG a default that makes a valid image", EmptyInFrom),
        Of("dockerfile-unused-stage", Severity.Note, "BuildKit: stages the target does not need are not built", "It is never built on the way to the image: work, or a mistake, that nobody sees.",
            "use it, build it with --target, or remove it", f => Unused(f).Select(s => DockerfileSubject.At(s, $"is not needed by the final stage '{f.Model.Final.Name}'"))),
    ];

    static IEnumerable<Breach> Images(DockerfileSubject file, Func<ImageRef, bool> bad, string message)
    {
        foreach (var stage in file.Model.Stages)
            if (stage.Base is StageBase.Image { Reference: var image } && bad(image))
                yield return new(stage.Name, $"'{image}' {message}", stage.Position.Value);
        foreach (var step in file.Steps)
            if (step.Instruction is Copy { From: CopySource.FromImage { Image: var source } } && bad(source))
                yield return new($"{step.Stage.Name}[{step.Index}]", $"'{source}' {message}", step.Instruction.Position.Value);
    }

    static IEnumerable<Breach> Stages(DockerfileSubject file, Func<Stage, bool> bad, Func<Stage, string> message) =>
        file.Model.Stages.Where(bad).Select(s => DockerfileSubject.At(s, message(s)));

    static bool ConstantPlatform(Stage stage) => stage.Platform is { IsFixed: true, Value.Value: var platform } && !platform.Contains('$', StringComparison.Ordinal)
        && !platform.Split('/').Any(part => stage.Name.Contains(part, StringComparison.OrdinalIgnoreCase));

    static IEnumerable<(Stage Stage, Template Text)> Expressions(DockerfileSubject file) =>
        file.Model.Stages.Where(s => s.Base is StageBase.Expression).Select(s => (s, ((StageBase.Expression)s.Base).Text));

    static IEnumerable<Breach> EmptyInFrom(DockerfileSubject file)
    {
        var defaults = file.Model.GlobalArgs.ToLookup(a => a.Name.Value, a => a.Default?.LiteralText);
        return from stage in Expressions(file)
               where stage.Text.Interpolations.All(v => defaults.Contains(v.Name.Value)) && stage.Text.Interpolations.All(v => v.Fallback is Fallback.None or Fallback.IfBlank or Fallback.IfUnset)
               let image = stage.Text.Resolve(name => defaults[name].LastOrDefault())
               where !ImageRef.TryParse(image, null, out _)
               select DockerfileSubject.At(stage.Stage, $"begins with '{stage.Text}', which without --build-arg is '{image}'");
    }

    static IEnumerable<Stage> Unused(DockerfileSubject file)
    {
        var needed = Dockerfile.For(file.Model.Final).Stages.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return file.Model.Stages.Where(s => !needed.Contains(s.Name));
    }
}
