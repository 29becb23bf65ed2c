using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ArgusAI.Backend.Motion;
using ArgusAI.Benchmarks.Samples;
using OpenCvSharp;

namespace ArgusAI.Benchmarks;

/// <summary>
/// The backend's motion detection on real footage, beside upstream's: CPU time from decoding to decisions, and on how many
/// frames both decide alike. Not a benchmark of methods: what it compares with is another program.
/// </summary>
static partial class MotionAgreement
{
    const string Footage = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";
    const double LeastAgreement = 0.98, LeastSpeed = 4;

    // Odd, for the median. Both are measured in each, since a machine's speed changes with what else it does.
    const int Rounds = 3;

    // Until a model knows the scene no decision is made.
    const int WarmUp = 5;

    /// <summary>Measures and prints; returns the budgets.</summary>
    public static async Task<IReadOnlyList<(bool Kept, string Text)>> MeasureAsync(Action<string> print)
    {
        if (!File.Exists(Footage)) return [(false, $"motion: not measured, {Footage} is missing (apt-get install -y opencv-doc)")];
        Cv2.SetNumThreads(1);
        var (python, shares) = (default(Python), Array.Empty<double>());
        var speeds = new List<double>();
        for (int i = 0; i < Rounds; i++)
        {
            python = await Python.RunAsync(Footage);
            (shares, double seconds) = await OursAsync();
            string ours = Invariant($"ours: {shares.Length / seconds:F0} frames/s of one core, decoding included");
            if (python is null)
            {
                print($"{ours}. python3-opencv is not installed (apt-get install -y python3-opencv): the decisions are compared with OpenCvSharp's full-size MOG2, the speed with nothing");
                break;
            }

            double theirs = python.Shares.Length / python.Seconds;
            speeds.Add(shares.Length / seconds / theirs);
            print(Invariant($"{ours}; Python, OpenCV {python.Version}, full size: {theirs:F0}; {speeds[^1]:F1} times"));
        }

        double[] full = python?.Shares ?? await FullSizeAsync();
        var budgets = new List<(bool, string)>();
        foreach (var (sensitivity, threshold) in MotionDetector.Thresholds)
        {
            int frames = Math.Min(full.Length, shares.Length), alike = Enumerable.Range(WarmUp, frames - WarmUp).Count(i => full[i] >= threshold == shares[i] >= threshold);
            double agreement = alike / (double)(frames - WarmUp);
            budgets.Add((agreement >= LeastAgreement, Invariant($"motion, sensitivity {sensitivity}: {agreement:P2} of {frames - WarmUp} frames decided as full-size MOG2 does ({full.Count(s => s >= threshold)} and {shares.Count(s => s >= threshold)} moving), at least {LeastAgreement:P0}")));
        }

        double speed = speeds.Count == 0 ? 0 : speeds.Order().ElementAt(speeds.Count / 2);
        budgets.Add((speed >= LeastSpeed, speed == 0 ? "motion: speed beside Python not measured" : Invariant($"motion: {speed:F1} times Python's frames/s (median of {speeds.Count}), at least {LeastSpeed}")));
        return budgets;
    }

    static async Task<(double[] Shares, double Seconds)> OursAsync()
    {
        using var detector = new MotionDetector("high");
        using var picture = new Picture();
        picture.SetSource(768, 576);
        // Compiled before it is measured, as after the first minute of a service.
        for (int i = 0; i < 50; i++) detector.Look(picture);
        using var fresh = new MotionDetector("high");
        var shares = new List<double>();
        var own = Process.GetCurrentProcess().TotalProcessorTime;
        double decoding = await DecodeAsync($"-vf {Picture.Filter} -pix_fmt yuv420p", picture.Bytes, () =>
        {
            fresh.Look(picture);
            shares.Add(fresh.Share);
        });
        return ([.. shares], decoding + (Process.GetCurrentProcess().TotalProcessorTime - own).TotalSeconds);
    }

    static async Task<double[]> FullSizeAsync()
    {
        byte[] bytes = GC.AllocateArray<byte>(768 * 576 * 3, pinned: true);
        using var frame = Mat.FromPixelData(576, 768, MatType.CV_8UC3, bytes);
        using var mask = new Mat();
        using var model = BackgroundSubtractorMOG2.Create(500, 16, detectShadows: false);
        var shares = new List<double>();
        await DecodeAsync("-pix_fmt bgr24", bytes, () =>
        {
            model.Apply(frame, mask);
            shares.Add(Cv2.CountNonZero(mask) / (768.0 * 576));
        });
        return [.. shares];
    }

    /// <summary>Decodes the footage frame by frame as fast as it goes; returns FFmpeg's own CPU seconds.</summary>
    static async Task<double> DecodeAsync(string output, Memory<byte> frame, Action onFrame)
    {
        var start = new ProcessStartInfo("ffmpeg", $"-hide_banner -nostdin -nostats -benchmark -threads 1 -i {Footage} -an -filter_threads 1 {output} -fps_mode passthrough -f rawvideo pipe:1")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var stream = process.StandardOutput.BaseStream;
        while (await stream.ReadAtLeastAsync(frame, frame.Length, throwOnEndOfStream: false) == frame.Length) onFrame();
        var times = CpuTime().Match(await errors);
        return double.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture) + double.Parse(times.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"utime=([\d.]+)s stime=([\d.]+)s")]
    private static partial Regex CpuTime();
}
