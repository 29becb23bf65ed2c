using ArgusAI.Containers;
using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>Both images for both platforms, as they go out: exported, and pushed to a registry of this machine.</summary>
public sealed class Released : IAsyncLifetime
{
    private LocalRegistry? _registry;

    /// <summary>Where they were pushed to.</summary>
    public LocalRegistry Registry => _registry!;

    /// <summary>Where the archives are.</summary>
    public string Folder { get; } = Scratch.NewFolder(Scratch.NewProject());

    /// <summary>The backend's and the frontend's.</summary>
    public IReadOnlyList<ReleasedImage> Images { get; private set; } = [];

    /// <summary>The folder that stands in for the clone in a release: the tree under test, with other folders for what it leaves behind.</summary>
    public Workspace Workspace => new(Repository.Root) { Artifacts = Path.Combine(Folder, "artifacts") };

    /// <summary>The name that a release has in the registry.</summary>
    public string Namespace => $"{Registry.Address}/argusai";

    public async ValueTask InitializeAsync()
    {
        _registry = await LocalRegistry.Start();
        var source = new BaseImageSource((await StackImages.OutsideImages()).StandIns, "");
        var settings = new BuildSettings { Platforms = [Platform.LinuxAmd64, Platform.LinuxArm64] };
        var release = new ImageRelease(new DockerCli(), Workspace, Scratch.Silent) { Push = true, Registry = Namespace };
        Progress.Say("releasing both images for amd64 and arm64; minutes when arm64 was never built here");
        // The base images of the other platform too, which a build for this one alone does not need.
        await new BaseImages(new DockerCli(), new Workspace(Repository.Root), Scratch.Silent)
            .EnsureAsync(source.StandIns ? BaseImageChoice.Debian : BaseImageChoice.Registry, only: ["debian", "dotnet-sdk", "node", .. release.Needs], platforms: settings.Platforms);
        await release.CheckAsync();
        Images = await release.ExportAsync(source, settings, Folder);
        await release.PushAsync(Images);
    }

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null) await _registry.DisposeAsync();
        Scratch.DeleteFolder(Folder);
    }
}

[CollectionDefinition(nameof(Released))]
public sealed class ReleasedImages : ICollectionFixture<Released>;
