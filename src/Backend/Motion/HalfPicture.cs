using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>
/// What motion is looked for in: the camera's picture at half of <see cref="Picture"/>'s size (320×180 with the black beside
/// it), in colour. Half, because an I420 frame holds its colours at half anyway, so that only the brightness is reduced; in
/// colour, because brightness alone decides otherwise than colour on a tenth of the frames: measured on vtest.avi beside
/// full-size MOG2 in colour at the medium sensitivity, even full-size grey agrees on 90 % only, grey of 320×240 and 480×360
/// on 92.5 % and 91 %, this on 98 % (tests/Benchmarks/MotionAgreement measures it again).
/// </summary>
internal sealed class HalfPicture : IDisposable
{
    private readonly Plane _brightness = new(), _yuv = new();

    /// <summary>The reduced picture, BGR.</summary>
    public Plane Plane { get; } = new();

    /// <summary>Reduces a frame.</summary>
    public void Take(Picture picture)
    {
        var (y, u, v) = picture.Planes;
        y.Resize(_brightness, u.Width, u.Height);
        if (_yuv.Width != u.Width || _yuv.Height != u.Height) _yuv.Mat.Create(u.Height, u.Width, MatType.CV_8UC3);
        _brightness.Insert(_yuv, 0);
        u.Insert(_yuv, 1);
        v.Insert(_yuv, 2);
        _yuv.Convert(Plane, ColorConversionCodes.YUV2BGR);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _brightness.Dispose();
        _yuv.Dispose();
        Plane.Dispose();
    }
}
