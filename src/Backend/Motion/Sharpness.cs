using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>How sharp a frame is: the variance of its brightness' Laplacian (Pech-Pacheco et al., 2000). Only good to compare frames of one scene.</summary>
internal sealed class Sharpness : IDisposable
{
    private readonly Plane _edges = new();

    /// <summary>Measures a frame.</summary>
    public double Of(Picture picture)
    {
        picture.Planes.Y.Edges(_edges);
        Cv2.MeanStdDev(_edges.In, out _, out var deviation);
        return deviation.Val0 * deviation.Val0;
    }

    /// <inheritdoc/>
    public void Dispose() => _edges.Dispose();
}
