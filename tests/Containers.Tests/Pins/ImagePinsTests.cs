using ArgusAI.Containers.Pins;

namespace ArgusAI.Containers.Tests.Pins;

public class ImagePinsTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_digest_becomes_part_of_what_is_pulled()
    {
        var pin = ImagePins.Parse(One($"digest: {Digest}"))["node"];
        Assert.Equal($"node:20-alpine@{Digest}", pin.Pinned.ToString());
        Assert.Equal("node:20-alpine", pin.Reference.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("digest:")]
    [InlineData("digest: \"\"")]
    public void Without_a_digest_the_tag_is_pulled(string line) => Assert.Equal("node:20-alpine", ImagePins.Parse(One(line))["node"].Pinned.ToString());

    [Theory]
    [InlineData("digets: x", 5, "unknown key 'digets'")]
    [InlineData("digest: latest", 5, "'latest'; expected sha256:")]
    [InlineData("digest: [a]", 5, "must be one word")]
    [InlineData("reference: again", 5, "the key 'reference' is given twice")]
    public void A_malformed_line_is_named(string line, int number, string words)
    {
        var error = Assert.Throws<SyntaxException>(() => ImagePins.Parse(One(line)));
        Assert.Contains($"images.yml:{number}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reference: Node:20\n    stand-in: argusai.local/base/node:20", "images.yml:3:", "the reference of 'node' is 'Node:20'")]
    [InlineData("reference: node:20@" + Digest + "\n    stand-in: argusai.local/base/node:20", "images.yml:3:", "the reference of 'node' holds a digest")]
    [InlineData("reference: node:20\n    stand-in: node:20", "images.yml:4:", "the stand-in of 'node' is 'node:20'; expected a name below a registry that ends in .local")]
    [InlineData("reference: node:20", "images.yml:3:", "image 'node' has no stand-in")]
    [InlineData("stand-in: argusai.local/base/node:20", "images.yml:3:", "image 'node' has no reference")]
    public void A_malformed_image_is_named(string fields, string place, string words)
    {
        var error = Assert.Throws<SyntaxException>(() => ImagePins.Parse($"images:\n  node:\n    {fields}\n"));
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_listed_and_the_other_images_are_read()
    {
        var read = ImagePins.Read(One("digest: latest") + "  good:\n    reference: a:1\n    stand-in: a.local/a:1\n  bad: word\n  worse:\n    tag: 1\n");
        Assert.Equal(["node", "good"], read.Model!.All.Select(pin => pin.Key));
        Assert.Equal([5, 9, 11, 11, 11], read.Problems.Select(p => p.Position.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("images:")]
    [InlineData("images: {}")]
    [InlineData("images:\n  node: word")]
    [InlineData("images:\n\tnode:\n")]
    public void A_file_of_another_form_is_refused(string text) => Assert.Contains("images.yml:", Assert.Throws<SyntaxException>(() => ImagePins.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_image_that_is_not_there_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<ArgumentException>(() => ImagePins.Parse(One(""))["nod"]);
        Assert.Contains("'nod': expected one of node", error.Message, StringComparison.Ordinal);
    }

    private static string One(string line) => $"images:\n  node:\n    reference: node:20-alpine\n    stand-in: argusai.local/base/node:20\n    {line}\n";
}
