using System.Diagnostics.CodeAnalysis;
using CliWrap;
using FFMpegCore;
using FFMpegCore.Exceptions;

namespace ArgusAI.Backend.Events;

/// <summary>Makes an MP4 of segments of a camera's own video, by copying: nothing is decoded.</summary>
internal static class ClipWriter
{
    /// <summary>Whether browsers play this codec in an MP4, by FFmpeg's name of it.</summary>
    public static bool CanPlay([NotNullWhen(true)] string? codec) => codec is "h264" or "hevc";

    /// <summary>Writes the clip; it has its name when all of it is written.</summary>
    /// <param name="segments">MPEG transport streams, in their order.</param>
    /// <param name="codec">What is in them.</param>
    /// <param name="path">The MP4's path.</param>
    /// <returns>Its length in seconds; null when FFmpeg could not make one, and then there is no file.</returns>
    public static async Task<double?> WriteAsync(IReadOnlyList<string> segments, string codec, string path)
    {
        string begun = path + EventFiles.Unfinished;
        // Apple's players want the other tag of H.265.
        string tag = codec == "hevc" ? "-tag:v hvc1" : "";
        var result = await Cli.Wrap("ffmpeg").WithValidation(CommandResultValidation.None)
            .WithArguments($"-hide_banner -nostats -loglevel error -f mpegts -i pipe:0 -map 0:v:0 -c copy {tag} -movflags +faststart -f mp4 -y \"{begun}\"")
            .WithStandardInputPipe(PipeSource.Create((to, cancel) => JoinAsync(segments, to, cancel)))
            .ExecuteAsync();
        if (result.ExitCode == 0 && await SecondsAsync(begun) is { } seconds and > 0)
        {
            File.Move(begun, path, overwrite: true);
            return Math.Round(seconds, 1);
        }

        File.Delete(begun);
        return null;
    }

    // Asked of the file: FFmpeg's progress ends when the last picture is decoded, which is before it is shown.
    private static async Task<double?> SecondsAsync(string path)
    {
        try
        {
            return (await FFProbe.AnalyseAsync(path)).Duration.TotalSeconds;
        }
        catch (FFProbeException)
        {
            return null;
        }
    }

    // Transport streams one after the other are one transport stream.
    private static async Task JoinAsync(IReadOnlyList<string> segments, Stream to, CancellationToken cancel)
    {
        foreach (string segment in segments)
        {
            await using var from = File.OpenRead(segment);
            await from.CopyToAsync(to, cancel);
        }
    }
}
