using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>
/// What motion is looked for in: every fourth pixel of every fourth row of the camera's picture (160×90 with the black beside
/// it), in colour. Taken as they are, not averaged: a background model judges each pixel by itself, so that the moving share of
/// evenly spread ones is that of all, where averages have less noise and wider outlines and are judged otherwise. In colour,
/// because brightness alone decides otherwise on a tenth of the frames. tests/Benchmarks/MotionAgreement measures both.
/// </summary>
internal sealed class SampledPicture : IDisposable
{
    /// <summary>One pixel in so many, each way.</summary>
    public const int Step = 4;

    private readonly Plane _one = new(), _colours = new();

    /// <summary>The pixels, BGR within the range of video, 16–235.</summary>
    public Plane Plane { get; } = new();

    /// <summary>Takes a frame's pixels.</summary>
    public void Take(Picture picture)
    {
        var (y, u, v) = picture.Planes;
        int width = Math.Max(1, y.Width / Step), height = Math.Max(1, y.Height / Step);
        if (_colours.Width != width || _colours.Height != height) _colours.Mat.Create(height, width, MatType.CV_8UC3);
        Insert(y, 0);
        Insert(v, 1);
        Insert(u, 2);
        _colours.Convert(Plane, ColorConversionCodes.YCrCb2BGR);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _colours.Dispose();
        Plane.Dispose();
    }

    private void Insert(Plane plane, int channel)
    {
        plane.Sample(_one, _colours.Width, _colours.Height);
        _one.Insert(_colours, channel);
    }
}
