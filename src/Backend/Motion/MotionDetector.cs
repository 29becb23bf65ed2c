using System.Diagnostics;
using ArgusAI.Backend.Observability;
using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>Motion in one frame.</summary>
/// <param name="Confidence">0–1: the moving share of the picture over twice the threshold.</param>
/// <param name="Box">The largest moving region.</param>
public sealed record Motion(double Confidence, BoundingBox Box);

/// <summary>A region as fractions (0–1) of the camera's picture.</summary>
public sealed record BoundingBox(double X, double Y, double Width, double Height);

/// <summary>Finds motion with OpenCV's MOG2 (history 500, threshold 16, no shadows) on a reduced picture. One per camera, not thread-safe.</summary>
public sealed class MotionDetector : IDisposable
{
    // MOG2 takes everything it has not seen yet for motion; after these frames it knows the scene.
    private const int WarmUp = 5;

    // The picture is analysed at this width: a quarter of the work, and noise of single pixels is averaged away.
    private const int AnalysisWidth = 320;

    private readonly BackgroundSubtractorMOG2 _model = BackgroundSubtractorMOG2.Create(500, 16, detectShadows: false);
    private readonly Mat _small = new();
    private readonly Mat _mask = new();
    private readonly double _threshold;
    private int _seen;

    /// <summary>Looks for motion at a sensitivity.</summary>
    /// <param name="sensitivity"><c>low</c>, <c>medium</c> or <c>high</c>: 5 %, 2 % or 0.5 % of the pixels have to move.</param>
    public MotionDetector(string sensitivity) => _threshold = Thresholds[sensitivity];

    /// <summary>The sensitivities, as moving share of the picture.</summary>
    public static IReadOnlyDictionary<string, double> Thresholds { get; } = new Dictionary<string, double> { ["low"] = 0.05, ["medium"] = 0.02, ["high"] = 0.005 };

    /// <summary>Learns a frame and says whether something moves in it; null when not.</summary>
    /// <param name="gray">One channel, any size, the same size each time.</param>
    public Motion? Look(Mat gray)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            double scale = Math.Min(1, (double)AnalysisWidth / gray.Width);
            Cv2.Resize(gray, _small, new Size((int)(gray.Width * scale), (int)(gray.Height * scale)), interpolation: InterpolationFlags.Area);
            _model.Apply(_small, _mask);
            if (_seen < WarmUp) _seen++;
            double share = (double)Cv2.CountNonZero(_mask) / (_mask.Width * _mask.Height);
            return _seen < WarmUp || share < _threshold ? null : new(Math.Min(1, share / (2 * _threshold)), Largest());
        }
        finally
        {
            Meters.MotionTime.Observe(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _small.Dispose();
        _mask.Dispose();
    }

    private BoundingBox Largest()
    {
        Cv2.FindContours(_mask, out Point[][] regions, out _, RetrievalModes.External, ContourApproximationModes.ApproxSimple);
        var box = Cv2.BoundingRect(regions.MaxBy(r => Cv2.ContourArea(r))!);
        double width = _mask.Width, height = _mask.Height;
        return new(Math.Round(box.X / width, 4), Math.Round(box.Y / height, 4), Math.Round(box.Width / width, 4), Math.Round(box.Height / height, 4));
    }
}
