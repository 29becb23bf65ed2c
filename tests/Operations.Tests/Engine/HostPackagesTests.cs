using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class HostPackagesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Only_packages_that_are_fully_installed_count() =>
        Assert.Equal(["ffmpeg", "held"], HostPackages.ParseStatus("ffmpeg ii \nremoved rc \nhalf iH \nheld hi \n\n").Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_missing_package_is_an_error_with_the_command_that_installs_it()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => HostPackages.EnsureAsync(["dpkg", "argusai-no-such-package|argusai-other"], install: false, sandbox.Console, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("missing on this machine: argusai-no-such-package", error.Message, StringComparison.Ordinal);
        Assert.Contains("--install-engine, or: sudo apt-get install -y --no-install-recommends argusai-no-such-package", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installing_without_root_is_an_error_with_the_command()
    {
        var user = HostSystem.Read() with { IsRoot = false };
        var error = await Assert.ThrowsAsync<OperationException>(() => HostPackages.EnsureAsync(["argusai-no-such-package"], install: true, sandbox.Console, user, TestContext.Current.CancellationToken));
        Assert.Contains("needs root", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_installed_alternative_is_enough()
    {
        await HostPackages.EnsureAsync(["argusai-no-such-package|dpkg", "apt"], install: false, sandbox.Console, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(sandbox.Printed);
    }

    public void Dispose() => sandbox.Dispose();
}
