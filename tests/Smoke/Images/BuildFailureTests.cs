using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>A build that does not come to its end leaves the last good images under their names, and says what to do.</summary>
public sealed class BuildFailureTests : IDisposable
{
    private readonly SmallProject _project = new();

    [Fact]
    public async Task Neither_image_gets_its_name_when_one_of_them_cannot_be_built()
    {
        await _project.Build();
        var before = await Ids();
        Assert.DoesNotContain("", before);

        _project.Write("content", "second");
        _project.Write("frontend.Dockerfile", "FROM scratch\nCOPY content missing /\n");
        await Assert.ThrowsAsync<OperationException>(() => _project.Build());
        Assert.Equal(before, await Ids());

        _project.Write("frontend.Dockerfile", "FROM scratch\nCOPY content /\n");
        await _project.Build();
        Assert.Empty(before.Intersect(await Ids()));
        // What had the names is gone: no container uses it.
        foreach (var replaced in before) Assert.False(await Engine.HasImage(replaced), $"{replaced} is still there");
    }

    [Fact]
    public async Task An_export_that_fails_inside_BuildKit_moves_no_name()
    {
        await _project.Build();
        var before = await Ids();
        _project.Write("content", "second");
        // BuildKit cannot rewrite times in an image that it unpacks, and finds out after it has named it.
        _project.Write("docker.sh", """
            #!/bin/sh
            if [ "$1 $2" = "buildx bake" ]; then set -- "$@" --set '*.output=type=image,unpack=true,rewrite-timestamp=true'; export SOURCE_DATE_EPOCH=1700000000; fi
            exec docker "$@"
            """);
        File.SetUnixFileMode(_project.Workspace["docker.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Assert.ThrowsAsync<OperationException>(() => _project.Build(new DockerCli { Executable = _project.Workspace["docker.sh"] }));
        Assert.Equal(before, await Ids());
    }

    [Fact]
    public async Task A_base_image_whose_digest_is_gone_is_told_with_the_command_that_takes_the_present_one()
    {
        await using var registry = await LocalRegistry.Start();
        await registry.Push("first", "base:1");
        _project.Write("backend.Dockerfile", $"FROM {registry.Address}/base:1@sha256:{new string('0', 64)}\nCOPY content /\n");
        var failure = await Assert.ThrowsAsync<OperationException>(() => _project.Build());
        Assert.Contains("./build.sh Pin", failure.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_of_the_engine_is_named_with_how_to_free_it()
    {
        await using var engine = await SecondEngine.Start(disk: "80m");
        await File.WriteAllBytesAsync(_project.Workspace["content"], new byte[120_000_000], TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<OperationException>(() => _project.Build(engine.Docker));
        Assert.Contains("docker system df", failure.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_platform_that_no_compiler_is_named_for_is_refused_before_anything_is_built()
    {
        var refused = await new Shell(Repository.Root).Run(Repository.File("build.sh"), "Containers", "--platform", "linux/riscv64");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("name one or more of linux/amd64 linux/arm64", refused.All, StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();

    private async Task<IReadOnlyList<string>> Ids() => [.. await Task.WhenAll(SmallProject.Targets.Select(_project.Id))];
}
