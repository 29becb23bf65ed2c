using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class DebianArchiveTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Its_sources_are_written_below_the_cache_and_follow_the_machines_mirror()
    {
        var system = new HostSystem("debian", "12", "bookworm", "Debian") { Root = sandbox.Folder };
        sandbox.File("etc/apt/sources.list", "deb http://one.test/debian bookworm main\n");
        var archive = DebianArchive.For(system, "trixie", sandbox.Workspace);
        Assert.StartsWith(sandbox.Workspace.Cache, archive.Sources, StringComparison.Ordinal);
        Assert.Contains("http://one.test/debian", File.ReadAllText(archive.Sources), StringComparison.Ordinal);

        sandbox.File("etc/apt/sources.list", "deb http://two.test/debian bookworm main\n");
        Assert.Contains("http://two.test/debian", File.ReadAllText(DebianArchive.For(system, "trixie", sandbox.Workspace).Sources), StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();
}
