using System.Text;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class OciArchiveTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    private string File => Path.Combine(sandbox.Folder, "image.tar");

    [Fact]
    public void An_image_of_one_platform_says_what_it_is_in_its_configuration()
    {
        var layout = new LayoutFile();
        var image = layout.Image("arm64", "lowest", "highest");
        layout.Write(File, image);

        var archive = OciArchive.Read(File);

        Assert.Equal(image, archive.Digest);
        var only = Assert.Single(archive.Images);
        Assert.Equal(("linux/arm64", image), (only.Platform, only.Digest));
        Assert.Equal(["lowest", "highest"], only.Layers.Select(archive.Text));
        Assert.Contains("\"arm64\"", archive.Text(only.Config), StringComparison.Ordinal);
        Assert.Empty(archive.Attestations);
    }

    [Fact]
    public void A_list_names_its_platforms_and_what_is_attached_to_each()
    {
        LayoutFile.WriteRelease(File, "content");
        var archive = OciArchive.Read(File);

        Assert.Equal(["linux/amd64", "linux/arm64"], archive.Images.Select(i => i.Platform));
        Assert.NotEqual(archive.Images[0].Digest, archive.Images[1].Digest);
        Assert.DoesNotContain(archive.Digest, archive.Images.Select(i => i.Digest));
        Assert.Equal(
            [("linux/amd64", OciArchive.Spdx), ("linux/amd64", OciArchive.Provenance + "v0.2"), ("linux/arm64", OciArchive.Spdx)],
            archive.Attestations.Select(a => (a.Platform, a.Predicate)));
        Assert.Contains("SPDX-2.3", archive.Text(archive.Attestations[0].Digest), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_that_is_not_there_is_named()
    {
        LayoutFile.WriteRelease(File, "content");
        Assert.Contains("sha256:none is not in", Assert.Throws<KeyNotFoundException>(() => OciArchive.Read(File).Text("sha256:none")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Half_an_archive_is_none_wherever_it_ends(bool layersLast)
    {
        var layout = new LayoutFile();
        layout.Write(File, layout.Image("amd64", new string('x', 3000), new string('y', 3000)), layersLast);
        var whole = System.IO.File.ReadAllBytes(File);
        Assert.Equal(2, OciArchive.Read(File).Images[0].Layers.Count);
        // A tar file ends with two empty blocks; without those everything is still there.
        for (int length = 0; length < whole.Length - 1024; length += 256)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Broken();
        }
    }

    [Fact]
    public void An_archive_without_one_of_its_layers_is_broken()
    {
        var layout = new LayoutFile();
        var missing = "sha256:" + new string('0', 64);
        var image = layout.Blob($$$"""{"config":{"digest":"{{{layout.Blob("""{"architecture":"amd64","os":"linux"}""")}}}"},"layers":[{"digest":"{{{missing}}}"}]}""");
        layout.Write(File, image);
        Assert.Contains(missing, Broken().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_image_layout_is_refused_with_what_to_do()
    {
        System.IO.File.WriteAllText(File, "not a tar file, but long enough for one. ".PadRight(2000, '.'));
        Broken();
        System.IO.File.WriteAllBytes(File, new byte[10240]);
        Broken();
        // As `docker save` of an old engine writes it.
        LayoutFile.WriteTar(File, ("manifest.json", "[]"u8.ToArray()), ("repositories", "{}"u8.ToArray()));
        Broken();
        LayoutFile.WriteTar(File, ("index.json", "{ no JSON"u8.ToArray()));
        Broken();
        LayoutFile.WriteTar(File, ("index.json", Encoding.UTF8.GetBytes("""{"manifests":[{"digest":7}]}""")));
        Broken();
        new LayoutFile().Write(File, top: null);
        Broken();
        new LayoutFile().Write(File, top: "sha256:" + new string('0', 64));
        Broken();
        System.IO.File.Delete(File);
        Broken();
    }

    public void Dispose() => sandbox.Dispose();

    private OperationException Broken()
    {
        var error = Assert.Throws<OperationException>(() => OciArchive.Read(File));
        Assert.Contains($"'{File}' is no whole OCI archive", error.Message, StringComparison.Ordinal);
        Assert.Contains("--export FOLDER", error.Fix, StringComparison.Ordinal);
        return error;
    }
}
