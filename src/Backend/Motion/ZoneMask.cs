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
        _mask.Mat.Create(height, width, MatType.CV_8UC1);
        _mask.Mat.SetTo(OpenCvSharp.Scalar.Black);
        // One after the other: together, OpenCV would leave out what two of them share.
        foreach (var zone in zones)
            Cv2.FillPoly(_mask.Mat, [zone.Points.Select(p => new Point((int)Math.Round(p[0] * (width - 1)), (int)Math.Round(p[1] * (height - 1))))], OpenCvSharp.Scalar.White);
        _area = _mask.Count();
    }
}
