using System.Text.RegularExpressions;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Cameras;

/// <summary>The kinds of source a camera can have.</summary>
public static class CameraTypes
{
    /// <summary>RTSP or RTSPS.</summary>
    public const string Rtsp = "rtsp";

    /// <summary>A video file of the data folder, played in a loop.</summary>
    public const string File = "file";

    /// <summary>MJPEG over HTTP or HTTPS.</summary>
    public const string Mjpeg = "mjpeg";

    /// <summary>A video device.</summary>
    public const string Usb = "usb";
}

/// <summary>A source that has been checked.</summary>
/// <param name="Value">A URL without credentials, a path relative to the data folder, or a device.</param>
/// <param name="Username">The user name that stood in the URL, decoded.</param>
/// <param name="Password">The password that stood in the URL, decoded.</param>
public sealed partial record CameraSource(string Value, string? Username = null, string? Password = null)
{
    /// <summary>Checks a source.</summary>
    /// <param name="type">One of <see cref="CameraTypes"/>.</param>
    /// <param name="value">As the user wrote it.</param>
    /// <param name="data">The data folder; a file must lie below it.</param>
    /// <param name="source">The checked source; null when something is wrong.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryParse(string type, string value, string data, out CameraSource? source)
    {
        (source, string? problem) = type switch
        {
            CameraTypes.Rtsp => Url(value, "rtsp", "rtsps"),
            CameraTypes.Mjpeg => Url(value, "http", "https"),
            CameraTypes.File => InData(value, data),
            CameraTypes.Usb => Device().IsMatch(value) ? (new CameraSource(value), null) : (null, "is not a video device: expected /dev/videoN."),
            _ => ((CameraSource?)null, "cannot be checked without a known type."),
        };
        return problem;
    }

    private static (CameraSource?, string?) Url(string value, params string[] schemes)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
            return (null, $"is not a {schemes[0]} URL: expected {string.Join(" or ", schemes.Select(s => s + "://host/path"))}.");
        string[] credentials = uri.UserInfo.Split(':', 2);
        var bare = new UriBuilder(uri) { UserName = "", Password = "" };
        if (uri.IsDefaultPort || uri.Port < 0) bare.Port = -1;
        return (new(bare.Uri.AbsoluteUri,
            credentials[0].Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null,
            credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null), null);
    }

    private static (CameraSource?, string?) InData(string value, string data)
    {
        if (value.Any(char.IsControl) || value.AsSpan().ContainsAny('"', '\\')) return (null, "has characters that a path cannot have here.");
        // "data/x" and "/app/data/x" name the same file as "x": people copy either from the documentation.
        string folder = Path.GetFileName(DataLayout.Root) + "/";
        string path = Path.GetFullPath(value.StartsWith(folder, StringComparison.Ordinal) ? value[folder.Length..] : value, data);
        string relative = Path.GetRelativePath(data, path);
        if (relative == "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            return (null, "is not below the data folder.");
        // A link could lead out again, so none is followed.
        for (string? part = path; part is not null && part.Length > data.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null) return (null, "leads through a link, which is not followed.");
        }

        return File.Exists(path) ? (new(relative), null) : (null, "is not a file of the data folder.");
    }

    [GeneratedRegex("^/dev/video[0-9]{1,3}$")]
    private static partial Regex Device();
}
