using System.Formats.Tar;
using ArgusAI.Containers;
using ArgusAI.Containers.Images;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class ImageReportTests
{
    private static readonly LayerSize[] NoLayers = [];

    internal static ImageInventory Inventory { get; } = new(ImageRef.Parse("example.org/app:1"),
    [
        new("Program", "does it", "/app/*.dll", "/usr/lib/*/libapp.so"),
        new("Rest of the folder", "comes with it", "/app"),
        new("System", "below all", "/usr"),
    ])
    {
        Budget = 3_000_000,
        Goal = 2_000_000,
    };

    [Fact]
    public async Task Files_count_once_and_links_folders_and_empty_files_not_at_all()
    {
        using var tar = Tar(("bin/a", 1500), ("./bin/b", 500), ("bin/empty", 0), ("bin/.hidden", 7));
        var files = await ImageReports.ReadAsync(tar, TestContext.Current.CancellationToken);
        Assert.Equal([new("/bin/a", 1500), new("/bin/b", 500), new("/bin/.hidden", 7)], files);
        Assert.Equal(tar.Length, tar.Position);
    }

    [Fact]
    public void Parts_and_what_nobody_declared_add_up_to_the_total()
    {
        var report = ImageReport.Of(Inventory, "sha256:1", [new("/app/a.dll", 10), new("/app/b.txt", 20), new("/usr/lib/x86_64-linux-gnu/libapp.so", 30), new("/usr/lib/libc.so", 40), new("/opt/left", 5), new("/usrlocal", 6)], NoLayers);

        Assert.Equal(111, report.Bytes);
        Assert.Equal(report.Bytes, report.Parts.Sum(p => p.Bytes) + report.UnexplainedBytes);
        Assert.Equal([("Program", 40L, 2), ("System", 40L, 1), ("Rest of the folder", 20L, 1)], report.Parts.Select(p => (p.Name, p.Bytes, p.Files)));
        Assert.Equal([new("/usrlocal", 6), new("/opt/left", 5)], report.Unexplained);
    }

    [Theory]
    [InlineData("/app/a.dll", true)]
    [InlineData("/app/deep/a.dll", false)]
    [InlineData("/app/a.dll/below", true)]
    [InlineData("/app/a.dllx", false)]
    [InlineData("/usr/lib/any/libapp.so", true)]
    [InlineData("/usr/lib/libapp.so", false)]
    public void A_star_stands_for_one_name_and_a_folder_for_what_is_below_it(string path, bool holds) => Assert.Equal(holds, Inventory.Parts[0].Holds(path));

    [Theory]
    [InlineData("app")]
    [InlineData("/app/")]
    public void A_path_of_a_part_is_absolute_and_has_no_slash_at_its_end(string path) =>
        Assert.Contains($"'{path}'", Assert.Throws<ArgumentException>(() => new ImagePart("x", "y", path)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_written_can_be_read_again_and_anything_else_is_no_report()
    {
        var report = ImageReport.Of(Inventory, "sha256:1", [new("/app/a.dll", 10), new("/left", 5)], [new("COPY x", 15)]);
        Assert.Equal(report.Write(), ImageReport.Read(report.Write())!.Write());
        Assert.All(["", "{}", "[]", "{\"image\":1}"], text => Assert.Null(ImageReport.Read(text)));
    }

    [Fact]
    public void A_report_holds_for_its_image_and_its_parts_only()
    {
        var report = ImageReport.Of(Inventory, "sha256:1", [], NoLayers);
        Assert.True(report.Explains(Inventory, "sha256:1"));
        Assert.False(report.Explains(Inventory, "sha256:2"));
        Assert.False(report.Explains(Inventory with { Budget = 4_000_000 }, "sha256:1"));
        Assert.False(report.Explains(Inventory with { Parts = [.. Inventory.Parts.Skip(1)] }, "sha256:1"));
    }

    internal static MemoryStream Tar(params (string Path, int Length)[] files)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "bin/"));
            foreach (var (path, length) in files) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(new byte[length]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "bin/c") { LinkName = "bin/a" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/d") { LinkName = "a" });
        }

        tar.Position = 0;
        return tar;
    }
}
