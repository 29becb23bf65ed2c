using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>A pixel moves when its brightness differs from the frame before.</summary>
internal sealed class FrameDifferenceModel : IMotionModel
{
    // A tenth of the range: above a camera's noise, below what a person in front of a wall changes.
    private const double Difference = 25;

    private readonly Plane _difference = new();
    private Plane _now = new(), _before = new();

    /// <inheritdoc/>
    public void Apply(Plane picture, Plane mask)
    {
        (_now, _before) = (_before, _now);
        picture.Convert(_now, ColorConversionCodes.BGR2GRAY);
        // The first frame, and the first of another size, has nothing to be compared with.
        if (_before.Width != _now.Width || _before.Height != _now.Height) _now.Mat.CopyTo(_before.Mat);
        _now.Difference(_before, _difference);
        _difference.Above(Difference, mask);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _difference.Dispose();
        _now.Dispose();
        _before.Dispose();
    }
}
