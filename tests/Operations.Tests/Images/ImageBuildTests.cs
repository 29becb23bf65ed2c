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
        var arguments = string.Join(' ', ImageBuild.Arguments(StandIns, "/etc/ca.pem", "type=docker", ["backend"]));
        Assert.Contains("--file docker-bake.json --file deploy/compose/airgap.bake.json", arguments, StringComparison.Ordinal);
        Assert.Contains("--set *.secrets=id=ca,src=/etc/ca.pem", arguments, StringComparison.Ordinal);
        Assert.EndsWith(" backend", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void Official_images_need_no_overlay_and_no_attestation_is_made()
    {
        var arguments = ImageBuild.Arguments(Official, null, "type=docker", []);
        Assert.DoesNotContain("deploy/compose/airgap.bake.json", arguments);
        Assert.DoesNotContain(arguments, a => a.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("--provenance=false", arguments);
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
        new ImageBuild(new DockerCli { Executable = sandbox.Program("docker", $"[ \"$1\" = info ] && exit 0\n{bake}\n") }, sandbox.Workspace, sandbox.Console).RunAsync(Official, cancellation: TestContext.Current.CancellationToken);
}
