using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary><c>--builder NAME</c>: another engine builds, this one gets the images.</summary>
public sealed class BuilderTests : IDisposable
{
    private readonly SmallProject _project = new();

    [Fact]
    public async Task Another_engine_builds_from_what_this_one_has_and_the_images_arrive_here()
    {
        var (outside, debian) = (await StackImages.OutsideImages(), PinFile.Load(new(Repository.Root))["debian"]);
        _project.Write("backend.Dockerfile", $"FROM {debian.Pinned} AS build\nRUN cat /etc/os-release >/release\nFROM scratch\nCOPY --from=build /release /\nCMD [\"/none\"]\n");
        _project.Write(Bake.StandInOverlay, $$"""
            { "target": { "backend": { "contexts": { "{{debian.Pinned}}": "docker-image://{{debian.StandIn}}" } }, "frontend": { "contexts": {} } } }
            """);

        await using var engine = await SecondEngine.Start();
        // The user's own contexts stay as they are.
        var here = new DockerCli { Environment = new Dictionary<string, string?> { ["DOCKER_CONFIG"] = _project.Workspace["config"] } };
        await here.ReadAsync(["context", "create", "workshop", "--docker", $"host={engine.Host}"], "", TestContext.Current.CancellationToken);

        await _project.Build(here, new BuildSettings { Builder = "workshop" }, outside.StandIns);
        Assert.Contains("ID=debian", (await Archive.OfImage(_project.Image("backend"))).Single(f => f.Path == "/release").Text, StringComparison.Ordinal);
        Assert.NotEqual("", await _project.Id("frontend"));
        // The work was done there.
        Assert.Contains("os-release", await engine.Docker.ReadAsync(["builder", "du", "--verbose"], "", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_project.Workspace.Artifacts, "transfer-*"));
    }

    public void Dispose() => _project.Dispose();
}
