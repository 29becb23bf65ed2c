using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class ImageBuildTests : IDisposable
{
    private const string BothFromDebian = """{"target":{"backend":{"contexts":{"debian:trixie-slim":"docker-image://argusai.local/base/debian:trixie"}},"frontend":{"contexts":{"debian:trixie-slim":"docker-image://argusai.local/base/debian:trixie"}}}}""";
    private static readonly BaseImageSource Official = new(false, ""), StandIns = new(true, "");

    private readonly FakeBuilder docker = new();

    [Fact]
    public async Task Images_get_their_names_after_the_whole_build_and_lose_those_of_the_build()
    {
        await Build();
        var (backend, frontend) = (Unfinished("backend"), Unfinished("frontend"));
        Assert.StartsWith("argusai.local/unfinished/backend:", backend, StringComparison.Ordinal);
        // Named beside each other.
        Assert.Equal([$"tag {backend} {FakeBuilder.Backend}", $"tag {frontend} {FakeBuilder.Frontend}"], AfterBake.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal($"image rm {backend} {frontend}", AfterBake.ElementAt(2));
        Assert.DoesNotContain(docker.BakeCall, w => w.Contains(FakeBuilder.Backend, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Images_that_have_their_names_already_are_not_named_again_and_nothing_is_removed()
    {
        docker.On("image inspect *", $$"""printf 'sha256:b2 ["{{FakeBuilder.Backend}}"]\nsha256:f2 ["other:1","{{FakeBuilder.Frontend}}"]\n'""");
        await Build();
        Assert.Equal([$"image rm {Unfinished("backend")} {Unfinished("frontend")}"], AfterBake);
    }

    [Fact]
    public async Task A_name_that_another_image_has_moves_also_where_every_step_was_in_the_cache()
    {
        docker.On("image inspect *", $$"""printf 'sha256:b1 ["{{FakeBuilder.Backend}}"]\nsha256:f2 ["{{FakeBuilder.Frontend}}"]\n'""");
        await Build("printf '#5 [build 1/1] COPY . .\n#5 CACHED\n' >&2");
        Assert.Contains($"tag {Unfinished("backend")} {FakeBuilder.Backend}", docker.Calls);
        Assert.Contains(docker.Calls, c => c.Contains("dangling=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_build_moves_no_name_even_where_an_image_is_done()
    {
        await Assert.ThrowsAsync<OperationException>(() => Build("exit 1"));
        Assert.Equal([$"image rm {Unfinished("backend")} {Unfinished("frontend")}"], AfterBake);
    }

    [Fact]
    public async Task Two_builds_of_one_process_do_not_share_names()
    {
        await Build();
        var first = Unfinished("backend");
        docker.Sandbox.File("calls", "");
        await Build();
        Assert.NotEqual(first, Unfinished("backend"));
    }

    [Fact]
    public async Task Images_of_ours_that_lost_their_names_are_removed()
    {
        docker.On("image ls *dangling=true*", "printf 'sha256:1\\nsha256:2\\nsha256:1\\n'");
        docker.On("image rm sha256*", "echo 'unable to remove: image is being used by running container' >&2; exit 1");

        // One that a container uses stays, and is no error: the next build removes it.
        await Build();

        Assert.Equal("image rm sha256:1 sha256:2", docker.Calls[^1]);
        Assert.Contains("label=org.opencontainers.image.source=https://github.com/project-argusai/argusai", Assert.Single(docker.Calls, c => c.Contains("dangling=true", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_build_left_is_removed_and_what_a_running_one_works_on_is_not()
    {
        docker.On("image ls *reference=argusai.local/unfinished/*", $"printf 'argusai.local/unfinished/backend:4194305-1\\nargusai.local/unfinished/backend:{Environment.ProcessId}-1\\nargusai.local/unfinished/backend:latest\\n'");
        await Build();
        Assert.Equal("image rm argusai.local/unfinished/backend:4194305-1", docker.Calls[^1]);
    }

    [Fact]
    public async Task Stand_ins_add_their_overlay_and_official_images_need_none()
    {
        await Build(source: StandIns);
        Assert.Contains("--file docker-bake.json --file deploy/compose/airgap.bake.json", string.Join(' ', docker.BakeCall), StringComparison.Ordinal);
        docker.Sandbox.File("calls", "");
        await Build();
        Assert.DoesNotContain("deploy/compose/airgap.bake.json", docker.BakeCall);
    }

    [Fact]
    public async Task No_attestation_is_made_and_the_targets_come_last()
    {
        await Build();
        Assert.Contains("--provenance=false", docker.BakeCall);
        Assert.Equal(["backend", "frontend"], docker.BakeCall[^2..]);
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
        Assert.Contains("npm is working", await File.ReadAllTextAsync(Path.Combine(docker.Sandbox.Folder, "artifacts/logs/build.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("finished steps are kept", error.Fix, StringComparison.Ordinal);
        Assert.Contains("artifacts/logs/build.log", error.Fix, StringComparison.Ordinal);
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
        Assert.Contains("   12.3 s  [build 2/2] RUN make [all]", docker.Printed, StringComparison.Ordinal);
        Assert.Contains("    2.2 s  [backend] exporting to image", docker.Printed, StringComparison.Ordinal);
        Assert.Contains("(1 of 2 steps from the cache)", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_before_any_step_is_shown()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Build("echo 'ERROR: docker-bake.json:3: unexpected token' >&2; exit 1"));
        Assert.Contains("docker-bake.json:3: unexpected token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_engine_built_comes_as_archives_that_are_loaded_and_removed()
    {
        docker.On("buildx bake*", "echo backend >\"$(place backend)\"; echo frontend >\"$(place frontend)\"");
        docker.On("load *", "cat \"$(after --input)\" >>loaded");

        await Build(settings: Another);

        var folder = Path.GetDirectoryName(Destination("backend"))!;
        Assert.Equal([$"load --quiet --input {folder}/backend.tar", $"load --quiet --input {folder}/frontend.tar"], docker.Calls.Where(c => c.StartsWith("load", StringComparison.Ordinal)));
        Assert.Equal("backend\nfrontend\n", await File.ReadAllTextAsync(Path.Combine(docker.Sandbox.Folder, "loaded"), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(folder));
        // The archives carry the names.
        Assert.DoesNotContain(docker.BakeCall, w => w.Contains(".tags=", StringComparison.Ordinal));
        Assert.Contains("--builder team", string.Join(' ', docker.BakeCall), StringComparison.Ordinal);
        Assert.DoesNotContain(docker.Calls, c => c.StartsWith("tag", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_engine_of_another_context_is_named_by_its_context()
    {
        docker.On("buildx inspect elsewhere", "printf 'Name:   elsewhere\\nDriver: docker\\n'");
        docker.On("context show", "echo default");
        docker.On("--context elsewhere buildx bake*", "echo backend >\"$(place backend)\"; echo frontend >\"$(place frontend)\"");
        docker.On("load *", ":");
        await Build(settings: new() { Builder = "elsewhere" });
        Assert.Equal(2, docker.Calls.Count(c => c.StartsWith("load", StringComparison.Ordinal)));
        Assert.DoesNotContain("--builder", docker.BakeCall);
    }

    [Fact]
    public async Task Of_a_build_that_another_engine_failed_nothing_is_loaded()
    {
        docker.On("buildx bake*", "echo backend >\"$(place backend)\"; exit 1");
        await Assert.ThrowsAsync<OperationException>(() => Build(settings: Another));
        Assert.DoesNotContain(docker.Calls, c => c.StartsWith("load", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Destination("backend"))));
    }

    [Fact]
    public async Task Another_engine_gets_stand_ins_as_layouts()
    {
        docker.Sandbox.File(Bake.StandInOverlay, BothFromDebian);
        docker.On("buildx bake*", "echo backend >\"$(place backend)\"; echo frontend >\"$(place frontend)\"");
        docker.On("load *", ":");
        docker.On("image inspect*", "echo sha256:d1");
        docker.On("save *", """mkdir layout && echo '{"manifests":[{"digest":"sha256:abc"}]}' >layout/index.json && tar -C layout -cf "$(after --output)" index.json""");

        await Build(settings: Another, source: StandIns);

        var layout = $"oci-layout://{docker.Sandbox.Folder}/cache/base-images/layouts/sha256-d1@sha256:abc";
        Assert.Contains($"backend.contexts.debian:trixie-slim={layout}", docker.BakeCall);
        Assert.Contains($"frontend.contexts.debian:trixie-slim={layout}", docker.BakeCall);
        Assert.Single(docker.Calls, c => c.StartsWith("save", StringComparison.Ordinal));
        Assert.Equal(["sha256-d1"], Layouts);
    }

    [Fact]
    public async Task A_layout_that_no_build_used_for_a_week_is_removed_when_another_is_made()
    {
        docker.Sandbox.File(Bake.StandInOverlay, BothFromDebian);
        docker.On("buildx bake*", "echo backend >\"$(place backend)\"; echo frontend >\"$(place frontend)\"");
        docker.On("load *", ":");
        docker.On("save *", """mkdir -p layout && echo '{"manifests":[{"digest":"sha256:abc"}]}' >layout/index.json && tar -C layout -cf "$(after --output)" index.json""");
        foreach (var image in (string[])["d1", "d2"]) await BuildWith(image);
        foreach (var image in Layouts) Directory.SetLastWriteTimeUtc(Layout(image!), DateTime.UtcNow.AddDays(-8));

        await BuildWith("d2");
        Assert.Equal(["sha256-d1", "sha256-d2"], Layouts);
        await BuildWith("d3");
        Assert.Equal(["sha256-d2", "sha256-d3"], Layouts);

        async Task BuildWith(string image)
        {
            docker.On("image inspect*", $"echo sha256:{image}");
            await Build(settings: Another, source: StandIns);
        }
    }

    public void Dispose() => docker.Dispose();

    private BuildSettings Another
    {
        get
        {
            docker.On("buildx inspect team", "printf 'Name:   team\\nDriver: docker-container\\n'");
            return new() { Builder = "team" };
        }
    }

    private IEnumerable<string?> Layouts => Directory.GetFileSystemEntries(Layout("")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string Layout(string image) => Path.Combine(docker.Sandbox.Folder, "cache/base-images/layouts", image);

    private string Unfinished(string target) => docker.BakeCall.Single(w => w.StartsWith($"{target}.tags=", StringComparison.Ordinal)).Split('=', 2)[1];

    // The names' present images are asked for beside the build.
    private IEnumerable<string> AfterBake => docker.Calls.SkipWhile(c => !c.StartsWith("buildx bake", StringComparison.Ordinal)).Skip(1).Where(c => !c.StartsWith("image inspect", StringComparison.Ordinal));

    private string Destination(string target) => docker.BakeCall.Single(w => w.StartsWith($"{target}.output=type=oci,dest=", StringComparison.Ordinal)).Split("dest=")[1];

    private Task<BuildSummary> Build(string? bake = null, BuildSettings? settings = null, BaseImageSource? source = null)
    {
        if (bake is not null) docker.On("buildx bake*", bake);
        return new ImageBuild(docker.Cli, docker.Sandbox.Workspace, docker.Sandbox.Console).RunAsync(source ?? Official, settings, cancellation: TestContext.Current.CancellationToken);
    }
}
