using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Cameras;

/// <summary>Reads a camera's raw frames and hands them over, one after the other.</summary>
/// <param name="input">What to ask for.</param>
/// <param name="firstFrame">How long the first frame may take.</param>
/// <param name="nextFrame">How long every other may take: after it the camera counts as dead.</param>
internal sealed class FrameReader(CameraInput input, TimeSpan firstFrame, TimeSpan nextFrame)
{
    private readonly CameraProcess _process = new(input, firstFrame, nextFrame);

    /// <inheritdoc cref="CameraProcess.SourceSize"/>
    public (int Width, int Height)? SourceSize => _process.SourceSize;

    /// <inheritdoc cref="CameraProcess.SourceCodec"/>
    public string? SourceCodec => _process.SourceCodec;

    /// <summary>Reads until the source ends or the token is cancelled.</summary>
    /// <param name="next">Gives the frame that is filled next.</param>
    /// <param name="onFrame">Takes each over once it is full; the next is read when it returns.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <exception cref="CameraException">It ended by itself; says why.</exception>
    public Task RunAsync(Func<Picture> next, Action<Picture> onFrame, CancellationToken cancel) => _process.RunAsync(async (output, alive, dead) =>
    {
        var picture = next();
        int filled = 0;
        while (await output.ReadAsync(picture.Bytes[filled..], dead) is var read and > 0)
        {
            if ((filled += read) < picture.Bytes.Length) continue;
            filled = 0;
            if (SourceSize is { } size) picture.SetSource(size.Width, size.Height);
            picture.TakenAt = UtcTime.Now;
            alive();
            onFrame(picture);
            picture = next();
        }
    }, cancel);
}
