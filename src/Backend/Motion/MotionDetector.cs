using System.Diagnostics;
using ArgusAI.Backend.Observability;
using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>Motion in one frame.</summary>
/// <param name="Confidence">0–1: the moving share of the zones over twice the threshold.</param>
/// <param name="Box">The largest moving region.</param>
public readonly record struct Motion(double Confidence, BoundingBox Box);

/// <summary>A region as fractions (0–1) of the camera's picture.</summary>
public readonly record struct BoundingBox(double X, double Y, double Width, double Height);

/// <summary>Finds motion in a camera's frames. One per camera, not thread-safe; allocates nothing for a frame.</summary>
public sealed class MotionDetector : IDisposable
{
    // A model takes everything it has not seen yet for motion; after these frames it knows the scene.
    private const int WarmUp = 5;

    private readonly IMotionModel _model;
    private readonly SampledPicture _picture = new();
    private readonly ZoneMask _zones;
    private readonly Plane _moving = new(), _labels = new(), _regions = new(), _centres = new();
    private readonly double _threshold;
    private int _seen, _width;

    /// <summary>Looks for motion.</summary>
    /// <param name="sensitivity">A key of <see cref="Thresholds"/>.</param>
    /// <param name="algorithm"><c>mog2</c>, <c>knn</c> or <c>frame_difference</c>.</param>
    /// <param name="zones">Where motion counts; none: everywhere.</param>
    public MotionDetector(string sensitivity, string algorithm = MotionAlgorithms.Mog2, IReadOnlyList<MotionZone>? zones = null)
    {
        _threshold = Thresholds[sensitivity];
        _model = MotionAlgorithms.Create(algorithm);
        _zones = new(zones ?? []);
    }

    /// <summary>The sensitivities, as the share of the zones' pixels that has to move.</summary>
    public static IReadOnlyDictionary<string, double> Thresholds { get; } = new Dictionary<string, double> { ["low"] = 0.05, ["medium"] = 0.02, ["high"] = 0.005 };

    /// <summary>The moving share of the zones' pixels in the last frame, 0–1.</summary>
    public double Share { get; private set; }

    /// <summary>Learns a frame and says whether something moves in it; null when not.</summary>
    public Motion? Look(Picture picture)
    {
        long start = Stopwatch.GetTimestamp();
        _picture.Take(picture);
        // A camera that changes its picture's size shows a scene that is new to the model.
        if (_picture.Plane.Width != _width) (_width, _seen) = (_picture.Plane.Width, 0);
        _model.Apply(_picture.Plane, _moving);
        int area = _zones.Clip(_moving);
        Share = (double)_moving.Count() / area;
        if (_seen < WarmUp) _seen++;
        Motion? motion = _seen < WarmUp || Share < _threshold ? null : new(Math.Min(1, Share / (2 * _threshold)), Largest());
        Meters.MotionTime.Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        return motion;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _picture.Dispose();
        _zones.Dispose();
        foreach (var plane in new[] { _moving, _labels, _regions, _centres }) plane.Dispose();
    }

    private BoundingBox Largest()
    {
        int count = _moving.Regions(_labels, _regions, _centres), largest = 1;
        var regions = _regions.Mat;
        // The first is what does not move.
        for (int i = 2; i < count; i++)
        {
            if (regions.At<int>(i, (int)ConnectedComponentsTypes.Area) > regions.At<int>(largest, (int)ConnectedComponentsTypes.Area)) largest = i;
        }

        double Part(ConnectedComponentsTypes column, int whole) => Math.Round(regions.At<int>(largest, (int)column) / (double)whole, 4);
        int width = _moving.Width, height = _moving.Height;
        return new(Part(ConnectedComponentsTypes.Left, width), Part(ConnectedComponentsTypes.Top, height),
            Part(ConnectedComponentsTypes.Width, width), Part(ConnectedComponentsTypes.Height, height));
    }
}
