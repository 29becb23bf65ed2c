using ArgusAI.Containers;
using ArgusAI.Containers.Pins;

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
    /// <exception cref="SyntaxException">It has another form; the message names line and column.</exception>
    /// <exception cref="ArgumentException">It lacks an image; the message names it.</exception>
    public static OutsideImages Read(string yaml)
    {
        var pins = ImagePins.Parse(yaml, Path);
        return new()
        {
            Debian = Of(pins["debian"]),
            DotnetSdk = Of(pins["dotnet-sdk"]),
            Node = Of(pins["node"]),
            Nginx = Of(pins["nginx"]),
            Postgres = Of(pins["postgres"]),
        };
    }

    private static OutsideImage Of(ImagePin pin) => new(pin.Pinned, pin.StandIn);
}
