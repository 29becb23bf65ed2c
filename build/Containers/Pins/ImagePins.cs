using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Pins;

/// <summary>One image from outside, as a pin file names it.</summary>
/// <param name="Key">Its name in the file: <c>debian</c>, <c>dotnet-sdk</c>…</param>
/// <param name="Reference">What the generated files use, without a digest.</param>
/// <param name="Digest"><c>sha256:…</c> once resolved; null before.</param>
/// <param name="StandIn">The local image that takes its place where no registry is reachable.</param>
public sealed record ImagePin(string Key, ImageRef Reference, string? Digest, ImageRef StandIn)
{
    /// <summary>What an engine pulls: the reference, with the digest where there is one.</summary>
    public ImageRef Pinned => Digest is null ? Reference : Reference.At(Digest);
}

/// <summary>The pin file, read strictly: an unknown key or a malformed value is an error with its line, since a typing error would silently unpin an image.</summary>
/// <param name="All">The images, in the file's order.</param>
public sealed record ImagePins(IReadOnlyList<ImagePin> All)
{
    /// <summary>One image by its name in the file.</summary>
    /// <exception cref="ArgumentException">The file has none of that name.</exception>
    public ImagePin this[string key] => All.FirstOrDefault(pin => pin.Key == key)
        ?? throw new ArgumentException($"there is no image '{key}': expected one of {string.Join(", ", All.Select(pin => pin.Key))}");

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="SyntaxException">It is malformed; the message names every line and column.</exception>
    public static ImagePins Parse(string text, string file = "images.yml") => Read(text).OrThrow(file);

    /// <summary>Reads the images that can be read, and lists what cannot.</summary>
    public static Parsed<ImagePins> Read(string text)
    {
        try
        {
            var reader = new ImagePinReader();
            var pins = new ImagePins(reader.Read(YamlReader.Read("images.yml", text)));
            return new(pins, reader.Problems);
        }
        catch (SyntaxException unreadable)
        {
            return new(null, unreadable.Problems);
        }
    }
}
