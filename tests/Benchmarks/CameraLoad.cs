using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Benchmarks.Samples;

namespace ArgusAI.Benchmarks;

/// <summary>The backend as a program with four RTSP cameras, motion detection on: what they cost, what is lost, and whether anything grows.</summary>
static partial class CameraLoad
{
    const int Cameras = 4, FrameRate = 15;

    // Medians of a minute's samples are compared, since events hold frames while they last, and of the second minute on: in the first
    // the code is compiled and each camera's pool of frames grows to its size. What the runtime still compiles and an
    // allocator's free places come to some megabytes; one frame kept of each event, the smallest leak to be feared, is 27 MB in ten minutes.
    const double MostGrowth = 20;

    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Step = TimeSpan.FromSeconds(10);

    /// <summary>Measures for so long, two minutes at least, and prints; returns the budgets.</summary>
    public static async Task<IReadOnlyList<(bool Kept, string Text)>> MeasureAsync(TimeSpan span, Action<string> print)
    {
        RtspCamera camera;
        try
        {
            camera = await RtspCamera.StartAsync(span + Minute);
        }
        catch (InvalidOperationException e)
        {
            return [(false, $"cameras: not measured, {e.Message}")];
        }

        await using (camera) return await MeasureAsync(camera, span, print);
    }

    static async Task<IReadOnlyList<(bool Kept, string Text)>> MeasureAsync(RtspCamera camera, TimeSpan span, Action<string> print)
    {
        await using var databases = new BothDatabases();
        var one = await databases.OnAsync(BothDatabases.Sqlite);
        for (int i = 1; i <= Cameras; i++)
        {
            using var created = await one.Client.PostAsJsonAsync("/api/v1/cameras", new { name = $"street {i}", type = "rtsp", source = camera.Address, frame_rate = FrameRate });
            created.EnsureSuccessStatusCode();
        }

        await one.Backend.EventuallyAsync("/api/v1/cameras", all => all.GetProperty("items").EnumerateArray().All(c => c.GetProperty("status").GetString() == "connected"));
        var clock = Stopwatch.StartNew();
        var first = await ReadAsync(one.Backend, camera.Id);
        var states = new List<State> { first };
        for (var next = Step; next <= span; next += Step)
        {
            if (next > clock.Elapsed) await Task.Delay(next - clock.Elapsed);
            State before = states[^1], now = await ReadAsync(one.Backend, camera.Id);
            states.Add(now);
            print(Invariant($"{clock.Elapsed:mm\\:ss} {(now.All.Seconds - before.All.Seconds) / (now.At - before.At).TotalSeconds,5:F2} cores, {now.All.Proportional,4:F0} MB ({now.All.Own:F0} its own), {now.Frames.Values.Sum(),6} frames, {now.Dropped.Values.Sum()} dropped, {now.Events} events stored, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
        }

        var last = states[^1];
        double seconds = (last.At - first.At).TotalSeconds, dropped = last.Dropped.Values.Sum() - first.Dropped.Values.Sum(), frames = last.Frames.Values.Sum() - first.Frames.Values.Sum();
        double Cores(Func<State, Usage> of) => (of(last).Seconds - of(first).Seconds) / seconds;
        print(Invariant($"CPU: {Cores(s => s.All):F2} cores, {Cores(s => s.Backend):F2} of them the backend and {Cores(s => s.FFmpeg):F2} its FFmpegs; beside them the RTSP server {Cores(s => s.Camera):F2}"));
        int minute = (int)(Minute / Step);
        State early = Middle(states[(minute + 1)..(2 * minute + 1)]), late = Middle(states[^minute..]);
        foreach (var (when, state) in new[] { ("second", early), ("last", late) })
            print(Invariant($"memory in the {when} minute: {state.All.Proportional:F0} MB ({state.All.Own:F0} its own), the backend {state.Backend.Proportional:F0} (resident {state.Backend.Resident:F0}), its FFmpegs {state.FFmpeg.Proportional:F0} (resident {state.FFmpeg.Resident:F0})"));
        foreach (string id in last.Frames.Keys.Order())
            print(Invariant($"camera {id[^4..]}: {last.Frames[id] - first.Frames[id]:F0} frames read ({(last.Frames[id] - first.Frames[id]) / seconds:F1}/s), {last.Dropped[id] - first.Dropped[id]:F0} dropped"));
        double looked = last.Looked - first.Looked;
        print(Invariant($"{looked:F0} frames analysed, {(last.LookedSeconds - first.LookedSeconds) / looked * 1000:F2} ms each; {last.Events - first.Events:F0} events stored"));

        string what = Invariant($"{Cameras} RTSP cameras, {FrameRate} frames/s, {seconds / 60:F1} minutes");
        double growth = late.All.Own - early.All.Own;
        return
        [
            (frames >= 0.98 * seconds * FrameRate * Cameras, Invariant($"{what}: {frames:F0} frames read, {frames / (seconds * FrameRate * Cameras):P1} of what was sent, at least 98 %")),
            (dropped == 0, Invariant($"{what}: {dropped:F0} frames dropped ({dropped / frames:P2}), none is wanted")),
            (growth <= MostGrowth, Invariant($"{what}: {growth:F0} MB more memory of its own in the last minute than in the second, at most {MostGrowth:F0}")),
        ];
    }

    static async Task<State> ReadAsync(BackendProcess backend, int camera)
    {
        var metrics = Metric().Matches(await backend.Client.GetStringAsync("/metrics")).ToLookup(m => m.Groups[1].Value, m => (Labels: m.Groups[2].Value, Value: double.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture)));
        Dictionary<string, double> ByCamera(string name) => metrics[name].ToDictionary(m => CameraId().Match(m.Labels).Groups[1].Value, m => m.Value);
        return new(DateTime.UtcNow, Usage.Of(backend.Id), Usage.OfChildren(backend.Id), Usage.Of(camera), ByCamera("camera_frames_captured_total"), ByCamera("camera_frames_dropped_total"),
            metrics["events_processed_total"].Where(m => m.Labels.Contains("stored", StringComparison.Ordinal)).Sum(m => m.Value),
            metrics["motion_detection_duration_seconds_count"].Sum(m => m.Value), metrics["motion_detection_duration_seconds_sum"].Sum(m => m.Value));
    }

    static State Middle(IReadOnlyList<State> minute) => minute.OrderBy(s => s.All.Own).ElementAt(minute.Count / 2);

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^(\w+)(?:\{(.*)\})? (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Metric();

    [GeneratedRegex("camera_id=\"([^\"]+)\"")]
    private static partial Regex CameraId();

    sealed record State(DateTime At, Usage Backend, Usage FFmpeg, Usage Camera, IReadOnlyDictionary<string, double> Frames, IReadOnlyDictionary<string, double> Dropped, double Events, double Looked, double LookedSeconds)
    {
        public Usage All => Backend + FFmpeg;
    }
}
