using ArgusAI.Containers.Pins;
using ArgusAI.Operations;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Images;

namespace ArgusAI.Smoke.Fixture;

/// <summary>Whether a stack runs on the official outside images or on their stand-ins, and so which files compose reads.</summary>
/// <param name="StandIns">Whether <see cref="ComposeProject.AirgapOverlay"/> is in use.</param>
public sealed record StackImages(bool StandIns)
{
    /// <summary>The two images of our own.</summary>
    public static IReadOnlyList<string> Ours { get; } =
        [$"{Product.ImageNamespace}/argusai-backend:{Product.Version}", $"{Product.ImageNamespace}/argusai-frontend:{Product.Version}"];

    /// <summary>The compose files, relative to the clone.</summary>
    public IReadOnlyList<string> ComposeFiles => StandIns ? [ComposeProject.BaseFile, ComposeProject.AirgapOverlay] : [ComposeProject.BaseFile];

    private static readonly ImagePins Pins = PinFile.Load(new Workspace(Repository.Root));

    /// <summary>The Debian image the tests build their own images from.</summary>
    public string Debian => Named("debian");

    /// <summary>The nginx image of the stack.</summary>
    public string Nginx => Named("nginx");

    /// <summary>Looks at what the engine holds; our images must be there, built as the product's build builds them.</summary>
    public static async Task<StackImages> OnThisEngine()
    {
        foreach (var image in Ours)
            Assert.True(await Engine.HasImage(image), $"the engine has no {image}: run ./build.sh Containers first");
        return await OutsideImages();
    }

    /// <summary>The outside images alone: stand-ins where they were built and the official one is not here.</summary>
    public static async Task<StackImages> OutsideImages() =>
        new(!await Engine.HasImage(Pins["nginx"].Pinned.ToString()) && await Engine.HasImage(Pins["nginx"].StandIn.ToString()));

    private string Named(string key) => (StandIns ? Pins[key].StandIn : Pins[key].Pinned).ToString();
}
