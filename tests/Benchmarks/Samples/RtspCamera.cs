using System.Diagnostics;
using System.Globalization;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Benchmarks.Samples;

/// <summary>The smoke tests' RTSP camera as a program on this machine: real footage of pedestrians, encoded once and sent as it is.</summary>
sealed class RtspCamera : IAsyncDisposable
{
    // Debian's own interpreter: python3-gi is not seen by any other.
    const string Interpreter = "/usr/bin/python3";
    const string Packages = "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";

    // What vtest.avi lasts when its 795 frames come at 15 a second.
    const int Seconds = 53;

    readonly Process _process;
    readonly string _folder;

    RtspCamera(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>The process that sends.</summary>
    public int Id => _process.Id;

    /// <summary>Where the street is to be seen; every client gets it from its start.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts one that sends 15 frames a second, without a break for so long.</summary>
    /// <exception cref="InvalidOperationException">A package is missing; says which to install.</exception>
    public static async Task<RtspCamera> StartAsync(TimeSpan lasting)
    {
        Requirements.FFmpeg();
        string folder = Directory.CreateTempSubdirectory("argusai-camera-").FullName, once = Path.Combine(folder, "once.mp4"), street = Path.Combine(folder, "street.mp4");
        var start = new ProcessStartInfo(Interpreter, [Path.Combine(Repository.Root, "tests/Smoke/Camera/camera.py"), street]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var camera = new RtspCamera(new Process { StartInfo = start }, folder);
        try
        {
            await FFmpegAsync($"-r 15 -i {Requirements.Footage} -c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -g 30 {once}");
            await FFmpegAsync(string.Create(CultureInfo.InvariantCulture, $"-stream_loop {(int)lasting.TotalSeconds / Seconds + 1} -i {once} -c copy {street}"));
            camera._process.Start();
            var errors = camera._process.StandardError.ReadToEndAsync();
            string? ready = await camera._process.StandardOutput.ReadLineAsync();
            if (ready is null) throw new InvalidOperationException($"the RTSP camera does not start (apt-get install -y {Packages}): {await errors}");
            camera.Address = new($"rtsp://127.0.0.1:{ready.Split(' ')[^1]}/street");
            return camera;
        }
        catch
        {
            await camera.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Address is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static async Task FFmpegAsync(string arguments)
    {
        using var process = Process.Start("ffmpeg", "-v error -nostdin " + arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"FFmpeg cannot make the footage: {arguments}");
    }
}
