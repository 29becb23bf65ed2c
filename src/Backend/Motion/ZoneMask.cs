using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>The pixels of the analysed picture that count; redrawn when its size changes.</summary>
/// <param name="zones">The polygons; none: everywhere.</param>
internal sealed class ZoneMask(IReadOnlyList<MotionZone> zones) : IDisposable
{
    private readonly Plane _mask = new();
    private int _area;

    /// <summary>Clears what moves outside the zones, and says how many pixels the zones have.</summary>
    public int Clip(Plane moving)
    {
        if (zones.Count == 0) return moving.Width * moving.Height;
        if (_mask.Width != moving.Width || _mask.Height != moving.Height) Draw(moving.Width, moving.Height);
        moving.Clip(_mask);
        return _area;
    }

    /// <inheritdoc/>
    public void Dispose() => _mask.Dispose();

    private void Draw(int width, int height)
    {
        // As large as what the picture's pixels are taken of, and sampled like it: OpenCV fills up to the outline and with it, a whole pixel too much.
        using var whole = new Plane();
        Fill(whole, width * SampledPicture.Step, height * SampledPicture.Step);
        whole.Sample(_mask, width, height);
        // A zone so thin that it lies between the pixels has those it touches.
        if (_mask.Count() == 0) Fill(_mask, width, height);
        _area = _mask.Count();
    }

    private void Fill(Plane mask, int width, int height)
    {
        mask.Mat.Create(height, width, MatType.CV_8UC1);
        mask.Mat.SetTo(OpenCvSharp.Scalar.Black);
        Point At(IReadOnlyList<double> p) => new((int)Math.Clamp(Math.Floor((p[0] * width) - 0.5), 0, width - 1), (int)Math.Clamp(Math.Floor((p[1] * height) - 0.5), 0, height - 1));
        // One after the other: together, OpenCV would leave out what two of them share.
        foreach (var zone in zones) Cv2.FillPoly(mask.Mat, [zone.Points.Select(At)], OpenCvSharp.Scalar.White);
    }
}
