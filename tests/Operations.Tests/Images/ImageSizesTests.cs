using System.Formats.Tar;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class ImageSizesTests
{
    [Fact]
    public async Task Files_count_once_and_links_and_folders_not_at_all()
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "bin/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/a") { DataStream = new MemoryStream(new byte[1500]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/b") { DataStream = new MemoryStream(new byte[500]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "bin/c") { LinkName = "bin/a" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/d") { LinkName = "a" });
        }

        tar.Position = 0;
        Assert.Equal(2000, await ImageSizes.SumAsync(tar, TestContext.Current.CancellationToken));
        Assert.Equal(tar.Length, tar.Position);
    }

    [Theory]
    [InlineData(0, "0.0 MB")]
    [InlineData(121_449_999, "121.4 MB")]
    [InlineData(1_018_000_000, "1018.0 MB")]
    public void Sizes_are_decimal_megabytes(long bytes, string text) => Assert.Equal(text, ImageSizes.Megabytes(bytes));
}
