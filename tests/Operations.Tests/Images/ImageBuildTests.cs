using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

public sealed class ImageBuildTests : IDisposable
{
    private static readonly BaseImageSource Official = new(false, ""), StandIns = new(true, "");

    private readonly Sandbox sandbox = new();

    [Fact]
    public void Stand_ins_add_their_overlay_and_certificates_come_as_a_secret()
    {
        var arguments = string.Join(' ', ImageBuild.Arguments(StandIns, new(), "/etc/ca.pem", "type=docker", ["backend"]));
        Assert.Contains("--file docker-bake.json --file deploy/compose/airgap.bake.json", arguments, StringComparison.Ordinal);
        Assert.Contains("--set *.secrets=id=ca,src=/etc/ca.pem", arguments, StringComparison.Ordinal);
        Assert.EndsWith(" backend", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void Official_images_need_no_overlay_and_no_attestation_is_made()
    {
        var arguments = ImageBuild.Arguments(Official, new(), null, "type=docker", []);
        Assert.DoesNotContain("deploy/compose/airgap.bake.json", arguments);
        Assert.DoesNotContain(arguments, a => a.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("--provenance=false", arguments);
    }

    [Fact]
    public void Caches_reach_each_image_under_its_own_name()
    {
        var settings = new BuildSettings { Builder = "team", CacheFrom = ["type=registry,ref=h/c:{target}", "type=gha"], CacheTo = ["type=local,dest=/c/{target},mode=max"] };
        var arguments = string.Join(' ', ImageBuild.Arguments(Official, settings, null, "type=docker", ["backend", "frontend"]));
        Assert.EndsWith("--builder team --set backend.cache-from=type=registry,ref=h/c:backend --set frontend.cache-from=type=registry,ref=h/c:frontend --set *.cache-from=type=gha "
            + "--set backend.cache-to=type=local,dest=/c/backend,mode=max --set frontend.cache-to=type=local,dest=/c/frontend,mode=max backend frontend", arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("type=local,dest=/c", 2, true)]
    [InlineData("type=local,dest=/c", 1, false)]
    [InlineData("type=inline", 2, false)]
    [InlineData("type=gha,scope={target}", 2, false)]
    public void Two_images_do_not_write_one_cache(string cache, int images, bool refused)
    {
        var failure = Record.Exception(() => ImageBuild.Arguments(Official, new() { CacheTo = [cache] }, null, "type=docker", images == 1 ? ["backend"] : ["backend", "frontend"]));
        Assert.Equal(refused, failure is OperationException);
        if (failure is OperationException said) Assert.Contains("put {target} into it", said.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_name_the_default_group_of_the_bake_file_is_built() =>
        Assert.Equal(["backend", "frontend"], BuildSettings.DefaultTargets(sandbox.File("docker-bake.json", """{"//":["x"],"group":{"default":{"targets":["backend","frontend"]}},"target":{}}""")));

    [Theory]
    [InlineData("docker-container", false, "type=docker", null)]
    [InlineData("docker-container", true, null, "does not see this engine's images")]
    [InlineData("kubernetes", false, "type=docker", null)]
    [InlineData("docker", false, null, "is another engine")]
    [InlineData("none", false, null, "no builder \"team\" found")]
    public async Task A_builder_hands_its_images_to_the_engine_in_use_or_is_refused(string driver, bool standIns, string? output, string? words)
    {
        var docker = new DockerCli
        {
            Executable = sandbox.Program("docker", $$"""
                case "$*" in
                  "buildx inspect team") [ {{driver}} = none ] && { echo 'ERROR: no builder "team" found' >&2; exit 1; }; printf 'Name:   team\nDriver: {{driver}}\n' ;;
                  "context show") echo default ;;
                  *) echo "unexpected: $*" >&2; exit 99 ;;
                esac
                """),
        };
        Task<string> Choose() => ImageOutput.ForAsync(docker, "team", standIns, TestContext.Current.CancellationToken);
        if (words is null) Assert.Equal(output, await Choose());
        else Assert.Contains(words, (await Assert.ThrowsAsync<OperationException>(Choose)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_shows_the_failed_steps_last_lines_and_keeps_the_whole_log()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Build("""
            cat >&2 <<'END'
            #5 [backend build 3/4] RUN dotnet publish
            #6 [frontend build 2/3] RUN npm ci
            #6 0.100 npm is working
            #5 0.532 Program.cs(3,1): error CS1002: ; expected
            #5 ERROR: process "/bin/sh -c dotnet publish" did not complete successfully: exit code: 1
            ERROR: target backend: failed to solve: exit code: 1
            END
            exit 1
            """));
        Assert.Contains("[backend build 3/4] RUN dotnet publish\n  Program.cs(3,1): error CS1002: ; expected\nERROR: target backend", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("npm is working", error.Message, StringComparison.Ordinal);
        Assert.Contains("npm is working", await File.ReadAllTextAsync(Path.Combine(sandbox.Folder, "artifacts/logs/build.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_says_how_much_came_from_the_cache()
    {
        var summary = await Build("""
            cat >&2 <<'END'
            #0 building with "default" instance using docker driver
            #1 [internal] load build definition from Dockerfile
            #1 DONE 0.0s
            #4 [backend internal] load .dockerignore
            #4 DONE 0.0s
            #5 [build 1/2] COPY . .
            #5 CACHED
            #6 [build 2/2] RUN make [all]
            #6 1.000 cc -o probe
            #6 DONE 12.3s
            #7 [backend] exporting to image
            #7 DONE 2.2s
            END
            """);
        Assert.Equal((2, 1), (summary.Steps, summary.Cached));
        Assert.Contains("   12.3 s  [build 2/2] RUN make [all]", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("    2.2 s  [backend] exporting to image", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("(1 of 2 steps from the cache)", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_before_any_step_is_shown()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Build("echo 'ERROR: docker-bake.json:3: unexpected token' >&2; exit 1"));
        Assert.Contains("docker-bake.json:3: unexpected token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_containerds_image_store_layers_keep_the_engines_own_form()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.Equal("type=docker", await ImageOutput.ForAsync(new DockerCli { Executable = sandbox.Program("old", """echo '[["Backing Filesystem","extfs"]]'""") }, token));
        Assert.Contains("compression=uncompressed", await ImageOutput.ForAsync(new DockerCli { Executable = sandbox.Program("new", """echo '[["driver-type","io.containerd.snapshotter.v1"]]'""") }, token), StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private Task<BuildSummary> Build(string bake) =>
        new ImageBuild(new DockerCli { Executable = sandbox.Program("docker", $"[ \"$1\" = info ] && exit 0\n{bake}\n") }, sandbox.Workspace, sandbox.Console).RunAsync(Official, targets: ["backend"], cancellation: TestContext.Current.CancellationToken);
}
