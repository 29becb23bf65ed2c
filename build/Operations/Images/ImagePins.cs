using ArgusAI.Containers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ArgusAI.Operations.Images;

/// <summary>One image from outside, as <c>deploy/images.yml</c> names it.</summary>
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
    /// <summary>Where the file stands in the clone.</summary>
    public const string File = "deploy/images.yml";

    private const string StandInRegistry = "argusai.local";

    /// <summary>One image by its name in the file.</summary>
    /// <exception cref="OperationException">The file has none of that name.</exception>
    public ImagePin this[string key] => All.FirstOrDefault(pin => pin.Key == key)
        ?? throw new OperationException($"{File} has no image '{key}'", $"add it to {File}, or use one of: {string.Join(", ", All.Select(pin => pin.Key))}");

    /// <summary>Reads the file of a clone.</summary>
    /// <exception cref="OperationException">It is missing or malformed.</exception>
    public static ImagePins Load(Workspace workspace) => System.IO.File.Exists(workspace[File])
        ? Parse(System.IO.File.ReadAllText(workspace[File]))
        : throw new OperationException($"{File} is missing", $"restore it: git checkout -- {File}");

    /// <summary>Reads the file's text.</summary>
    /// <exception cref="OperationException">It is malformed; the message names the line.</exception>
    public static ImagePins Parse(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            throw Malformed(error.Start, error.InnerException?.Message ?? error.Message);
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }]) throw Malformed(Mark.Empty, "expected one mapping with the key 'images'");
        Check(root, ["images"]);
        if (!root.Children.TryGetValue("images", out var node) || node is not YamlMappingNode { Children.Count: > 0 } images) throw Malformed(root.Start, "expected 'images' with at least one image");
        return new ImagePins([.. images.Children.Select(pair => Pin(((YamlScalarNode)pair.Key).Value!, pair.Value))]);
    }

    private static ImagePin Pin(string key, YamlNode value)
    {
        if (value is not YamlMappingNode fields) throw Malformed(value.Start, $"image '{key}' needs the keys reference and stand-in");
        Check(fields, ["reference", "digest", "stand-in"]);
        var reference = Reference(fields, key, "reference");
        if (reference.Digest is not null) throw Malformed(fields["reference"].Start, $"the reference of '{key}' holds a digest; it has a key of its own: digest: {reference.Digest}");
        var standIn = Reference(fields, key, "stand-in");
        // Never a name that a registry could also answer for: a stand-in must not pass for the official image.
        if (standIn.Registry != StandInRegistry) throw Malformed(fields["stand-in"].Start, $"the stand-in of '{key}' is '{standIn}'; expected {StandInRegistry}/…");
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

    private static OperationException Malformed(Mark place, string problem) =>
        new($"{File}, line {place.Line}: {problem}", $"correct {File}, or restore it: git checkout -- {File}");
}
