using ArgusAI.Backend.Events;
using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Cameras;

/// <summary>Looks at a camera's frames, one after the other, for as long as they come: beside their reading, and never on more cores than there are slots.</summary>
/// <param name="detector">Finds motion. Disposed here.</param>
/// <param name="capture">Collects what an event keeps; takes each frame over. Disposed here.</param>
/// <param name="slots">Shared by all cameras.</param>
internal sealed class FrameAnalysis(MotionDetector detector, EventCapture capture, AnalysisSlots slots) : IDisposable
{
    /// <summary>Runs until the queue is completed and empty; the event in progress is closed then.</summary>
    public async Task RunAsync(FrameQueue queue)
    {
        while (await WaitAsync(queue))
        {
            while (queue.Reader.TryRead(out var picture))
            {
                await slots.EnterAsync();
                try
                {
                    capture.Take(picture, detector.Look(picture), detector.Share);
                }
                finally
                {
                    slots.Leave();
                }
            }
        }

        capture.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        detector.Dispose();
        capture.Dispose();
    }

    // A camera that hangs in the middle of an event gives no frame that could end it.
    private async ValueTask<bool> WaitAsync(FrameQueue queue)
    {
        if (capture.IsOpen)
        {
            try
            {
                return await queue.Reader.WaitToReadAsync().AsTask().WaitAsync(EventCapture.Length);
            }
            catch (TimeoutException)
            {
                capture.Close();
            }
        }

        return await queue.Reader.WaitToReadAsync();
    }
}
