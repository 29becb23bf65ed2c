using OpenCvSharp;

namespace ArgusAI.Backend.Motion;

/// <summary>The ways to find motion.</summary>
internal static class MotionAlgorithms
{
    /// <summary>Mixture of Gaussians; the default.</summary>
    public const string Mog2 = "mog2";

    /// <summary>Nearest neighbours; steadier where the background itself moves.</summary>
    public const string Knn = "knn";

    /// <summary>Each frame against the one before; the least work, and blind to what moves slowly.</summary>
    public const string FrameDifference = "frame_difference";

    // Frames that a background is learned from: OpenCV's default, and upstream's.
    private const int History = 500;

    // In squared deviations, where OpenCV's default is 16: a scaled picture has wider outlines, and with half of one more its
    // pixels decide as those of the camera's own do. tests/Benchmarks/MotionAgreement measures it.
    private const double Mog2Deviation = 16.5;

    // OpenCV's default, a squared distance.
    private const double KnnDistance = 400;

    // OpenCV's squared distances are of colours from 0 to 255; those of video are from 16 to 235.
    private const double Range = 219 / 255.0 * (219 / 255.0);

    /// <summary>Whether there is such a way.</summary>
    public static bool IsKnown(string name) => name is Mog2 or Knn or FrameDifference;

    /// <summary>A model that has seen nothing yet.</summary>
    public static IMotionModel Create(string name) => name switch
    {
        Mog2 => new BackgroundModel(CreateMog2()),
        Knn => new BackgroundModel(BackgroundSubtractorKNN.Create(History, KnnDistance * Range, detectShadows: false)),
        FrameDifference => new FrameDifferenceModel(),
        _ => throw new ArgumentException($"'{name}' is no motion algorithm: expected {Mog2}, {Knn} or {FrameDifference}.", nameof(name)),
    };

    private static BackgroundSubtractorMOG2 CreateMog2()
    {
        var model = BackgroundSubtractorMOG2.Create(History, Mog2Deviation, detectShadows: false);
        model.VarInit *= Range;
        model.VarMin *= Range;
        model.VarMax *= Range;
        return model;
    }

    private sealed class BackgroundModel(BackgroundSubtractor model) : IMotionModel
    {
        public void Apply(Plane picture, Plane mask) => picture.Apply(model, mask);

        public void Dispose() => model.Dispose();
    }
}
