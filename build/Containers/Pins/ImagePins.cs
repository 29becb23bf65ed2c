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
/// <remarks>
/// It has the outline of a Kubernetes resource (<c>apiVersion</c>, <c>kind</c>, and <c>image:</c> with tag and digest on one
/// line), because that is what bots read in a YAML file of any name: Renovate's <c>kubernetes</c> manager and Dependabot's
/// <c>docker</c> ecosystem.
/// </remarks>
/// <param name="All">The images, in the file's order.</param>
public sealed record ImagePins(IReadOnlyList<ImagePin> All)
{
    /// <summary>The value of <c>apiVersion</c>.</summary>
    public const string ApiVersion = "argusai/v1";

    /// <summary>The value of <c>kind</c>.</summary>
    public const string Kind = "ImagePins";

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

    /// <summary>The file's text with other digests; comments, order and tags stay as they are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digests">The digests by the images' keys; an image without one stays as it is.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="SyntaxException">The text is malformed, or an image is written in a way that cannot be changed in its place.</exception>
    /// <exception cref="ArgumentException">A digest has another form.</exception>
    public static string Pin(string text, IReadOnlyDictionary<string, string> digests, string file = "images.yml")
    {
        Parse(text, file);
        var reader = new ImagePinReader();
        var lines = text.Split('\n');
        foreach (var pin in reader.Read(YamlReader.Read(file, text)).Where(pin => digests.ContainsKey(pin.Key)))
        {
            var (at, wanted) = (reader.Places[pin.Key], pin.Reference.At(digests[pin.Key]).ToString());
            var (before, value) = (lines[at.Line - 1][..(at.Column - 1)], lines[at.Line - 1][(at.Column - 1)..]);
            var given = pin.Pinned.ToString();
            var start = value.IndexOf(given, StringComparison.Ordinal);
            if (start is not (0 or 1)) throw new SyntaxException(file, [new(at, $"the image of '{pin.Key}' is written in an unusual way; expected '{given}' on this line")]);
            lines[at.Line - 1] = $"{before}{value[..start]}{wanted}{value[(start + given.Length)..]}";
        }

        return string.Join('\n', lines);
    }
}
