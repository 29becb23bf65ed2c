using ArgusAI.Operations.Images;
using ArgusAI.Stack;
using Nuke.Common;

partial class Build
{
    [Parameter("Where images from outside come from: auto (a registry when one answers), registry, or debian (stand-ins from Debian packages).", Name = "BaseImages")]
    readonly BaseImageChoice BaseImagesFrom = BaseImageChoice.Auto;

    [Parameter("PEM file of the authorities that network steps of a build trust, behind a proxy that inspects TLS. Default: $SSL_CERT_FILE.")]
    readonly string? CaBundle;

    [Parameter("Buildx builder that builds the images; default: the engine in use. `docker buildx ls` names them.")]
    readonly string? Builder;

    [Parameter("Build caches to read, as Buildx writes them; {target} stands for the image: type=registry,ref=HOST/cache:{target}.")]
    readonly string[] CacheFrom = [];

    [Parameter("Build caches to write, in the same form; with mode=max the stages in between too.")]
    readonly string[] CacheTo = [];

    [Parameter("Platforms to build for, linux/amd64 and linux/arm64 with a blank between; default: the engine's own.")]
    readonly string[] Platform = [];

    [Parameter("Containers: also writes each image as an OCI archive into this folder, reproducible, with SBOM and provenance, and its SBOMs beside it.")]
    readonly string? Export;

    [Parameter("Containers: also pushes such images to --registry.")]
    readonly bool Push;

    [Parameter("Where --push goes, as HOST/NAME: ghcr.io/me gives ghcr.io/me/argusai-backend. Sign in before: docker login HOST.")]
    readonly string? Registry;

    BaseImageSource? baseImages;

    Target BaseImages => _ => _
        .Description("Makes sure that every image from outside can be had; builds stand-ins from Debian packages where no registry answers.")
        .DependsOn(Engine)
        .Executes(() => ProvideBaseImages());

    Target Pin => _ => _
        .Description("Asks the registries for the digest of each image in deploy/images.yml, writes it behind the tag, and generates what follows from it.")
        .Executes(() => Interruptible(() => new Pinning(Docker, Workspace, Terminal)
            .RunAsync(pins => ArgusStack.Render(new(OutsideImages.Read(pins), (EngineFloor)EngineFloor)))));

    Target Containers => _ => _
        .Description("Builds the backend and frontend images with docker buildx bake; ends with what each megabyte of them is for.")
        .DependsOn(Images)
        .Executes(() => Interruptible(async () =>
        {
            await new ImageReports(Docker, Workspace).PrintAsync([ImageParts.Backend, ImageParts.Frontend], Terminal, Settings.Platforms);
            await Release.RunAsync(baseImages!, Settings);
        }));

    // Without the table, which takes a second to measure: what Up needs.
    Target Images => _ => _
        .Unlisted()
        .DependsOn(Engine, Generate)
        .After(BaseImages, Env)
        .Executes(() => Interruptible(async () =>
        {
            await Release.CheckAsync();
            await ProvideBaseImages(["debian", "dotnet-sdk", "node", .. Release.Needs]);
            await new ImageBuild(Docker, Workspace, Terminal).RunAsync(baseImages!, Settings, lists: engine!.KeepsLists);
        }));

    BuildSettings Settings => new() { Platforms = BuildSettings.ReadPlatforms(Platform, ImageParts.Platforms), CaBundle = CaBundle, Builder = Builder, CacheFrom = CacheFrom, CacheTo = CacheTo };

    ImageRelease Release => new(Docker, Workspace, Terminal) { Folder = Export, Push = Push, Registry = Registry };

    async Task ProvideBaseImages(params string[] only) =>
        baseImages = await new BaseImages(Docker, Workspace, Terminal).EnsureAsync(BaseImagesFrom, InstallEngine, CaBundle, only.Length > 0 ? only : null, Settings.Platforms);
}
