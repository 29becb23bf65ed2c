using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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
    // Reserved for local networks (RFC 6762): no public registry can answer for it.
    private const string LocalSuffix = ".local";

    /// <summary>One image by its name in the file.</summary>
    /// <exception cref="ArgumentException">The file has none of that name.</exception>
    public ImagePin this[string key] => All.FirstOrDefault(pin => pin.Key == key)
        ?? throw new ArgumentException($"there is no image '{key}': expected one of {string.Join(", ", All.Select(pin => pin.Key))}");

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="SyntaxException">It is malformed; the message names line and column.</exception>
    public static ImagePins Parse(string text, string file = "images.yml")
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }]) throw Malformed(Mark.Empty, "expected one mapping with the key 'images'");
            Check(root, ["images"]);
            if (!root.Children.TryGetValue("images", out var node) || node is not YamlMappingNode { Children.Count: > 0 } images) throw Malformed(root.Start, "expected 'images' with at least one image");
            return new ImagePins([.. images.Children.Select(pair => Pin(((YamlScalarNode)pair.Key).Value!, pair.Value))]);
        }
        catch (YamlException error)
        {
            throw new SyntaxException(file, [new(new((int)error.Start.Line, (int)error.Start.Column), error.InnerException?.Message ?? error.Message)]);
        }
    }

    private static ImagePin Pin(string key, YamlNode value)
    {
        if (value is not YamlMappingNode fields) throw Malformed(value.Start, $"image '{key}' needs the keys reference and stand-in");
        Check(fields, ["reference", "digest", "stand-in"]);
        var reference = Reference(fields, key, "reference");
        if (reference.Digest is not null) throw Malformed(fields["reference"].Start, $"the reference of '{key}' holds a digest; it has a key of its own: digest: {reference.Digest}");
        var standIn = Reference(fields, key, "stand-in");
        // Never a name that a registry could also answer for: a stand-in must not pass for the official image.
        if (standIn.Registry?.EndsWith(LocalSuffix, StringComparison.Ordinal) != true)
            throw Malformed(fields["stand-in"].Start, $"the stand-in of '{key}' is '{standIn}'; expected a name below a registry that ends in {LocalSuffix}");
        return new ImagePin(key, reference, Digest(fields, key, reference), standIn);
    }

    private static string? Digest(YamlMappingNode fields, string key, ImageRef reference)
    {
        if (!fields.Children.TryGetValue("digest", out var node) || node is YamlScalarNode { Value: null or "" }) return null;
        try
        {
            return reference.At(Text(node, key, "digest")).Digest;
        }
        catch (ArgumentException)
        {
            throw Malformed(node.Start, $"the digest of '{key}' is '{node}'; expected sha256: and 64 hexadecimal digits");
        }
    }

    private static ImageRef Reference(YamlMappingNode fields, string key, string field)
    {
        if (!fields.Children.TryGetValue(field, out var node)) throw Malformed(fields.Start, $"image '{key}' has no {field}");
        return ImageRef.TryParse(Text(node, key, field), null, out var image)
            ? image
            : throw Malformed(node.Start, $"the {field} of '{key}' is '{node}'; expected [registry/]name[:tag]");
    }

    private static string Text(YamlNode node, string key, string field) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Malformed(node.Start, $"the {field} of '{key}' must be one word");

    private static void Check(YamlMappingNode mapping, IReadOnlyList<string> known)
    {
        foreach (var key in mapping.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name))
                throw Malformed(key.Start, $"unknown key '{key}'; expected {string.Join(", ", known)}");
        }
    }

    private static YamlException Malformed(Mark place, string problem) => new(place, place, problem);
}
