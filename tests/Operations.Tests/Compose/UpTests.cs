using System.Net;
using System.Net.Sockets;
using ArgusAI.Contract;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Compose;

public sealed class UpTests : IDisposable
{
    private readonly FakeDocker docker = new();

    [Fact]
    public async Task Services_are_awaited_through_their_states_and_their_addresses_printed()
    {
        docker.BackendPort(FreePort(out int port));
        docker.Look(new Container("backend", "created"));
        docker.Look(new Container("backend", "running", "starting"), new Container("frontend", "created"));
        docker.Look(new Container("backend", "running", "healthy"), new Container("frontend", "running", "healthy"));
        docker.NothingBefore();

        await UpAsync();

        Assert.Matches("(?s)backend +starting.*backend +healthy.*frontend +healthy.*every service is up and healthy", docker.Printed);
        Assert.Contains($"http://localhost:{port}/docs", docker.Printed, StringComparison.Ordinal);
        Assert.Contains("initial-admin-password", docker.Printed, StringComparison.Ordinal);
        Assert.Contains(docker.Calls, c => c.EndsWith("--progress plain up --detach --no-build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_stack_is_left_alone_and_said_to_be()
    {
        docker.Look(new Container("backend", "running", "healthy"), new Container("frontend", "running", "healthy"));
        await UpAsync();
        Assert.Contains("nothing was restarted", docker.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain(docker.Calls, c => c.StartsWith("rm", StringComparison.Ordinal) || c.Contains(" down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_configuration_ends_the_wait_at_once_and_is_shown_as_a_list()
    {
        // Compose itself would wait for ever: the container restarts and restarts.
        docker.Up("exec sleep 60");
        docker.Look(new Container("backend", "running", "starting"));
        docker.Look(new Container("backend", "restarting", "unhealthy", ExitCode: 78, Restarts: 1));
        docker.NothingBefore();
        docker.Log("""
            {"level":"INFO","message":"starting"}
            {"level":"CRITICAL","message":"configuration","problems":[{"name":"JWT_SECRET_KEY","problem":"is shorter than 32 bytes","fix":"generate one with: openssl rand -hex 32"},{"name":"TZ","problem":"is not a known time zone","fix":"use an IANA name"}]}
            """);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);

        Assert.Contains("backend refuses its configuration (exit code 78)", error.Message, StringComparison.Ordinal);
        Assert.Contains("- JWT_SECRET_KEY: is shorter than 32 bytes\n      generate one with: openssl rand -hex 32", error.Message, StringComparison.Ordinal);
        Assert.Contains("- TZ: is not a known time zone", error.Message, StringComparison.Ordinal);
        Assert.Contains(".env", error.Fix, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"it took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_refused_configuration_is_noticed_while_the_container_runs_again_already()
    {
        docker.Up("exec sleep 60");
        docker.Look(new Container("backend", "running", "starting", Restarts: 1));
        docker.NothingBefore();
        docker.LastExitCode(78);
        docker.Log("""{"problems":[{"name":"ENCRYPTION_KEY","problem":"is required and not set","fix":"x"}]}""");
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("ENCRYPTION_KEY: is required and not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_ends_is_named_with_its_code_and_last_log_lines_without_secrets()
    {
        docker.Look(new Container("backend", "exited", ExitCode: 134));
        docker.NothingBefore();
        docker.Log("first\nConnecting to postgresql://argusai:hunter22@db/argusai\nPOSTGRES_PASSWORD=hunter22\nlast words\n");
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("backend ended with exit code 134", error.Message, StringComparison.Ordinal);
        Assert.Contains("| last words", docker.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", docker.Printed + error.Message, StringComparison.Ordinal);
        Assert.Contains("./build.sh Logs", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_crashes_once_and_recovers_is_waited_for()
    {
        docker.Look(new Container("backend", "restarting", ExitCode: 1, Restarts: 1), new Container("frontend", "running", "healthy"));
        docker.Look(new Container("backend", "running", "starting", Restarts: 1), new Container("frontend", "running", "healthy"));
        docker.Look(new Container("backend", "running", "healthy", Restarts: 1), new Container("frontend", "running", "healthy"));
        docker.NothingBefore();
        await UpAsync();
        Assert.Contains("restarting (code 1)", docker.Printed, StringComparison.Ordinal);
        Assert.Contains("every service is up and healthy", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_keeps_crashing_is_given_up()
    {
        docker.Up("exec sleep 60");
        docker.Look(new Container("backend", "restarting", ExitCode: 139, Restarts: 3));
        docker.NothingBefore();
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("exit code 139 and was restarted 3 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_runs_but_is_not_healthy_is_named_with_its_last_probe()
    {
        docker.Look(new Container("backend", "running", "unhealthy"), new Container("frontend", "running", "healthy"));
        docker.NothingBefore();
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("backend runs but is not healthy; its last probe said: probe said no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_container_from_before_is_not_a_failure_while_compose_starts_it()
    {
        docker.Up("sleep 1");
        docker.Look(new Container("backend", "exited", ExitCode: 137, Started: "t0"), new Container("frontend", "exited", ExitCode: 143, Started: "t0"));
        docker.Look(new Container("backend", "exited", ExitCode: 137, Started: "t0"), new Container("frontend", "exited", ExitCode: 143, Started: "t0"));
        docker.Look(new Container("backend", "running", "healthy"), new Container("frontend", "running", "healthy"));
        await UpAsync();
        Assert.Contains("every service is up and healthy", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_compose_complains_about_is_shown_with_the_fix_for_missing_images()
    {
        docker.Up("echo ' Container argusai-backend-1  Creating'; echo 'Error response from daemon: pull access denied for argusai-backend' >&2; exit 18");
        docker.Look();
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("code 18: Error response from daemon: pull access denied", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Creating", error.Message, StringComparison.Ordinal);
        Assert.Contains("./build.sh Containers", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependency_that_compose_gave_up_on_is_shown_with_its_own_words()
    {
        docker.Up("echo ' Container argusai-backend-1  Error'; echo 'dependency failed to start: container argusai-backend-1 is unhealthy' >&2; exit 1");
        docker.Look(new Container("backend", "running", "starting", Restarts: 1), new Container("frontend", "created"));
        docker.NothingBefore();
        docker.LastExitCode(1);
        docker.Log("cannot reach the database\n");
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains("backend ended with exit code 1 and was restarted 1 times", error.Message, StringComparison.Ordinal);
        Assert.Contains("| cannot reach the database", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_gets_healthy_ends_with_the_time()
    {
        docker.Look(new Container("backend", "running", "starting"), new Container("frontend", "running", "healthy"));
        docker.NothingBefore();
        docker.Log("still trying\n");
        var error = await Assert.ThrowsAsync<OperationException>(() => docker.Driver.UpAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        Assert.Contains("after 1 s these services are not healthy: backend", error.Message, StringComparison.Ordinal);
        Assert.Contains("| still trying", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_process_before_anything_starts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        docker.BackendPort(port);
        docker.Look();
        var error = await Assert.ThrowsAsync<OperationException>(UpAsync);
        Assert.Contains($"port {port} of backend is taken by the process ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{HostEnvironment.BackendPort.Name}=", error.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain(docker.Calls, c => c.Contains(" up ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_start_that_is_interrupted_takes_everything_back()
    {
        docker.Up("exec sleep 60");
        docker.Look(new Container("backend", "running", "starting"));
        docker.NothingBefore();
        using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<InterruptedException>(() => docker.Driver.UpAsync(null, interrupt.Token));
        Assert.Contains("1 containers that this run created were removed", error.Message, StringComparison.Ordinal);
        Assert.Contains(docker.Calls, c => c.Contains(" down --remove-orphans", StringComparison.Ordinal) && !c.Contains("--volumes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interruption_leaves_what_was_running_before()
    {
        docker.Up("exec sleep 60");
        docker.Look(new Container("backend", "running", "healthy"));
        docker.Look(new Container("backend", "running", "healthy"), new Container("frontend", "running", "starting"));
        using var interrupt = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<InterruptedException>(() => docker.Driver.UpAsync(null, interrupt.Token));
        Assert.DoesNotContain(docker.Calls, c => c.Contains(" down", StringComparison.Ordinal));
        Assert.Equal(["rm --force id-frontend"], docker.Calls.Where(c => c.StartsWith("rm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_docker_program_the_fix_is_install_engine()
    {
        var driver = new ComposeDriver(docker.Project with { Docker = new DockerCli { Executable = Path.Combine(docker.Sandbox.Folder, "no-docker") } }, docker.Sandbox.Console);
        var error = await Assert.ThrowsAsync<OperationException>(() => driver.UpAsync(null, TestContext.Current.CancellationToken));
        Assert.Contains("--install-engine", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_compose_file_names_Generate()
    {
        File.Delete(Path.Combine(docker.Sandbox.Folder, "docker-compose.yml"));
        Assert.Equal("./build.sh Generate", (await Assert.ThrowsAsync<OperationException>(UpAsync)).Fix);
    }

    private Task UpAsync() => docker.Driver.UpAsync(null, TestContext.Current.CancellationToken);

    private static int FreePort(out int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => docker.Dispose();
}
