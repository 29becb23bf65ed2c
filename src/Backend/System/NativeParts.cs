using System.Runtime.InteropServices;
using CliWrap;
using CliWrap.Buffered;
using OpenCvSharp;

namespace ArgusAI.Backend.SystemState;

/// <summary>FFmpeg and OpenCV: asked once, since neither comes or goes while the process lives.</summary>
internal sealed class NativeParts
{
    /// <summary>Starts asking at once, beside whatever else starts.</summary>
    public NativeParts() => Checked = Task.Run(async () => (await FFmpegAsync(), OpenCv()));

    /// <summary>Both results.</summary>
    public Task<(CheckResult FFmpeg, CheckResult OpenCv)> Checked { get; }

    private static async Task<CheckResult> FFmpegAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var answer = await Cli.Wrap("ffmpeg").WithArguments("-version").ExecuteBufferedAsync(limit.Token);
            // "ffmpeg version 7.1.1-1 Copyright (c) ..."
            return new("healthy") { Version = answer.StandardOutput.Split(' ', 4) is [_, _, var version, ..] ? version : null };
        }
        catch (Exception e)
        {
            return new("unhealthy") { Detail = $"ffmpeg does not run: {e.GetBaseException().Message}" };
        }
    }

    private static CheckResult OpenCv()
    {
        try
        {
            return new("healthy") { Version = Cv2.GetVersionString() };
        }
        catch (Exception) when (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return new("unavailable") { Detail = "OpenCvSharp has no native library for this platform: no motion detection, no thumbnails" };
        }
        catch (Exception e)
        {
            return new("unhealthy") { Detail = $"OpenCV's native library does not load: {e.GetBaseException().Message}" };
        }
    }
}
