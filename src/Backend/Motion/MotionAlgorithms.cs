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

    // Of a picture that is halved the noise is less and an outline is a larger part: 18 in the place of OpenCV's 16 decides
    // like 16 on the whole picture. tests/Benchmarks/MotionAgreement measures it.
    private const double Mog2Variance = 18;

    // OpenCV's default, a squared distance.
    private const double KnnDistance = 400;

    /// <summary>Whether there is such a way.</summary>
    public static bool IsKnown(string name) => name is Mog2 or Knn or FrameDifference;

    /// <summary>A model that has seen nothing yet.</summary>
    public static IMotionModel Create(string name) => name switch
    {
        Mog2 => new BackgroundModel(BackgroundSubtractorMOG2.Create(History, Mog2Variance, detectShadows: false)),
        Knn => new BackgroundModel(BackgroundSubtractorKNN.Create(History, KnnDistance, detectShadows: false)),
        FrameDifference => new FrameDifferenceModel(),
        _ => throw new ArgumentException($"'{name}' is no motion algorithm: expected {Mog2}, {Knn} or {FrameDifference}.", nameof(name)),
    };

    private sealed class BackgroundModel(BackgroundSubtractor model) : IMotionModel
    {
        public void Apply(Plane picture, Plane mask) => picture.Apply(model, mask);

        public void Dispose() => model.Dispose();
    }
}
