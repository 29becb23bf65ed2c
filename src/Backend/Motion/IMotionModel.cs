namespace ArgusAI.Backend.Motion;

/// <summary>What tells moving pixels from still ones.</summary>
internal interface IMotionModel : IDisposable
{
    /// <summary>Learns a picture and marks what moves in it.</summary>
    /// <param name="picture">BGR; the same size each time, or the model starts over.</param>
    /// <param name="mask">Gets 255 for each pixel that moves and 0 for all others.</param>
    void Apply(Plane picture, Plane mask);
}
