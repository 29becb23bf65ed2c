namespace ArgusAI.Operations.Tests.Compose;

public sealed class DriverTests : IDisposable
{
    private readonly FakeDocker docker = new();

    [Fact]
    public async Task Down_reaches_every_profile_and_keeps_the_volumes()
    {
        await docker.Driver.DownAsync(cancellation: TestContext.Current.CancellationToken);
        var call = Assert.Single(docker.Calls);
        Assert.Contains("--profile * ", call, StringComparison.Ordinal);
        Assert.EndsWith("down --remove-orphans", call, StringComparison.Ordinal);
        Assert.Contains("volumes are kept", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_removes_the_volumes_when_asked()
    {
        await docker.Driver.DownAsync(volumes: true, TestContext.Current.CancellationToken);
        Assert.EndsWith("down --remove-orphans --volumes", docker.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_lists_service_state_health_ports_and_image()
    {
        docker.Look(new Container("backend", "running", "healthy"), new Container("frontend", "exited", ExitCode: 3));
        await docker.Driver.StatusAsync(TestContext.Current.CancellationToken);
        Assert.Matches("backend +running +healthy +127.0.0.1:8000→8000 +image", docker.Printed);
        Assert.Matches(@"frontend +exited \(code 3\) +–", docker.Printed);
    }

    [Fact]
    public async Task Status_of_nothing_names_Up()
    {
        docker.Look();
        await docker.Driver.StatusAsync(TestContext.Current.CancellationToken);
        Assert.Contains("./build.sh Up", docker.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_pass_on_what_compose_prints_without_secrets()
    {
        await docker.Driver.LogsAsync(["backend"], follow: false, tail: 7, TestContext.Current.CancellationToken);
        Assert.Contains("backend-1  | password=***", docker.Printed, StringComparison.Ordinal);
        Assert.EndsWith("logs --no-color --tail 7 backend", docker.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_an_unknown_service_name_those_there_are()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => docker.Driver.LogsAsync(["bakend"], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("'bakend'", error.Message, StringComparison.Ordinal);
        Assert.Contains("backend, frontend", error.Fix, StringComparison.Ordinal);
    }

    public void Dispose() => docker.Dispose();
}
