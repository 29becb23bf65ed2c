using System.Diagnostics;
using System.Globalization;

namespace ArgusAI.Benchmarks.Samples;

/// <summary>Upstream's way: full-size MOG2 in colour, from Python on Debian's python3-opencv.</summary>
/// <param name="Shares">The moving share of each frame, 0–1.</param>
/// <param name="Seconds">CPU time, from decoding to the shares.</param>
/// <param name="Version">OpenCV's.</param>
sealed record Python(double[] Shares, double Seconds, string Version)
{
    // Debian's own interpreter: python3-opencv is not seen by any other.
    const string Interpreter = "/usr/bin/python3";

    const string Script = """
        import cv2, sys, time
        cv2.setNumThreads(1)
        video = cv2.VideoCapture(sys.argv[1])
        model = cv2.createBackgroundSubtractorMOG2(500, 16, False)
        shares, start = [], time.process_time()
        while True:
            ok, frame = video.read()
            if not ok: break
            mask = model.apply(frame)
            shares.append(cv2.countNonZero(mask) / mask.size)
        seconds = time.process_time() - start
        print(cv2.__version__, seconds, *shares)
        """;

    /// <summary>Runs it; null when Python or its OpenCV is not installed.</summary>
    public static async Task<Python?> RunAsync(string footage)
    {
        if (!File.Exists(Interpreter)) return null;
        var start = new ProcessStartInfo(Interpreter, ["-c", Script, footage]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Its FFmpeg decodes with as many threads as there are cores otherwise.
        start.Environment["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "threads;1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = (await process.StandardOutput.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        await errors;
        if (process.ExitCode != 0 || words.Length < 3) return null;
        var figures = words[1..].Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[1..], figures[0], words[0]);
    }
}
