using OpenCvSharp;
using OpenCvSharp.Internal;

namespace ArgusAI.Backend.Motion;

/// <summary>
/// A matrix that is used for frame after frame. OpenCvSharp's own calls make a wrapper for every matrix they are given and
/// throw it away after them; here each matrix is wrapped once, so that a frame allocates nothing.
/// </summary>
internal sealed class Plane : IDisposable
{
    private readonly OutputArray _out;

    /// <summary>Takes a matrix over.</summary>
    public Plane(Mat? mat = null)
    {
        Mat = mat ?? new Mat();
        In = InputArray.Create(Mat);
        _out = OutputArray.Create(Mat);
    }

    /// <summary>The matrix.</summary>
    public Mat Mat { get; }

    /// <summary>To read it; it may be given to OpenCvSharp's calls.</summary>
    public InputArray In { get; }

    /// <summary>Width in pixels.</summary>
    public int Width => Mat.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Mat.Height;

    /// <summary>How many pixels are not zero.</summary>
    public int Count() => Cv2.CountNonZero(In);

    /// <summary>Writes so many of its pixels into another, evenly spread and as they are.</summary>
    public void Sample(Plane to, int width, int height) => Check(NativeMethods.imgproc_resize(In.CvPtr, to._out.CvPtr, new(width, height), 0, 0, (int)InterpolationFlags.Nearest));

    /// <summary>Writes it into one channel of another of the same size.</summary>
    public void Insert(Plane to, int channel) => Check(NativeMethods.core_insertChannel(In.CvPtr, to._out.CvPtr, channel));

    /// <summary>Writes it into another in other colours.</summary>
    public void Convert(Plane to, ColorConversionCodes code) => Check(NativeMethods.imgproc_cvtColor(In.CvPtr, to._out.CvPtr, (int)code, 0));

    /// <summary>Clears what another has not.</summary>
    public void Clip(Plane by) => Check(NativeMethods.core_bitwise_and(In.CvPtr, by.In.CvPtr, _out.CvPtr, nint.Zero));

    /// <summary>Writes how much it differs from another.</summary>
    public void Difference(Plane from, Plane to) => Check(NativeMethods.core_absdiff(In.CvPtr, from.In.CvPtr, to._out.CvPtr));

    /// <summary>Writes 255 where it is above a limit, and 0 elsewhere.</summary>
    public void Above(double limit, Plane to) => Check(NativeMethods.imgproc_threshold(In.CvPtr, to._out.CvPtr, limit, 255, (int)ThresholdTypes.Binary, out _));

    /// <summary>Writes its Laplacian, 16 bits with a sign.</summary>
    public void Edges(Plane to) => Check(NativeMethods.imgproc_Laplacian(In.CvPtr, to._out.CvPtr, MatType.CV_16SC1, 1, 1, 0, (int)BorderTypes.Default));

    /// <summary>Finds connected regions, diagonals included.</summary>
    /// <param name="labels">Gets each pixel's region.</param>
    /// <param name="regions">Gets each region's row of <see cref="ConnectedComponentsTypes"/>; the first is what is zero.</param>
    /// <param name="centres">Gets each region's centre.</param>
    /// <returns>How many, the first included.</returns>
    public int Regions(Plane labels, Plane regions, Plane centres)
    {
        Check(NativeMethods.imgproc_connectedComponentsWithStats(In.CvPtr, labels._out.CvPtr, regions._out.CvPtr, centres._out.CvPtr, 8, MatType.CV_32SC1, out int count));
        return count;
    }

    /// <summary>Learns it and writes what moves.</summary>
    public void Apply(BackgroundSubtractor model, Plane to) => Check(NativeMethods.video_BackgroundSubtractor_apply(model.RawPtr, In.CvPtr, to._out.CvPtr, -1));

    /// <inheritdoc/>
    public void Dispose()
    {
        In.Dispose();
        _out.Dispose();
        Mat.Dispose();
    }

    private static void Check(ExceptionStatus status) => NativeMethods.HandleException(status);
}
