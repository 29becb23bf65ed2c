using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class EngineDaemonTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task An_engine_that_ends_at_once_is_an_error_with_its_own_last_words()
    {
        var log = sandbox.File("logs/dockerd.log", "an old failure\n");
        var daemon = new EngineDaemon(sandbox.Program("dockerd", "echo \"cannot use $2\" >&2; exit 1"), "/etc/some.json") { Log = log };
        var error = await Assert.ThrowsAsync<OperationException>(() => daemon.StartAsync(sandbox.Docker(null), sandbox.Console, TestContext.Current.CancellationToken));
        Assert.Contains("ended at once", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot use /etc/some.json", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("an old failure", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("an old failure\n", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_client_do_not_reach_the_engine()
    {
        var log = sandbox.File("logs/dockerd.log", "");
        var daemon = new EngineDaemon(sandbox.Program("dockerd", "echo \"host=[$DOCKER_HOST] first=${PATH%%:*}\""), null) { Log = log };
        await Assert.ThrowsAsync<OperationException>(() => daemon.StartAsync(sandbox.Docker(null), sandbox.Console, TestContext.Current.CancellationToken));
        Assert.Equal($"host=[] first={sandbox.Folder}/bin\n", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    public void Dispose() => sandbox.Dispose();
}
