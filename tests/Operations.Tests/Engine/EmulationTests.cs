using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class EmulationTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("amd64", "qemu-x86_64", "arm64")]
    [InlineData("arm64", "qemu-aarch64", "amd64")]
    public async Task A_machines_own_platform_needs_none_and_one_that_the_kernel_knows_nothing_more(string own, string interpreter, string foreign)
    {
        await Ensure(own, own);
        Assert.Contains("qemu-user-static", (await Assert.ThrowsAsync<OperationException>(() => Ensure(foreign, own))).Message, StringComparison.Ordinal);
        sandbox.File($"proc/sys/fs/binfmt_misc/{interpreter}", "");
        await Ensure(own, foreign);
    }

    public void Dispose() => sandbox.Dispose();

    private Task Ensure(string architecture, string own) =>
        Emulation.EnsureAsync(architecture, install: false, sandbox.Console, new HostSystem("debian", "12", "bookworm", "Debian") { Root = sandbox.Folder, Architecture = own }, TestContext.Current.CancellationToken);
}
