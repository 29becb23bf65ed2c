using ArgusAI.Containers.Pins;

namespace ArgusAI.Containers.Tests.Pins;

public class ImagePinsTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Head = "apiVersion: argusai/v1\nkind: ImagePins\nimages:\n";

    [Fact]
    public void A_digest_becomes_part_of_what_is_pulled()
    {
        var pin = ImagePins.Parse(One($"node:20-alpine@{Digest}"))["node"];
        Assert.Equal($"node:20-alpine@{Digest}", pin.Pinned.ToString());
        Assert.Equal("node:20-alpine", pin.Reference.ToString());
        Assert.Equal(Digest, pin.Digest);
    }

    [Fact]
    public void Without_a_digest_the_tag_is_pulled() => Assert.Equal("node:20-alpine", ImagePins.Parse(One("node:20-alpine"))["node"].Pinned.ToString());

    [Theory]
    [InlineData("image: node:20-alpine\n    digets: x", 6, "unknown key 'digets'")]
    [InlineData("image: node:20-alpine@latest", 5, "'node:20-alpine@latest'; expected [registry/]name:tag[@sha256:…]")]
    [InlineData("image: [a]", 5, "must be one word")]
    [InlineData("image: node:20\n    image: again", 6, "the key 'image' is given twice")]
    [InlineData("image: Node:20", 5, "the image of 'node' is 'Node:20'")]
    [InlineData("image: node", 5, "expected a tag")]
    [InlineData("image: node@" + Digest, 5, "expected a tag")]
    [InlineData("name: x", 5, "unknown key 'name'")]
    public void A_malformed_line_is_named(string lines, int number, string words)
    {
        var error = Assert.Throws<SyntaxException>(() => ImagePins.Parse($"{Head}  node:\n    {lines}\n    stand-in: argusai.local/base/node:20\n"));
        Assert.Contains($"images.yml:{number}:", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image: node:20\n    stand-in: node:20", "images.yml:6:", "the stand-in of 'node' is 'node:20'; expected a name below a registry that ends in .local")]
    [InlineData("image: node:20", "images.yml:5:", "image 'node' has no stand-in")]
    [InlineData("stand-in: argusai.local/base/node:20", "images.yml:5:", "image 'node' has no image")]
    public void A_malformed_image_is_named(string fields, string place, string words)
    {
        var error = Assert.Throws<SyntaxException>(() => ImagePins.Parse($"{Head}  node:\n    {fields}\n"));
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apiVersion: argusai/v1", "apiVersion: v1", "images.yml:1:1: expected 'apiVersion: argusai/v1'")]
    [InlineData("kind: ImagePins\n", "", "expected 'kind: ImagePins', without which bots do not read the file")]
    public void What_bots_know_the_file_by_must_stay(string old, string changed, string words) =>
        Assert.Contains(words, Assert.Throws<SyntaxException>(() => ImagePins.Parse(One("node:20").Replace(old, changed, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("node:20-alpine", "")]
    [InlineData("node:20-alpine", " # a comment 😀")]
    [InlineData("\"node:20-alpine\"", "")]
    [InlineData("node:20-alpine@" + Digest, "")]
    public void A_new_digest_changes_its_own_line_only(string value, string comment)
    {
        var other = "sha256:" + new string('f', 64);
        var text = $"# für 😀\n{One(value + comment)}  nginx:\n    image: nginx:alpine\n    stand-in: argusai.local/base/nginx:1\n# end\n";
        foreach (var ends in (string[])["\n", "\r\n"])
            Assert.Equal(text.Replace(value.Trim('"'), $"node:20-alpine@{other}", StringComparison.Ordinal).ReplaceLineEndings(ends),
                ImagePins.Pin(text.ReplaceLineEndings(ends), new Dictionary<string, string> { ["node"] = other }));
    }

    [Fact]
    public void An_image_that_cannot_be_changed_in_its_place_is_refused() =>
        Assert.Contains("images.yml:5:12: the image of 'node' is written in an unusual way; expected 'node:20'",
            Assert.Throws<SyntaxException>(() => ImagePins.Pin(One("\"node\\x3a20\""), new Dictionary<string, string> { ["node"] = Digest })).Message, StringComparison.Ordinal);

    [Fact]
    public void Several_digests_are_written_at_once()
    {
        var both = One("node:20") + "  nginx:\n    image: nginx:alpine\n    stand-in: argusai.local/base/nginx:1\n";
        var pinned = ImagePins.Parse(ImagePins.Pin(both, new Dictionary<string, string> { ["node"] = Digest, ["nginx"] = Digest }));
        Assert.All(pinned.All, pin => Assert.Equal(Digest, pin.Digest));
    }

    [Fact]
    public void Every_problem_is_listed_and_the_other_images_are_read()
    {
        var read = ImagePins.Read(One("Node:20") + "  good:\n    image: a:1\n    stand-in: a.local/a:1\n  bad: word\n  worse:\n    tag: 1\n");
        Assert.Equal(["good"], read.Model!.All.Select(pin => pin.Key));
        Assert.Equal([5, 10, 12, 12, 12], read.Problems.Select(p => p.Position.Line));
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
        var error = Assert.Throws<ArgumentException>(() => ImagePins.Parse(One("node:20"))["nod"]);
        Assert.Contains("'nod': expected one of node", error.Message, StringComparison.Ordinal);
    }

    private static string One(string image) => $"{Head}  node:\n    image: {image}\n    stand-in: argusai.local/base/node:20\n";
}
