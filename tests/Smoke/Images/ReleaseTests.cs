using System.Text.Json;
using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary><c>./build.sh Containers --export</c> and <c>--push</c>: what others get.</summary>
[Collection(nameof(Released))]
public sealed class ReleaseTests(Released released)
{
    private static readonly string[] Platforms = ["linux/amd64", "linux/arm64"];

    public static TheoryData<int> Ours { get; } = [0, 1];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_registry_has_what_was_exported_under_one_name_for_both_platforms(int image)
    {
        var (name, archive) = (released.Images[image].Name, released.Images[image].Archive);
        Assert.Equal(Platforms, archive.Images.Select(i => i.Platform).Order(StringComparer.Ordinal));
        Assert.Equal(archive.Digest, await released.Registry.Digest(name[(name.IndexOf('/') + 1)..name.LastIndexOf(':')], Product.Version));
        // Nothing of it stays under that name in the engine that pushed.
        Assert.False(await Engine.HasImage(name), $"{name} is still in the engine");
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Each_platform_carries_its_list_of_contents_and_its_provenance(int image)
    {
        var archive = released.Images[image].Archive;
        foreach (var platform in Platforms)
        {
            var attached = archive.Attestations.Where(a => a.Platform == platform).Select(a => a.Predicate).ToList();
            Assert.Contains(OciArchive.Spdx, attached);
            Assert.Contains(attached, a => a.StartsWith(OciArchive.Provenance, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void Neither_provenance_nor_configuration_holds_a_secret_or_the_bundle_of_authorities(int image)
    {
        var archive = released.Images[image].Archive;
        var texts = archive.Attestations.Where(a => a.Predicate != OciArchive.Spdx).Select(a => a.Digest).Concat(archive.Images.Select(i => i.Config)).Select(archive.Text).ToList();
        Assert.NotEmpty(texts);
        Assert.All(texts, t => Assert.DoesNotContain("BEGIN CERTIFICATE", t, StringComparison.Ordinal));
        Assert.All(texts, t => Assert.DoesNotContain(Environment.GetEnvironmentVariable("SSL_CERT_FILE") ?? "/etc/ssl/certs/ca-certificates.crt", t, StringComparison.Ordinal));
        Assert.All(texts, t => Assert.DoesNotContain(Repository.Root, t, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_backends_list_names_every_package_of_dpkg_and_of_NuGet()
    {
        var listed = Packages("argusai-backend");
        var files = await Archive.OfImage(StackImages.Ours[0]);
        var dpkg = files.Where(f => f.Path.StartsWith("/var/lib/dpkg/status.d/", StringComparison.Ordinal)).Select(f => Path.GetFileName(f.Path)).ToList();
        using var dependencies = JsonDocument.Parse(files.Single(f => f.Path.EndsWith("/ArgusAI.Backend.deps.json", StringComparison.Ordinal)).Text);
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject().Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name.Split('/')[0]).ToList();

        Assert.NotEmpty(dpkg);
        Assert.NotEmpty(packages);
        Assert.Empty(dpkg.Concat(packages).Except(listed));
        Assert.Contains("ffmpeg", listed);
    }

    [Fact]
    public async Task The_frontends_list_names_Node_and_every_package_of_npm()
    {
        var listed = Packages("argusai-frontend");
        var manifests = (await Archive.OfImage(StackImages.Ours[1])).Where(f => f.Path.Contains("/node_modules/", StringComparison.Ordinal) && f.Path.EndsWith("/package.json", StringComparison.Ordinal) && f.Text.Length > 0);
        var packages = manifests.Select(f => JsonDocument.Parse(f.Text).RootElement).Where(p => p.TryGetProperty("name", out _) && p.TryGetProperty("version", out _)).Select(p => p.GetProperty("name").GetString()!).Distinct().ToList();

        Assert.Contains("next", packages);
        Assert.Empty(packages.Except(listed));
        Assert.Contains("node", listed);
    }

    [Fact]
    public async Task A_registry_that_wants_a_login_is_told_before_anything_is_built()
    {
        await using var closed = await LocalRegistry.Start(refuses: true);
        var refused = await Assert.ThrowsAsync<OperationException>(() => Release($"{closed.Address}/argusai").CheckAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"docker login {closed.Address}", refused.Fix, StringComparison.Ordinal);
        // The same where it is met only when the image arrives.
        using var project = new SmallProject();
        var image = await project.Export($"{closed.Address}/argusai/small:1");
        var late = await Assert.ThrowsAsync<OperationException>(() => Release($"{closed.Address}/argusai").PushAsync([image], TestContext.Current.CancellationToken));
        Assert.Contains($"docker login {closed.Address}", late.Fix, StringComparison.Ordinal);
        Assert.Contains("Nothing was pushed", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_told_before_anything_is_built()
    {
        var refused = await Assert.ThrowsAsync<OperationException>(() => Release($"127.0.0.1:{new StackPorts().Backend}/argusai").CheckAsync(TestContext.Current.CancellationToken));
        Assert.Contains("check the registry's name", refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_engine_pulls_what_was_pushed()
    {
        await using var engine = await SecondEngine.Start();
        foreach (var image in released.Images)
        {
            await engine.Docker.ReadAsync(["pull", "--quiet", $"{image.Name}@{image.Archive.Digest}"], "", TestContext.Current.CancellationToken);
            Assert.Equal(image.Archive.Digest, (await engine.Docker.ReadAsync(["image", "inspect", "--format", "{{.Id}}", $"{image.Name}@{image.Archive.Digest}"], "", TestContext.Current.CancellationToken)).Trim());
        }
    }

    private ImageRelease Release(string registry) => new(new DockerCli(), released.Workspace, Scratch.Silent) { Push = true, Registry = registry };

    private HashSet<string> Packages(string image)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(released.Folder, $"{image}.linux-amd64.spdx.json")));
        Assert.Equal("SPDX-2.3", document.RootElement.GetProperty("spdxVersion").GetString());
        return [.. document.RootElement.GetProperty("packages").EnumerateArray().Select(p => p.GetProperty("name").GetString()!)];
    }
}
