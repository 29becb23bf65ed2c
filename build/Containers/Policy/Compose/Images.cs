using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a service runs.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Images =>
    [
        Said("compose-image-tag", Severity.Warning, "hadolint DL3006 and DL3007 for Compose, CIS Docker 5.28, KICS, dclint service-image-require-explicit-tag", "A tag that moves makes every pull another program.",
            "name a version", s => When(s.Model.Image is { IsFixed: true, Value: { Digest: null, Tag: null or "latest" } }, "image", $"runs '{s.Model.Image}', which moves")),
        Said("compose-image-digest", Severity.Note, "OpenSSF Scorecard Pinned-Dependencies, decision D19", "A tag can be pushed again: only a digest always means the same bytes.",
            "name:tag@sha256:…", s => When(s.Model is { Build: null, Image: { IsFixed: true, Value: { Digest: null, Tag: not (null or "latest") } } }, "image", $"runs '{s.Model.Image}', which is not pinned to a digest")),
        Said("compose-pull-policy", Severity.Warning, "Compose specification, build and image; dclint no-build-and-image; decision D37", "Whether the image is pulled or built depends on what the machine has.",
            "pull_policy: missing, build or never", s => When(s.Model is { Build: not null, Image: not null, PullPolicy: null }, "image", "has an image and a build, and does not say which comes first")),
        Said("compose-image-variable", Severity.Warning, "Compose specification, interpolation", "Without the variable the reference is broken, or the tag is latest.",
            "${NAME:-default} or ${NAME:?message}", s => s.Model.Image?.Interpolations.FirstOrDefault(i => i.Fallback == Fallback.None) is { } variable ? [("image", $"has an image with '{variable}', which may be blank")] : []),
        Said("compose-container-name", Severity.Note, "Compose specification, container_name", "A fixed name forbids a second container, and a second copy of the project.",
            "remove it: Compose makes a name", s => When(s.Model.ContainerName is not null, "container_name", $"has the fixed name '{s.Model.ContainerName}'")),
        Said("compose-constant-platform", Severity.Note, "Docker build check FromPlatformFlagConstDisallowed, for Compose", "On another machine it runs under emulation, many times slower, or not at all.",
            "remove it, or ${NAME:-…}", s => When(s.Model.Platform is { IsFixed: true }, "platform", $"is fixed to {s.Model.Platform}")),
    ];
}
