using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class DockerEngineTests : IDisposable
{
    private static readonly HostSystem Debian = new("debian", "12", "bookworm", "Debian GNU/Linux 12") { IsRoot = false };

    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task An_engine_that_is_new_enough_is_used_as_it_is()
    {
        var facts = await Engine(sandbox.Docker("26.1.5+dfsg1")).EnsureAsync(install: false, TestContext.Current.CancellationToken);
        Assert.Equal(new Version(26, 1, 5), facts.Engine);
        Assert.Equal(new Version(2, 26, 1), facts.Compose);
        Assert.Equal(new Version(0, 13, 1), facts.Buildx);
        Assert.Empty(sandbox.Printed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_engine_that_is_too_old_is_named_with_what_is_needed_and_never_replaced(bool install)
    {
        var error = await Refused(sandbox.Docker("20.10.24"), install);
        Assert.Contains("Docker Engine 20.10.24 is too old, 25.0 or newer is needed", error.Message, StringComparison.Ordinal);
        Assert.Contains("never replaced", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compose_plugin_that_is_too_old_is_named()
    {
        var error = await Refused(sandbox.Docker("26.1.5", compose: "2.20.2"));
        Assert.Contains("Docker Compose 2.20.2 is too old, 2.24 or newer is needed", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker-compose-plugin", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_without_a_start_interval_let_engine_24_do_and_nothing_older()
    {
        DockerEngine Modest(DockerCli docker) => new(docker, sandbox.Workspace, sandbox.Console) { System = Debian, Requirements = EngineRequirement.WithoutStartInterval };

        await Modest(sandbox.Docker("24.0.7", compose: "2.20.2")).EnsureAsync(install: false, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<OperationException>(() => Modest(sandbox.Docker("23.0.6", compose: "2.20.2")).EnsureAsync(install: false, TestContext.Current.CancellationToken));
        Assert.Contains("24.0 or newer is needed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_buildx_plugin_is_named()
    {
        var error = await Refused(sandbox.Docker("26.1.5", buildx: null));
        Assert.Contains("Docker Buildx is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_the_fix_is_install_engine()
    {
        var error = await Refused(sandbox.Docker(null));
        Assert.Contains("--install-engine", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_docker_program_the_fix_is_install_engine()
    {
        var error = await Refused(new DockerCli { Executable = Path.Combine(sandbox.Folder, "no-such-docker") });
        Assert.Contains("--install-engine", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installing_without_root_says_so()
    {
        var error = await Refused(sandbox.Docker(null), install: true);
        Assert.Contains("needs root", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_context_is_honoured_even_when_an_engine_could_be_installed_here()
    {
        var error = await Refused(sandbox.Docker(null, context: "build-farm"), install: true);
        Assert.Contains("'build-farm'", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker context use default", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_not_reach_the_socket_is_told_about_the_group()
    {
        var error = await Refused(sandbox.Docker(null, problem: "permission denied while trying to connect to the Docker daemon socket"));
        Assert.Contains("usermod -aG docker", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_installed_engine_that_is_too_old_and_not_running_is_not_joined_by_a_second_one()
    {
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "usr"));
        sandbox.Program("dockerd", "echo 'Docker version 20.10.24+dfsg1, build 297e128'");
        Directory.Move(Path.Combine(sandbox.Folder, "bin"), Path.Combine(sandbox.Folder, "usr/sbin"));
        var engine = new DockerEngine(sandbox.Docker(null), sandbox.Workspace, sandbox.Console) { System = Debian with { IsRoot = true, Root = sandbox.Folder } };
        var error = await Assert.ThrowsAsync<OperationException>(() => engine.EnsureAsync(install: true, TestContext.Current.CancellationToken));
        Assert.Contains("usr/sbin/dockerd is installed and not running: Docker Engine 20.10.24 is too old", error.Message, StringComparison.Ordinal);
        Assert.Contains("remove it", error.Fix, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private DockerEngine Engine(DockerCli docker) => new(docker, sandbox.Workspace, sandbox.Console) { System = Debian };

    private Task<OperationException> Refused(DockerCli docker, bool install = false) =>
        Assert.ThrowsAsync<OperationException>(() => Engine(docker).EnsureAsync(install, TestContext.Current.CancellationToken));
}
