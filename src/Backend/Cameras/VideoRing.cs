using ArgusAI.Backend.Storage;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Cameras;

/// <summary>
/// The last seconds of a camera's own video, not decoded: segments that FFmpeg writes beside the frames and overwrites in turn.
/// One run of FFmpeg has one; when it ends, what a clip still waits for is taken as it is.
/// </summary>
internal sealed class VideoRing : IAsyncDisposable
{
    /// <summary>The least seconds of a segment; it ends at the camera's next key frame.</summary>
    public const int SegmentSeconds = 2;

    // A camera that has a key frame every ten seconds, and the segment that is being written.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12), Glance = TimeSpan.FromMilliseconds(500);

    private const long LeastFree = 500_000_000;

    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _waiting = [];
    private bool _isOver;

    private readonly record struct Segment(string Path, DateTime From, DateTime To);

    /// <summary>An empty one.</summary>
    /// <param name="folder">The camera's own, emptied here.</param>
    /// <param name="seconds">The length of a clip.</param>
    public VideoRing(string folder, int seconds)
    {
        // The clip, and as much as may pass until it is taken.
        (Folder, Count) = (folder, ((seconds + (int)Patience.TotalSeconds) / SegmentSeconds) + 4);
        Remove(folder);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Where the segments lie.</summary>
    public string Folder { get; }

    /// <summary>How many there are at most.</summary>
    public int Count { get; }

    /// <summary>One for a camera that keeps clips; null for any other, and where the disk has no room for one.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="log">Learns of a full disk.</param>
    public static VideoRing? For(Camera camera, string data, ILogger log)
    {
        if (!camera.ClipEnabled) return null;
        // The last room is for events.
        if (new DriveInfo(data).AvailableFreeSpace >= LeastFree) return new(Path.Combine(Root(data), camera.Id.ToString()), camera.ClipPreRoll + camera.ClipPostRoll);
        log.LogWarning("Camera {CameraId} keeps no clips until it connects again: less than {LeastFree} bytes are free", camera.Id, LeastFree);
        return null;
    }

    /// <summary>Removes what a killed service left, of cameras that are gone too.</summary>
    /// <param name="data">The data folder.</param>
    public static void Clear(string data) => Remove(Root(data));

    /// <summary>Waits in the background until a time span has been recorded, and hands its segments over in their order; they are there until it returns.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC.</param>
    /// <param name="take">Takes their paths. Not called when there are none.</param>
    public void Take(DateTime from, DateTime to, Func<IReadOnlyList<string>, Task> take)
    {
        // A camera may run for years.
        _waiting.RemoveAll(t => t.IsCompletedSuccessfully);
        _waiting.Add(Task.Run(() => TakeAsync(from, to, take)));
    }

    /// <summary>To be called when FFmpeg has ended: clips that wait get what there is, then the segments go.</summary>
    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _end.CancelAsync();
        await Task.WhenAll(_waiting);
        Remove(Folder);
        _end.Dispose();
    }

    private async Task TakeAsync(DateTime from, DateTime to, Func<IReadOnlyList<string>, Task> take)
    {
        while (!_end.IsCancellationRequested && DateTime.UtcNow < to + Patience && !(DateTime.UtcNow > to && Segments() is [.., var last] && last.To >= to))
            await Task.Delay(Glance, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        string[] paths = [.. Segments().Where(s => s.To > from && s.From < to).Select(s => s.Path)];
        if (paths.Length > 0) await take(paths);
    }

    // A segment is written from the last change of the one before it to its own.
    private List<Segment> Segments()
    {
        if (!Directory.Exists(Folder)) return [];
        (string Path, DateTime To)[] files = [.. Directory.GetFiles(Folder, "*.ts").Select(path => (path, File.GetLastWriteTimeUtc(path))).OrderBy(f => f.Item2)];
        var all = files.Select((f, i) => new Segment(f.Path, i > 0 ? files[i - 1].To : f.To.AddSeconds(-SegmentSeconds), f.To)).ToList();
        // The newest is still being written.
        if (!_isOver && all.Count > 0) all.RemoveAt(all.Count - 1);
        return all;
    }

    private static string Root(string data) => Path.Combine(data, DataLayout.Videos, ".ring");

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
    }
}
