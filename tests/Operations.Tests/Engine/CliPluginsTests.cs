using ArgusAI.Operations.Engine;

namespace ArgusAI.Operations.Tests.Engine;

public sealed class CliPluginsTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    private string Buildx => Path.Combine(sandbox.Folder, "lib/docker/cli-plugins/docker-buildx");

    [Fact]
    public void What_the_machine_lacks_is_linked()
    {
        Link(new EngineFacts { HasClient = false });
        Assert.Equal("/prefix/bin/docker", new FileInfo(Path.Combine(sandbox.Folder, "bin/docker")).LinkTarget);
        Assert.Equal("/prefix/cli-plugins/docker-buildx", new FileInfo(Buildx).LinkTarget);
    }

    [Fact]
    public void What_the_machine_has_is_left_alone()
    {
        Link(new EngineFacts { HasClient = true, Buildx = new Version(0, 30), Compose = new Version(2, 40) });
        Assert.Empty(Directory.GetFileSystemEntries(sandbox.Folder));
    }

    [Fact]
    public void A_file_in_the_place_is_not_replaced()
    {
        sandbox.File("lib/docker/cli-plugins/docker-buildx", "mine");
        Link(new EngineFacts { HasClient = true });
        Assert.Equal("mine", File.ReadAllText(Buildx));
    }

    [Fact]
    public void A_link_to_nothing_is_replaced()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Buildx)!);
        File.CreateSymbolicLink(Buildx, "/removed/docker-buildx");
        Link(new EngineFacts { HasClient = true });
        Assert.Equal("/prefix/cli-plugins/docker-buildx", new FileInfo(Buildx).LinkTarget);
    }

    public void Dispose() => sandbox.Dispose();

    private void Link(EngineFacts facts) => CliPlugins.Link("/prefix", facts, sandbox.Console, sandbox.Folder);
}
