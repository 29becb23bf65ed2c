using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;

namespace ArgusAI.Backend.Cameras;

/// <summary>A camera gave no frames, or no more; the message is for people and holds no credentials.</summary>
public sealed class CameraException(string message) : Exception(message);

/// <summary>One FFmpeg process that reads a camera: ends it when nothing comes, and says why it ended.</summary>
/// <param name="input">What to ask for.</param>
/// <param name="firstFrame">How long the first frame may take.</param>
/// <param name="nextFrame">How long every other may take: after it the camera counts as dead.</param>
/// <param name="onCopyFailed">Learns why the camera's own video is no longer kept (<see cref="CameraInput.With"/>).</param>
internal sealed partial class CameraProcess(CameraInput input, TimeSpan firstFrame, TimeSpan nextFrame, Action<string>? onCopyFailed = null)
{
    private readonly Queue<string> _errors = new();
    private (int Width, int Height)? _size;

    /// <summary>The camera's own frame size in pixels, once FFmpeg has told it.</summary>
    public (int Width, int Height)? SourceSize => _size;

    /// <summary>FFmpeg's name of the camera's own codec (<c>h264</c>, <c>mjpeg</c>), once it has told it.</summary>
    public string? SourceCodec { get; private set; }

    /// <summary>Runs until the source ends or the token is cancelled.</summary>
    /// <param name="read">Reads the process's output, and calls its second argument at each frame.</param>
    /// <param name="cancel">Ends the process.</param>
    /// <exception cref="CameraException">It ended by itself; says why.</exception>
    public async Task RunAsync(Func<Stream, Action, CancellationToken, Task> read, CancellationToken cancel)
    {
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        dead.CancelAfter(firstFrame);
        bool hasFrames = false;
        void OnFrame()
        {
            hasFrames = true;
            dead.CancelAfter(nextFrame);
        }

        var command = Cli.Wrap("ffmpeg").WithArguments(input.Arguments).WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input.Script is { } script ? PipeSource.FromString(script) : PipeSource.Null)
            .WithStandardErrorPipe(PipeTarget.ToDelegate(OnLine))
            .WithStandardOutputPipe(PipeTarget.Create((output, _) => read(output, OnFrame, dead.Token)));
        try
        {
            await command.ExecuteAsync(dead.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CameraException(hasFrames ? $"no frame for {nextFrame.TotalSeconds:0} s" : $"no picture within {firstFrame.TotalSeconds:0} s");
        }

        cancel.ThrowIfCancellationRequested();
        throw new CameraException(Reason() ?? (hasFrames ? "the stream ended" : "the source holds no picture"));
    }

    private void OnLine(string line)
    {
        if (_size is null && InputSize().Match(line) is { Success: true } size)
        {
            SourceCodec = size.Groups[1].Value;
            _size = (int.Parse(size.Groups[2].Value, CultureInfo.InvariantCulture), int.Parse(size.Groups[3].Value, CultureInfo.InvariantCulture));
        }

        if (!line.Contains("[error]", StringComparison.Ordinal) && !line.Contains("[fatal]", StringComparison.Ordinal)) return;
        if (CopyFailure().Match(line) is { Success: true } failure) onCopyFailed?.Invoke(failure.Groups[1].Value);
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

    [GeneratedRegex("Slave muxer #0 failed: (.*), continuing")]
    private static partial Regex CopyFailure();

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
