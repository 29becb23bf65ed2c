using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>What is told before a build of minutes: whether its images can be pushed.</summary>
public sealed class ReleaseCheckTests : IDisposable
{
    private readonly FakeBuilder docker = new();

    [Theory]
    [InlineData("ghcr.io/me", "ghcr.io/me/argusai-backend:0.1.0")]
    [InlineData("ghcr.io/me/", "ghcr.io/me/argusai-backend:0.1.0")]
    [InlineData("localhost:5000/argusai", "localhost:5000/argusai/argusai-backend:0.1.0")]
    [InlineData("registry.example.org/a/b", "registry.example.org/a/b/argusai-backend:0.1.0")]
    [InlineData(null, FakeBuilder.Backend)]
    public void Names_begin_with_the_registry_that_was_given(string? registry, string name) => Assert.Equal(name, Release(registry, push: false).Name("backend"));

    [Theory]
    [InlineData("Ghcr.io/ME")]
    [InlineData("ghcr.io")]
    [InlineData("ghcr.io/")]
    [InlineData("http://x/y")]
    [InlineData("me/repository")]
    [InlineData("ghcr.io/me:1")]
    [InlineData("ghcr.io/me me")]
    [InlineData("/")]
    [InlineData("")]
    public async Task What_does_not_begin_an_images_name_is_refused_with_or_without_a_push(string registry)
    {
        foreach (bool push in new[] { true, false })
        {
            var error = await Refused(registry, push);
            Assert.Contains($"--registry '{registry}' does not begin an image's name", error.Message, StringComparison.Ordinal);
            Assert.Contains("HOST[:PORT]/NAME", error.Fix, StringComparison.Ordinal);
        }

        Assert.Empty(docker.Calls);
    }

    [Fact]
    public async Task A_push_needs_to_know_where_to() =>
        Assert.Contains("--registry ghcr.io/me", (await Refused(registry: null)).Fix, StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_push_no_registry_is_asked()
    {
        await Release("ghcr.io/me", push: false).CheckAsync(TestContext.Current.CancellationToken);
        await Release(null, push: false).CheckAsync(TestContext.Current.CancellationToken);
        Assert.Empty(docker.Calls);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("echo \"ERROR: $4: not found\" >&2; exit 1")]
    public async Task An_image_that_is_there_or_is_not_there_yet_can_be_pushed(string answer)
    {
        await Check(answer);
        Assert.Equal(
            ["buildx imagetools inspect ghcr.io/me/argusai-backend:0.1.0", "buildx imagetools inspect ghcr.io/me/argusai-frontend:0.1.0"],
            docker.Calls.Where(c => c.StartsWith("buildx", StringComparison.Ordinal)));
        Assert.Empty(docker.Printed);
    }

    [Theory]
    [InlineData("unexpected status from HEAD request to https://ghcr.io/v2/me/argusai-backend/manifests/0.1.0: 401 Unauthorized", "docker login ghcr.io")]
    [InlineData("failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=x: 403 Forbidden", "docker login ghcr.io")]
    [InlineData("pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials", "docker login ghcr.io")]
    [InlineData("failed to do request: Head \"https://ghcr.io/v2/x\": dial tcp 127.0.0.1:9: connect: connection refused", "check the registry's name")]
    [InlineData("failed to do request: Head \"https://ghcr.io/v2/x\": tls: failed to verify certificate: x509: certificate signed by unknown authority", "/etc/docker/certs.d/ghcr.io/ca.crt")]
    // Words that hold `not found` and do not speak of the image.
    [InlineData("error getting credentials - err: exec: \"docker-credential-desktop\": executable file not found in $PATH", "mend what the lines above say")]
    [InlineData("context \"elsewhere\" not found", "mend what the lines above say")]
    public async Task A_registry_that_refuses_or_does_not_answer_is_told_with_what_to_do(string answer, string fix)
    {
        docker.Sandbox.File("answer", $"time=\"…\" level=warning\nERROR: {answer}\n");
        var error = await Assert.ThrowsAsync<OperationException>(() => Check("cat answer >&2; exit 1"));
        Assert.Contains($"ghcr.io/me/argusai-backend:0.1.0 cannot be pushed: ERROR: {answer}", error.Message, StringComparison.Ordinal);
        Assert.Contains(fix, error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_registry_does_not_tell_a_new_image_from_a_closed_one_the_build_goes_on()
    {
        await Check("echo 'ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed' >&2; exit 1");
        Assert.Contains("If the push is refused, sign in", docker.Printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("docker login ghcr.io", docker.Printed.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_store_that_cannot_hold_what_is_pushed_is_told()
    {
        docker.On("info*", """echo '[["Backing Filesystem","extfs"]]'""");
        var error = await Assert.ThrowsAsync<OperationException>(() => Check("exit 0"));
        Assert.Contains("containerd-snapshotter", error.Fix, StringComparison.Ordinal);
        Assert.Contains("--export FOLDER", error.Fix, StringComparison.Ordinal);
    }

    public void Dispose() => docker.Dispose();

    private ImageRelease Release(string? registry, bool push) => new(docker.Cli, docker.Sandbox.Workspace, docker.Sandbox.Console) { Push = push, Registry = registry };

    private Task<OperationException> Refused(string? registry, bool push = true) =>
        Assert.ThrowsAsync<OperationException>(() => Release(registry, push).CheckAsync(TestContext.Current.CancellationToken));

    private Task Check(string answer)
    {
        docker.On("buildx imagetools inspect *", answer);
        return Release("ghcr.io/me", push: true).CheckAsync(TestContext.Current.CancellationToken);
    }
}
