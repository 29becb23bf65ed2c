using ArgusAI.Containers;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ArgusAI.Stack;

/// <summary>An image from outside.</summary>
/// <param name="Reference">What the generated files name: the tag, and the digest where one is pinned.</param>
/// <param name="StandIn">The local image that takes its place where no registry is reachable.</param>
public sealed record OutsideImage(ImageRef Reference, ImageRef StandIn);

/// <summary>The images from outside that the stack uses: <c>deploy/images.yml</c>, the only place that names them (D19).</summary>
public sealed record OutsideImages
{
    /// <summary>Where the file lies, relative to the repository's root.</summary>
    public const string Path = "deploy/images.yml";

    /// <summary>Compiles the native parts and gives the backend's root file system.</summary>
    public required OutsideImage Debian { get; init; }

    /// <summary>Compiles the backend.</summary>
    public required OutsideImage DotnetSdk { get; init; }

    /// <summary>Builds and runs the frontend.</summary>
    public required OutsideImage Node { get; init; }

    /// <summary>The TLS front.</summary>
    public required OutsideImage Nginx { get; init; }

    /// <summary>The optional database.</summary>
    public required OutsideImage Postgres { get; init; }

    /// <summary>Reads the file.</summary>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="ArgumentException">It has another form, or lacks an image; the message names the key.</exception>
    public static OutsideImages Read(string yaml)
    {
        var reader = new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build();
        PinFile file;
        try
        {
            file = reader.Deserialize<PinFile?>(yaml) ?? new();
        }
        catch (YamlException e)
        {
            throw new ArgumentException($"{Path}:{e.Start.Line}:{e.Start.Column}: {e.InnerException?.Message ?? e.Message}: expected images, each with reference, digest and stand-in", e);
        }

        return new()
        {
            Debian = Image(file, "debian"),
            DotnetSdk = Image(file, "dotnet-sdk"),
            Node = Image(file, "node"),
            Nginx = Image(file, "nginx"),
            Postgres = Image(file, "postgres"),
        };
    }

    private static OutsideImage Image(PinFile file, string key)
    {
        if (!file.Images.TryGetValue(key, out var pin)) throw new ArgumentException($"{Path}: images.{key} is missing: expected a reference and a stand-in");
        var reference = Reference(pin.Reference, $"images.{key}.reference");
        return new(string.IsNullOrEmpty(pin.Digest) ? reference : reference.At(pin.Digest), Reference(pin.StandIn, $"images.{key}.stand-in"));
    }

    private static ImageRef Reference(string? text, string key) => ImageRef.TryParse(text, null, out var image)
        ? image
        : throw new ArgumentException($"{Path}: {key} is '{text}': expected an image such as debian:trixie-slim");

    private sealed class PinFile
    {
        public Dictionary<string, Pin> Images { get; set; } = [];
    }

    private sealed class Pin
    {
        public string? Reference { get; set; }

        public string? Digest { get; set; }

        public string? StandIn { get; set; }
    }
}
