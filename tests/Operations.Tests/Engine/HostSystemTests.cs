using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class HostSystemTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("debian", "12", true, false)]
    [InlineData("debian", "13", false, true)]
    [InlineData("ubuntu", "24.04", false, true)]
    [InlineData("ubuntu", "22.04", false, false)]
    [InlineData("debian", "11", false, false)]
    [InlineData("fedora", "42", false, false)]
    public void The_release_decides_how_an_engine_is_installed(string id, string version, bool unpacked, bool packaged)
    {
        sandbox.File("etc/os-release", $"PRETTY_NAME=\"Some System\"\nID={id}\nVERSION_ID=\"{version}\"\nVERSION_CODENAME=code\n");
        var system = HostSystem.Read(sandbox.Folder);
        Assert.Equal((unpacked, packaged, "Some System", "code"), (system.IsDebian12, system.PackagesEngine, system.Name, system.Codename));
    }

    [Fact]
    public void A_system_without_os_release_is_none_of_them()
    {
        var system = HostSystem.Read(sandbox.Folder);
        Assert.False(system.IsDebian12 || system.PackagesEngine);
    }

    public void Dispose() => sandbox.Dispose();
}
