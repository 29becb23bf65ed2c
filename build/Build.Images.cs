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
        .Executes(() => Interruptible(() => new ImageReports(Docker, Workspace).PrintAsync([ImageParts.Backend, ImageParts.Frontend], Terminal)));

    // Without the table, which takes a second to measure: what Up needs.
    Target Images => _ => _
        .Unlisted()
        .DependsOn(Engine, Generate)
        .After(BaseImages, Env)
        .Executes(() => Interruptible(async () =>
        {
            await ProvideBaseImages("debian", "dotnet-sdk", "node");
            await new ImageBuild(Docker, Workspace, Terminal).RunAsync(baseImages!, new() { CaBundle = CaBundle, Builder = Builder, CacheFrom = CacheFrom, CacheTo = CacheTo });
        }));

    async Task ProvideBaseImages(params string[] only) =>
        baseImages = await new BaseImages(Docker, Workspace, Terminal).EnsureAsync(BaseImagesFrom, InstallEngine, CaBundle, only.Length > 0 ? only : null);
}
