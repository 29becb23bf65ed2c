using Microsoft.AspNetCore.WebUtilities;

namespace ArgusAI.Backend.Cameras;

/// <summary>Reads a camera as JPEGs that FFmpeg makes.</summary>
internal static class JpegReader
{
    // FFmpeg's own.
    private const string Boundary = "ffmpeg";

    /// <summary>Reads until the source ends or the token is cancelled.</summary>
    /// <param name="process">Gives a multipart message (<see cref="CameraInput.Jpegs"/>).</param>
    /// <param name="onJpeg">Takes each.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <exception cref="CameraException">It ended by itself; says why.</exception>
    public static Task RunAsync(CameraProcess process, Action<byte[]> onJpeg, CancellationToken cancel) => process.RunAsync(async (output, alive, dead) =>
    {
        var parts = new MultipartReader(Boundary, output);
        using var jpeg = new MemoryStream();
        try
        {
            while (await parts.ReadNextSectionAsync(dead) is { } part)
            {
                jpeg.SetLength(0);
                await part.Body.CopyToAsync(jpeg, dead);
                alive();
                onJpeg(jpeg.ToArray());
            }
        }
        catch (IOException)
        {
            // FFmpeg never writes the message's end. Why it stopped, its own lines say.
        }
    }, cancel);
}
