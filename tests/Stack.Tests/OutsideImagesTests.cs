using System.Text.RegularExpressions;
using ArgusAI.Containers;
using ArgusAI.Containers.Pins;

namespace ArgusAI.Stack.Tests;

public partial class OutsideImagesTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_pinned_digest_reaches_every_file_that_names_the_image()
    {
        var pinned = ArgusStack.Render(new(OutsideImages.Read(PinsWith("debian:trixie-slim", Digest))));

        var naming = pinned.Where(a => a.Content.Contains("debian:trixie-slim", StringComparison.Ordinal)).ToList();
        Assert.Equal([StackFiles.AirgapOverlay, StackFiles.AirgapBake, StackFiles.BackendDockerfile, StackFiles.FrontendDockerfile], naming.Select(a => a.Path));
        Assert.All(naming, a => Assert.DoesNotMatch(Unpinned(), a.Content));
    }

    [Fact]
    public void No_generated_file_names_an_image_that_is_not_in_the_pin_file()
    {
        var renamed = Repository.Read(OutsideImages.Path);
        foreach (var name in new[] { "debian:trixie-slim", "mcr.microsoft.com/dotnet/sdk:10.0", "node:20-alpine", "nginx:alpine", "postgres:16-alpine" })
            renamed = renamed.Replace($"image: {name}", $"image: example.org/{name}", StringComparison.Ordinal);

        var text = string.Concat(ArgusStack.Render(new(OutsideImages.Read(renamed))).Select(a => a.Content));

        Assert.DoesNotMatch(OldNames(), text);
    }

    [Fact]
    public void A_pin_file_without_one_of_the_images_is_refused() =>
        Assert.Contains("'postgres'", Assert.Throws<ArgumentException>(() => OutsideImages.Read(Repository.Read(OutsideImages.Path).Replace("  postgres:", "  mysql:", StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_malformed_digest_is_refused_with_the_files_path() =>
        Assert.StartsWith(OutsideImages.Path, Assert.Throws<SyntaxException>(() => OutsideImages.Read(PinsWith("debian:trixie-slim", "sha256:12"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData(Digest)]
    public void Bots_find_every_image_with_its_tag_and_digest_and_no_stand_in(string? digest)
    {
        var text = digest is null ? Repository.Read(OutsideImages.Path) : ImagePins.Pin(Repository.Read(OutsideImages.Path), ImagePins.Parse(Repository.Read(OutsideImages.Path)).All.ToDictionary(p => p.Key, _ => digest));
        var expected = ImagePins.Parse(text).All.Select(p => (p.Reference.Registry, p.Reference.Name, p.Reference.Tag, p.Digest)).ToList();
        Assert.Equal(6, expected.Count);

        // Both look for these two words first.
        Assert.Matches(@"(?m)^apiVersion: \S", text);
        Assert.Matches(@"(?m)^kind: \S", text);
        // Renovate's manager kubernetes reads line by line; Dependabot's docker takes the value of every key `image`, and a
        // file whose name has no dot but that of its ending. Both then take the reference apart.
        var lines = BotLine().Matches(text).Select(m => ImageRef.Parse(m.Groups[1].Value)).Select(i => (i.Registry, i.Name, i.Tag, i.Digest));
        Assert.Equal(expected, lines);
        Assert.Matches(@"^[^.]+\.ya?ml$", Path.GetFileName(OutsideImages.Path));
        Assert.DoesNotMatch(@"image:\s*argusai", text);
    }

    private static string PinsWith(string reference, string digest) => Repository.Read(OutsideImages.Path)
        .Replace($"image: {reference}\n", $"image: {reference}@{digest}\n", StringComparison.Ordinal);

    [GeneratedRegex("debian:trixie-slim(?!@sha256:)")]
    private static partial Regex Unpinned();

    [GeneratedRegex("(?<!example.org/|base/)(debian:trixie-slim|mcr.microsoft.com|node:20|nginx:alpine|postgres:16)")]
    private static partial Regex OldNames();

    [GeneratedRegex(@"(?m)^\s*-?\s*image:\s*['""]?(\S+?)['""]?\s*$")]
    private static partial Regex BotLine();
}
