using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Live;

/// <summary>How large live video is at most, and how many frames a second it has.</summary>
/// <param name="Name">As clients ask for it.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="FrameRate">Frames a second.</param>
internal sealed record VideoQuality(string Name, int Width, int Height, int FrameRate)
{
    /// <summary>What analysis sees: costs no more decoding.</summary>
    public static readonly VideoQuality Low = new("low", Picture.Width, Picture.Height, 5);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<VideoQuality> All { get; } = [Low, new("medium", 1280, 720, 10), new("high", 1920, 1080, 15)];

    /// <summary>FFmpeg's filter for pictures of this size. Those that are smaller stay as they are.</summary>
    public string Filter => this == Low ? Picture.Filter : $"scale='min({Width},iw)':'min({Height},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2";

    /// <summary>The pictures' size, of a camera of this size: never larger than its own, except that low is what analysis sees, with black beside it.</summary>
    public (int Width, int Height) SizeOf((int Width, int Height)? camera)
    {
        if (this == Low || camera is not { } own) return (Width, Height);
        // As the filter does it: fitted into the smaller of both, then down to even numbers.
        int width = Math.Min(Width, own.Width), height = Math.Min(Height, own.Height);
        double scale = Math.Min((double)width / own.Width, (double)height / own.Height);
        return ((int)(own.Width * scale) / 2 * 2, (int)(own.Height * scale) / 2 * 2);
    }
}
