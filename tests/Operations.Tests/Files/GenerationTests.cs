using ArgusAI.Containers;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Files;

public sealed class GenerationTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void Only_what_differs_is_written_and_told()
    {
        var kept = sandbox.File("kept.yml", "a: 1\n");
        sandbox.File("old.yml", "a: 1\n");
        var before = File.GetLastWriteTimeUtc(kept);

        var result = Generation.Write(sandbox.Workspace, sandbox.Console, [new("kept.yml", "a: 1\n"), new("old.yml", "a: 2\n"), new("deploy/new.yml", "b: 1\n")]);

        Assert.Equal(["old.yml", "deploy/new.yml"], result.Written);
        Assert.Equal(1, result.Unchanged);
        Assert.Equal("a: 2\n", Read("old.yml"));
        Assert.Equal("b: 1\n", Read("deploy/new.yml"));
        Assert.Equal(before, File.GetLastWriteTimeUtc(kept));
        Assert.Contains("wrote old.yml", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("2 written, 1 unchanged", sandbox.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("kept.yml", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_writes_nothing()
    {
        Artefact[] artefacts = [new("a.yml", "a: 1\n"), new("b/c.yml", "ä: 1\n")];
        Generation.Write(sandbox.Workspace, sandbox.Console, artefacts);
        Assert.Empty(Generation.Write(sandbox.Workspace, sandbox.Console, artefacts).Written);
        Assert.Contains("2 generated files unchanged", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_no_byte_order_mark_and_one_that_has_is_rewritten()
    {
        var path = Path.Combine(sandbox.Folder, "a.yml");
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n']);
        Assert.Equal(["a.yml"], Generation.Write(sandbox.Workspace, sandbox.Console, [new("a.yml", "a\n")]).Written);
        Assert.Equal("a\n"u8.ToArray(), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_full_disk_changes_no_file_and_leaves_no_temporary_one()
    {
        using var disk = new TinyDisk(64);
        Assert.SkipUnless(disk.Available, "only root mounts a file system");
        var workspace = new Workspace(disk.Folder);
        File.WriteAllText(Path.Combine(disk.Folder, "first.yml"), "old: 1\n");

        // The first file fits, the second does not: the first must not have been changed either.
        var error = Assert.Throws<OperationException>(() => Generation.Write(workspace, sandbox.Console, [new("first.yml", "new: 1\n"), new("sub/second.yml", new string('x', 200_000))]));

        Assert.Contains("the disk is full", error.Message, StringComparison.Ordinal);
        Assert.Contains("second.yml", error.Message, StringComparison.Ordinal);
        Assert.Contains("free some space", error.Fix, StringComparison.Ordinal);
        Assert.Equal("old: 1\n", File.ReadAllText(Path.Combine(disk.Folder, "first.yml")));
        Assert.Equal([Path.Combine(disk.Folder, "first.yml")], Directory.GetFileSystemEntries(disk.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Verify_prints_a_unified_diff_names_the_command_and_writes_nothing()
    {
        sandbox.File("docker-compose.yml", "name: argusai\nports:\n  - 8000\nend: 1\n");
        Artefact[] artefacts = [new("docker-compose.yml", "name: argusai\nports:\n  - 8001\nend: 1\n"), new("new.yml", "a: [1]\n")];

        var error = Assert.Throws<OperationException>(() => Generation.Verify(sandbox.Workspace, sandbox.Console, artefacts));

        Assert.Equal("./build.sh Generate", error.Fix);
        Assert.Contains("2 of 2 generated files", error.Message, StringComparison.Ordinal);
        Assert.Contains("--- a/docker-compose.yml", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("+++ b/docker-compose.yml", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("@@ ", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("-  - 8000\n+  - 8001\n", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("--- /dev/null", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("+a: [1]", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("8000", Read("docker-compose.yml"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(sandbox.Folder, "new.yml")));
    }

    [Fact]
    public void Verify_notices_carriage_returns()
    {
        sandbox.File("a.yml", "a: 1\r\nb: 2\r\n");
        Assert.Throws<OperationException>(() => Generation.Verify(sandbox.Workspace, sandbox.Console, [new("a.yml", "a: 1\nb: 2\n")]));
        Assert.Contains("a.yml: only line ends", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_is_content_with_what_Generate_wrote()
    {
        Artefact[] artefacts = [new("a.yml", "a: 1\n")];
        Generation.Write(sandbox.Workspace, sandbox.Console, artefacts);
        Generation.Verify(sandbox.Workspace, sandbox.Console, artefacts);
        Assert.Contains("1 generated files are up to date", sandbox.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.yml")]
    [InlineData("/etc/outside.yml")]
    [InlineData("a\\b.yml")]
    public void A_path_outside_the_repository_is_refused(string path) =>
        Assert.Throws<ArgumentException>(() => Generation.Write(sandbox.Workspace, sandbox.Console, [new(path, "x\n")]));

    [Fact]
    public void Two_artefacts_for_one_path_are_refused() =>
        Assert.Throws<ArgumentException>(() => Generation.Write(sandbox.Workspace, sandbox.Console, [new("a.yml", "x\n"), new("./a.yml", "y\n")]));

    private string Read(string name) => File.ReadAllText(Path.Combine(sandbox.Folder, name));

    public void Dispose() => sandbox.Dispose();
}
