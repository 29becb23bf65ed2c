using System.Runtime.InteropServices;
using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>
/// One decoded frame: I420, always 640×360, the camera's picture centred in it and black beside it. Its buffer is used again
/// for other frames, so that nothing is allocated per frame.
/// </summary>
public sealed class Picture : IDisposable
{
    /// <summary>Width in pixels.</summary>
    public const int Width = 640;

    /// <summary>Height in pixels.</summary>
    public const int Height = 360;

    private readonly byte[] _bytes = GC.AllocateArray<byte>(Width * Height * 3 / 2, pinned: true);
    private (Plane Y, Plane U, Plane V)? _planes;

    /// <summary>
    /// FFmpeg's filter that makes frames of this form: a fixed size holds even when a camera changes its own. Lanczos, because
    /// it keeps most of what single pixels differ by, which is what motion is told from.
    /// </summary>
    public static string Filter => $"scale={Width}:{Height}:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=lanczos,pad={Width}:{Height}:-1:-1";

    /// <summary>The frame's bytes: the Y plane, then U and V at a quarter of it.</summary>
    public Memory<byte> Bytes => _bytes;

    /// <summary>When the frame came, UTC.</summary>
    public DateTime TakenAt { get; set; }

    /// <summary>Where the camera's picture lies in the frame; the rest is black and never counts as part of it.</summary>
    public Rect Active { get; private set; } = new(0, 0, Width, Height);

    /// <summary>The camera's picture: brightness, and the colours at half its width and height. They share the frame's memory.</summary>
    internal (Plane Y, Plane U, Plane V) Planes => _planes ??= (Part(0, 1), Part(Width * Height, 2), Part(Width * Height * 5 / 4, 2));

    private nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

    /// <summary>Says which size the camera sends, in pixels.</summary>
    public void SetSource(int width, int height)
    {
        double scale = Math.Min((double)Width / width, (double)Height / height);
        int w = Math.Clamp((int)(width * scale) / 2 * 2, 2, Width), h = Math.Clamp((int)(height * scale) / 2 * 2, 2, Height);
        // Even, as FFmpeg pads where colours have half the size.
        var active = new Rect((Width - w) / 4 * 2, (Height - h) / 4 * 2, w, h);
        if (active == Active) return;
        Active = active;
        Dispose();
    }

    /// <summary>Encodes the frame as JPEG.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="quality">1–100.</param>
    public byte[] ToJpeg(int width, int height, int quality)
    {
        using var planes = Mat.FromPixelData(Height * 3 / 2, Width, MatType.CV_8UC1, Address);
        using var color = planes.CvtColor(ColorConversionCodes.YUV2BGR_I420);
        using var sized = (width, height) == (Width, Height) ? color.Clone() : color.Resize(new Size(width, height), interpolation: InterpolationFlags.Area);
        return sized.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
    }

    /// <summary>Gives OpenCV's views of the frame back; the buffer is the collector's.</summary>
    public void Dispose()
    {
        if (_planes is not { } planes) return;
        _planes = null;
        foreach (var plane in new[] { planes.Y, planes.U, planes.V }) plane.Dispose();
    }

    private Plane Part(int offset, int reduction)
    {
        using var plane = Mat.FromPixelData(Height / reduction, Width / reduction, MatType.CV_8UC1, Address + offset);
        return new(plane.SubMat(new Rect(Active.X / reduction, Active.Y / reduction, Active.Width / reduction, Active.Height / reduction)));
    }
}
