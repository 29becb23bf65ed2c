using System.Globalization;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Motion;
using FFMpegCore;

namespace ArgusAI.Backend.Cameras;

/// <summary>Where a camera is.</summary>
/// <param name="Type">One of <see cref="CameraTypes"/>.</param>
/// <param name="Source">The checked source.</param>
/// <param name="Data">The data folder.</param>
/// <param name="Username">The camera's user name, or null.</param>
/// <param name="Password">The camera's password, or null.</param>
internal sealed record CameraPlace(string Type, string Source, string Data, string? Username, string? Password);

/// <summary>How FFmpeg is asked for a camera's frames: its arguments, and what it reads on its standard input.</summary>
/// <param name="Arguments">The command line. Never holds a password: every user of the machine can read it.</param>
/// <param name="Script">An ffconcat script with the URL and its credentials, or null.</param>
/// <param name="Folder">What stands before a file's name in FFmpeg's messages and means nothing to a user, or null.</param>
public sealed record CameraInput(string Arguments, string? Script, string? Folder)
{
    // Half of what counts as dead, so that FFmpeg's own message comes first.
    private const string TimeoutMicroseconds = "10000000";

    private const string NetworkProtocols = "pipe,tcp,udp,rtp,tls,rtsp,http,https,crypto";

    /// <summary>For raw I420 frames of <see cref="Picture"/>'s size on the standard output.</summary>
    /// <param name="place">The camera.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="frames">How many frames to deliver before it ends; null: without end.</param>
    internal static CameraInput Frames(CameraPlace place, int frameRate, int? frames = null) => For(place, frameRate, Picture.Filter,
        "-pix_fmt yuv420p -f rawvideo" + (frames is { } count ? string.Create(CultureInfo.InvariantCulture, $" -frames:v {count}") : ""));

    /// <summary>For JPEGs on the standard output, as parts of a multipart message with FFmpeg's boundary. Smaller pictures than asked for are sent as they are.</summary>
    /// <param name="place">The camera.</param>
    /// <param name="quality">The largest size, and how many a second.</param>
    internal static CameraInput Jpegs(CameraPlace place, VideoQuality quality) => For(place, quality.FrameRate, quality.Filter, "-c:v mjpeg -pix_fmt yuvj420p -q:v 5 -f mpjpeg");

    /// <summary>The same, with the camera's own video beside the frames.</summary>
    internal CameraInput With(VideoRing ring)
    {
        // A packet without a time, as cameras send first, gets the one it is decoded at.
        const string times = @"setts=pts='if(eq(PTS\,NOPTS)\,DTS\,PTS)'";
        string segments = string.Create(CultureInfo.InvariantCulture, $"[f=segment:segment_format=mpegts:segment_time={VideoRing.SegmentSeconds}:segment_wrap={ring.Count}:onfail=ignore]");
        // With the sound left out: who walks by was not asked. Of the tee's two outputs one is nothing: when the other fails, because the
        // disk is full or the video cannot be kept, the frames go on.
        return this with { Arguments = $"{Arguments} -map 0:v:0 -an -sn -dn -c copy -bsf:v \"{times}\" -f tee \"{segments}{Path.Combine(ring.Folder, "%03d.ts")}|[f=null]-\"" };
    }

    private static CameraInput For(CameraPlace place, int frameRate, string filter, string output)
    {
        string Build(string input, string url) => "-hide_banner -nostdin -nostats -loglevel level+info -threads 1 " + FFMpegArguments
            .FromFileInput(url, verifyExists: false, o => o.WithCustomArgument(input))
            .OutputToUrl("pipe:1", o => o.WithCustomArgument(string.Create(CultureInfo.InvariantCulture, $"-map 0:v:0 -an -sn -dn -vf \"fps={frameRate},{filter}\" {output}")))
            .Arguments;

        // "level" puts [error] before an error: that is how it is told from information.
        return place.Type switch
        {
            CameraTypes.File => new(Build("-protocol_whitelist file -re -stream_loop -1", Path.Combine(place.Data, place.Source)), null, place.Data + "/"),
            CameraTypes.Usb => new(Build("-f v4l2", place.Source), null, null),
            _ => new(Build($"-protocol_whitelist {NetworkProtocols} -f concat -safe 0", "pipe:0"), Concat(place.Type, place.Source, place.Username, place.Password), null),
        };
    }

    // The concat demuxer takes a URL and its options from standard input, where no other process can read them.
    private static string Concat(string type, string source, string? username, string? password)
    {
        string url = source;
        if (username is not null)
        {
            string credentials = Uri.EscapeDataString(username) + (password is null ? "" : ":" + Uri.EscapeDataString(password));
            int host = source.IndexOf("://", StringComparison.Ordinal) + 3;
            url = source[..host] + credentials + "@" + source[host..];
        }

        string options = type == CameraTypes.Rtsp
            ? $"option rtsp_transport tcp\noption timeout {TimeoutMicroseconds}\n"
            : $"option rw_timeout {TimeoutMicroseconds}\n";
        return $"ffconcat version 1.0\nfile '{url.Replace("'", "%27", StringComparison.Ordinal)}'\n{options}";
    }
}
