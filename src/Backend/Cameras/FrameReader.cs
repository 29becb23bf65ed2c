using System.Globalization;
using System.Text.RegularExpressions;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;
using CliWrap;

namespace ArgusAI.Backend.Cameras;

/// <summary>A camera gave no frames, or no more; the message is for people and holds no credentials.</summary>
public sealed class CameraException(string message) : Exception(message);

/// <summary>Runs one FFmpeg process and hands its frames over, one after the other.</summary>
/// <param name="input">What to ask for.</param>
/// <param name="firstFrame">How long the first frame may take.</param>
/// <param name="nextFrame">How long every other may take: after it the camera counts as dead.</param>
public sealed partial class FrameReader(CameraInput input, TimeSpan firstFrame, TimeSpan nextFrame)
{
    private readonly Queue<string> _errors = new();
    private (int Width, int Height)? _size;

    /// <summary>The camera's own frame size in pixels, once FFmpeg has told it.</summary>
    public (int Width, int Height)? SourceSize => _size;

    /// <summary>FFmpeg's name of the camera's own codec (<c>h264</c>, <c>mjpeg</c>), once it has told it.</summary>
    public string? SourceCodec { get; private set; }

    /// <summary>Reads until the source ends or the token is cancelled.</summary>
    /// <param name="next">Gives the frame that is filled next.</param>
    /// <param name="onFrame">Takes each over once it is full; the next is read when it returns.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <exception cref="CameraException">It ended by itself; says why.</exception>
    public async Task RunAsync(Func<Picture> next, Action<Picture> onFrame, CancellationToken cancel)
    {
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        dead.CancelAfter(firstFrame);
        long frames = 0;
        var command = Cli.Wrap("ffmpeg").WithArguments(input.Arguments).WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input.Script is { } script ? PipeSource.FromString(script) : PipeSource.Null)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(OnLine))
            .WithStandardOutputPipe(PipeTarget.Create(async (output, _) =>
            {
                var picture = next();
                int filled = 0;
                while (await output.ReadAsync(picture.Bytes[filled..], dead.Token) is var read and > 0)
                {
                    if ((filled += read) < picture.Bytes.Length) continue;
                    (frames, filled) = (frames + 1, 0);
                    if (_size is { } size) picture.SetSource(size.Width, size.Height);
                    picture.TakenAt = UtcTime.Now;
                    dead.CancelAfter(nextFrame);
                    onFrame(picture);
                    picture = next();
                }
            }));
        try
        {
            await command.ExecuteAsync(dead.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CameraException(frames == 0 ? $"no picture within {firstFrame.TotalSeconds:0} s" : $"no frame for {nextFrame.TotalSeconds:0} s");
        }

        cancel.ThrowIfCancellationRequested();
        throw new CameraException(Reason() ?? (frames == 0 ? "the source holds no picture" : "the stream ended"));
    }

    private void OnLine(string line)
    {
        if (_size is null && InputSize().Match(line) is { Success: true } size)
        {
            SourceCodec = size.Groups[1].Value;
            _size = (int.Parse(size.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(size.Groups[3].Value, CultureInfo.InvariantCulture));
        }

        if (!line.Contains("[error]", StringComparison.Ordinal) && !line.Contains("[fatal]", StringComparison.Ordinal)) return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > 20) _errors.Dequeue();
        }
    }

    // FFmpeg's last error says what came of all; an earlier one often says why.
    private string? Reason()
    {
        lock (_errors)
        {
            string? line = _errors.FirstOrDefault(e => Telling().IsMatch(e)) ?? _errors.LastOrDefault();
            if (line is null) return null;
            string text = Credentials().Replace(Prefix().Replace(line, ""), "://");
            if (input.Folder is { } folder) text = text.Replace(folder, "", StringComparison.Ordinal);
            return Noise().Replace(text, "").Trim() is { Length: > 0 } reason ? reason[..Math.Min(300, reason.Length)] : null;
        }
    }

    [GeneratedRegex(@"Video: (\w+).*?\b(\d{2,5})x(\d{2,5})\b")]
    private static partial Regex InputSize();

    [GeneratedRegex(@"\[(?:error|fatal)\]|\[[^\]]* @ 0x[0-9a-f]+\]")]
    private static partial Regex Prefix();

    [GeneratedRegex("refused|timed out|40[0-9] |No route|resolve|Invalid data|not known", RegexOptions.IgnoreCase)]
    private static partial Regex Telling();

    // Our own plumbing: the script on standard input, the time limit in a URL.
    [GeneratedRegex(@"pipe:0: |\?timeout=\d+")]
    private static partial Regex Noise();

    [GeneratedRegex(@"://[^@/\s']*@")]
    private static partial Regex Credentials();
}
