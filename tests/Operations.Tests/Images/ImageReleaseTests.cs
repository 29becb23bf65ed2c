using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class ImageReleaseTests : IDisposable
{
    private const string Backend = "ghcr.io/me/argusai-backend:0.1.0", Frontend = "ghcr.io/me/argusai-frontend:0.1.0";

    private readonly FakeBuilder docker = new();
    private readonly string hash;

    public ImageReleaseTests()
    {
        docker.Sandbox.File(PinFile.Path, File.ReadAllText(Workspace.Find(AppContext.BaseDirectory)[PinFile.Path]));
        hash = GitClone.Make(docker.Sandbox);
        docker.On("buildx imagetools inspect *", "echo \"ERROR: $4: not found\" >&2; exit 1");
        Builds("first");
    }

    [Fact]
    public async Task An_export_writes_an_archive_of_each_image_and_the_contents_of_each_platform_beside_it()
    {
        var images = await Export();
        Assert.Equal(
            ["argusai-backend.linux-amd64.spdx.json", "argusai-backend.linux-arm64.spdx.json", "argusai-backend.oci.tar",
                "argusai-frontend.linux-amd64.spdx.json", "argusai-frontend.linux-arm64.spdx.json", "argusai-frontend.oci.tar"],
            Exported);
        Assert.Equal([FakeBuilder.Backend, FakeBuilder.Frontend], images.Select(i => i.Name));
        Assert.Equal(["linux/amd64", "linux/arm64"], images[0].Archive.Images.Select(i => i.Platform));
        // The statement's predicate alone is what tools read.
        Assert.Equal("""{"spdxVersion":"SPDX-2.3","name":"backend first"}""" + "\n", File.ReadAllText(Path.Combine(Folder, "argusai-backend.linux-amd64.spdx.json")));
    }

    [Fact]
    public async Task An_export_has_the_commits_time_its_hash_and_what_is_attached()
    {
        docker.On("buildx bake*", "echo \"$SOURCE_DATE_EPOCH\" >epoch; cp backend.tar \"$(place backend)\"; cp frontend.tar \"$(place frontend)\"");
        await Export(new BaseImageSource(true, ""));
        Assert.Equal(GitClone.Time, File.ReadAllText(Path.Combine(docker.Sandbox.Folder, "epoch")).Trim());
        Assert.Superset(
            new HashSet<string>([$"*.labels.org.opencontainers.image.revision={hash}", "*.attest=type=provenance,mode=max", "*.attest=type=sbom,generator=argusai.local/base/sbom-scanner:1", $"backend.tags={FakeBuilder.Backend}"]),
            docker.BakeCall.ToHashSet());
        Assert.EndsWith(",rewrite-timestamp=true", docker.BakeCall.Single(w => w.StartsWith("frontend.output=type=oci,dest=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_export_into_the_clone_still_names_the_commit()
    {
        docker.Sandbox.File(".git/info/exclude", "*\n!/out/\n!/out/**\n");
        await Export();
        docker.Sandbox.File("calls", "");
        await Export();
        Assert.Contains($"*.labels.org.opencontainers.image.revision={hash}", docker.BakeCall);
    }

    [Fact]
    public async Task A_failed_export_leaves_the_folder_as_it_was()
    {
        docker.On("buildx bake*", "cp backend.tar \"$(place backend)\"; exit 1");
        await Assert.ThrowsAsync<OperationException>(() => Export());
        Assert.False(Directory.Exists(Folder));

        await AfterFirst(() => docker.On("buildx bake*", "cp backend.tar \"$(place backend)\"; exit 1"));
    }

    [Theory]
    [InlineData("head -c 2000 frontend.tar >\"$(place frontend)\"")]
    [InlineData(":")]
    public async Task A_broken_archive_keeps_every_old_one(string frontend)
    {
        Builds("first");
        await AfterFirst(() =>
        {
            Builds("second");
            docker.On("buildx bake*", $"cp backend.tar \"$(place backend)\"; {frontend}");
        });
    }

    [Fact]
    public async Task What_a_killed_export_left_is_removed()
    {
        docker.Sandbox.File("out/.partial-4194305-1/backend.tar", "");
        await Export();
        Assert.DoesNotContain(Exported, f => f.StartsWith('.'));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        docker.Sandbox.File("out", "a file");
        var error = await Assert.ThrowsAsync<OperationException>(() => Export());
        Assert.Contains($"cannot write '{Folder}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_image_is_loaded_pushed_and_taken_out_of_the_engine_again()
    {
        docker.On("load *", ":");
        docker.On("push *", ":");
        docker.On("tag *", "echo 'No such image' >&2; exit 1");
        await Push();
        Assert.Equal(
            [$"tag {Backend} {Backend}-aside", $"load --quiet --input {Folder}/argusai-backend.oci.tar", $"push {Backend}", $"image rm {Backend}",
                $"tag {Frontend} {Frontend}-aside", $"load --quiet --input {Folder}/argusai-frontend.oci.tar", $"push {Frontend}", $"image rm {Frontend}"],
            PushCalls);
        Assert.Contains($"pushed {Backend}@sha256:", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_had_the_name_before_gets_it_back()
    {
        docker.On("load *", ":");
        docker.On("push *", ":");
        await Push();
        Assert.Equal([$"push {Backend}", $"image rm {Backend}", $"tag {Backend}-aside {Backend}", $"image rm {Backend}-aside"], PushCalls.Skip(2).Take(4));
    }

    [Fact]
    public async Task A_refused_push_says_what_was_pushed_before_and_leaves_nothing_under_the_name()
    {
        docker.On("load *", ":");
        docker.On("tag *", "exit 1");
        docker.On("push *", "echo 'Waiting'");
        docker.On($"push {Frontend}", "echo 'denied: requested access to the resource is denied' >&2; exit 1");
        var error = await Assert.ThrowsAsync<OperationException>(Push);
        Assert.Contains("denied: requested access to the resource is denied\nPushed before it: " + Backend, error.Message, StringComparison.Ordinal);
        Assert.Contains("docker login ghcr.io", error.Fix, StringComparison.Ordinal);
        Assert.Equal($"image rm {Frontend}", docker.Calls[^1]);
    }

    [Fact]
    public async Task Where_the_first_push_is_refused_nothing_was_pushed()
    {
        docker.On("load *", ":");
        docker.On("tag *", "exit 1");
        docker.On("push *", "echo 'dial tcp 127.0.0.1:9: connect: connection refused' >&2; exit 1");
        var error = await Assert.ThrowsAsync<OperationException>(Push);
        Assert.Contains("Nothing was pushed.", error.Message, StringComparison.Ordinal);
        Assert.Contains("check the registry's name", error.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain($"load --quiet --input {Folder}/argusai-frontend.oci.tar", docker.Calls);
    }

    [Fact]
    public async Task An_archive_that_the_engine_does_not_take_is_an_error_before_any_push()
    {
        docker.On("load *", "echo 'no space left on device' >&2; exit 1");
        var error = await Assert.ThrowsAsync<OperationException>(Push);
        Assert.Contains("no space left on device", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(docker.Calls, c => c.StartsWith("push", StringComparison.Ordinal));
        Assert.Equal([$"tag {Backend}-aside {Backend}", $"image rm {Backend}-aside"], docker.Calls[^2..]);
    }

    [Fact]
    public async Task Neither_export_nor_push_means_nothing_is_done()
    {
        await Release(push: false, registry: null).RunAsync(Official, new(), TestContext.Current.CancellationToken);
        Assert.Empty(docker.Calls);
        Assert.Empty(Release(push: false, registry: null).Needs);
        Assert.Equal(["sbom-scanner"], Release(push: true, registry: "ghcr.io/me").Needs);
    }

    public void Dispose() => docker.Dispose();

    private static BaseImageSource Official { get; } = new(false, "");

    private string Folder => Path.Combine(docker.Sandbox.Folder, "out");

    private IEnumerable<string> Exported => Directory.GetFileSystemEntries(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    private IEnumerable<string> PushCalls => docker.Calls.SkipWhile(c => !c.StartsWith("buildx bake", StringComparison.Ordinal)).Skip(1);

    private ImageRelease Release(bool push, string? registry) => new(docker.Cli, docker.Sandbox.Workspace, docker.Sandbox.Console) { Push = push, Registry = registry };

    private void Builds(string content)
    {
        foreach (var target in new[] { "backend", "frontend" }) LayoutFile.WriteRelease(Path.Combine(docker.Sandbox.Folder, target + ".tar"), $"{target} {content}");
        docker.On("buildx bake*", "cp backend.tar \"$(place backend)\"; cp frontend.tar \"$(place frontend)\"");
    }

    private Task<IReadOnlyList<ReleasedImage>> Export(BaseImageSource? source = null, string? registry = null) =>
        Release(push: false, registry).ExportAsync(source ?? Official, new(), Folder, TestContext.Current.CancellationToken);

    private async Task Push() => await Release(push: true, "ghcr.io/me").PushAsync(await Export(registry: "ghcr.io/me"), TestContext.Current.CancellationToken);

    /// <summary>Exports, then once more in other circumstances, which fails and changes nothing.</summary>
    private async Task AfterFirst(Action change)
    {
        Builds("first");
        await Export();
        var before = Exported.Select(f => (f, Convert.ToHexString(File.ReadAllBytes(Path.Combine(Folder, f))))).ToList();
        change();
        await Assert.ThrowsAsync<OperationException>(() => Export());
        Assert.Equal(before, Exported.Select(f => (f, Convert.ToHexString(File.ReadAllBytes(Path.Combine(Folder, f))))));
    }
}
