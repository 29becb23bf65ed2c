using ArgusAI.Operations.Files;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode Odd = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.UserExecute;

    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_file_and_its_folders_are_created_and_no_temporary_file_stays()
    {
        var path = Path.Combine(sandbox.Folder, "a", "b", "file.txt");
        AtomicFile.Write(path, "text\n");
        Assert.Equal("text\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(sandbox.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_mode_of_an_existing_file_is_kept()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = sandbox.File("file.txt", "old");
        File.SetUnixFileMode(path, Odd);
        AtomicFile.Write(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(Odd, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_mode_that_is_asked_for_is_set()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(sandbox.Folder, "secret");
        AtomicFile.Write(path, "x", AtomicFile.OwnerOnly);
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void The_owner_of_an_existing_file_is_kept_when_root_writes_it()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        var path = sandbox.File("file.txt", "old");
        PosixOwner.Set(path, 4321, 4322);
        AtomicFile.Write(path, "new");
        Assert.Equal((4321u, 4322u), PosixOwner.Of(path));
    }

    [Fact]
    public void A_new_file_of_root_belongs_to_its_folders_owner()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        PosixOwner.Set(sandbox.Folder, 4321, 4322);
        var path = Path.Combine(sandbox.Folder, "new", "file.txt");
        AtomicFile.Write(path, "new");
        Assert.Equal((4321u, 4322u), PosixOwner.Of(path));
    }

    [Fact]
    public void A_symbolic_link_stays_one_and_its_target_is_written()
    {
        var target = sandbox.File("real.txt", "old");
        var link = Path.Combine(sandbox.Folder, "link.txt");
        File.CreateSymbolicLink(link, target);
        AtomicFile.Write(link, "new");
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_named_with_a_fix()
    {
        var path = Directory.CreateDirectory(Path.Combine(sandbox.Folder, "taken")).FullName;
        var error = Assert.Throws<OperationException>(() => AtomicFile.Write(path, "x"));
        Assert.Contains("is a folder", error.Message, StringComparison.Ordinal);
        Assert.Contains("mv ", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_an_error_and_nothing_is_left()
    {
        sandbox.File("taken", "x");
        var error = Assert.Throws<OperationException>(() => AtomicFile.Write(Path.Combine(sandbox.Folder, "taken", "file"), "x"));
        Assert.Contains("cannot write", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(sandbox.Folder));
    }

    public void Dispose() => sandbox.Dispose();
}
