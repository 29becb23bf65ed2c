using ArgusAI.Containers;
using ArgusAI.Containers.Bake;

namespace ArgusAI.Stack;

/// <summary>What <c>docker buildx bake</c> builds: both application images.</summary>
internal static class Bake
{
    /// <summary>The target of the backend's image.</summary>
    public const string Backend = "backend";

    /// <summary>The target of the frontend's image.</summary>
    public const string Frontend = "frontend";

    /// <summary><see cref="StackFiles.Bake"/>.</summary>
    public static BakeFile File { get; } = new()
    {
        Header = StackFiles.Header($"Builds both images: docker buildx bake -f {StackFiles.Bake}\n"
            + $"Without a registry: docker buildx bake -f {StackFiles.Bake} -f {StackFiles.AirgapBake}\n"
            + "No attestations here: with them every cached rebuild has a new image id, and `compose up` recreates containers."),
        Groups = new() { ["default"] = [Backend, Frontend] },
        Targets = new()
        {
            [Backend] = Target(StackFiles.BackendDockerfile, BackendService.Image),
            [Frontend] = Target(StackFiles.FrontendDockerfile, FrontendService.Image),
        },
    };

    /// <summary><see cref="StackFiles.AirgapBake"/>: laid over <see cref="File"/>.</summary>
    public static BakeFile Airgap(OutsideImages images) => new()
    {
        Header = StackFiles.Header($"Local images in the place of those from outside, laid over {StackFiles.Bake}.\nThe names are the FROM strings of the Dockerfiles, which stay as they are."),
        Targets = new()
        {
            [Backend] = new() { Contexts = StandIns.Contexts(images.Debian, images.DotnetSdk) },
            [Frontend] = new() { Contexts = StandIns.Contexts(images.Debian, images.Node) },
        },
    };

    private static BakeTarget Target(string dockerfile, ImageRef image) => new()
    {
        Context = ".",
        Dockerfile = dockerfile,
        Tags = [image],
        Attest = ["type=provenance,disabled=true"],
    };
}

/// <summary>The local images that take the place of those from outside where no registry is reachable.</summary>
internal static class StandIns
{
    /// <summary>BuildKit's named contexts: keyed by exactly what stands after FROM, digest included.</summary>
    public static Entries<Template> Contexts(params IEnumerable<OutsideImage> images) =>
        images.ToEntries(i => i.Reference.ToString(), i => (Template)$"docker-image://{i.StandIn}");
}
