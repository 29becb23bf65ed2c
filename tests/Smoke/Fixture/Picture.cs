using System.Text.Json;
using DotNet.Testcontainers.Containers;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What a real JPEG decoder (GStreamer's, in the camera's container) made of some bytes.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Darkest">The darkest pixel, 0–255.</param>
/// <param name="Brightest">The brightest pixel, 0–255; equal to <paramref name="Darkest"/> in an empty picture.</param>
public sealed record Picture(int Width, int Height, int Darkest, int Brightest)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Decodes; bytes that are no complete JPEG fail the test.</summary>
    /// <param name="camera">From <see cref="TestContainer.Camera"/>.</param>
    /// <param name="jpeg">The bytes.</param>
    public static async Task<Picture> Decode(IContainer camera, byte[] jpeg)
    {
        await camera.CopyAsync(jpeg, "/tmp/picture.jpg");
        var result = await camera.ExecAsync(["python3", "/decode.py", "/tmp/picture.jpg"]);
        Assert.True(result.ExitCode == 0, $"no decoder can read these {jpeg.Length} bytes as a JPEG: {result.Stderr}");
        return JsonSerializer.Deserialize<Picture>(result.Stdout, Web)!;
    }
}
