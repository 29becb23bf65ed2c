using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class LongCommandTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task A_failure_shows_the_last_lines_and_the_fix()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Run("sh", "-c", "seq 1 100; echo the reason >&2; exit 3"));
        Assert.Contains("Doing it failed: sh ended with code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("the reason", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n42\n", error.Message, StringComparison.Ordinal);
        Assert.Equal("do it right", error.Fix);
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => Run("argusai-no-such-program"));
        Assert.Contains("'argusai-no-such-program'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brackets_in_the_output_are_text_and_not_markup()
    {
        await Run("echo", "[1/2] [red]");
        Assert.Equal("Doing it …\n", sandbox.Printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_log_says_every_while_what_it_is_doing()
    {
        await Run("sh", "-c", "echo first; echo halfway; sleep 3");
        Assert.Matches(@"\ADoing it …\n +[23] s  … halfway\n\z", sandbox.Printed.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_second_holder_of_a_lock_waits_for_the_first()
    {
        var path = Path.Combine(sandbox.Folder, "deep/lock");
        var token = TestContext.Current.CancellationToken;
        var first = await FileLock.TakeAsync(path, token);
        var second = FileLock.TakeAsync(path, token);
        await Task.Delay(500, token);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10), token)).Dispose();
    }

    public void Dispose() => sandbox.Dispose();

    private Task Run(string program, params string[] arguments) =>
        new LongCommand("Doing it", program, arguments) { Fix = "do it right" }.RunAsync(sandbox.Console, TestContext.Current.CancellationToken);
}
