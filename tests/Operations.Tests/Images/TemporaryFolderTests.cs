using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class TemporaryFolderTests : IDisposable
{
    // Above the most that Linux gives.
    private const string NoProcess = "4194305";

    private readonly Sandbox sandbox = new();

    [Fact]
    public void It_goes_with_what_is_in_it_and_so_does_a_parent_that_was_not_there()
    {
        var parent = Path.Combine(sandbox.Folder, "parent");
        using (var folder = new TemporaryFolder(parent, "x-")) File.WriteAllText(Path.Combine(folder.Path, "a"), "");
        Assert.False(Directory.Exists(parent));

        Directory.CreateDirectory(parent);
        using (new TemporaryFolder(parent, "x-")) Assert.Single(Directory.GetDirectories(parent));
        Assert.Empty(Directory.GetFileSystemEntries(parent));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_nothing_else()
    {
        sandbox.File($"x-{NoProcess}-1/image.tar", "");
        sandbox.File($"x-{Environment.ProcessId}-1/image.tar", "");
        sandbox.File("x-ray/photo", "");
        sandbox.File($"y-{NoProcess}/image.tar", "");
        using (new TemporaryFolder(sandbox.Folder, "x-"))
        {
        }

        Assert.Equal([$"x-{Environment.ProcessId}-1", "x-ray", $"y-{NoProcess}"], Directory.GetDirectories(sandbox.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => sandbox.Dispose();
}
