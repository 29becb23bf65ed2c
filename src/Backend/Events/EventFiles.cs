using System.Globalization;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Events;

/// <summary>
/// An event's files. A path is made of an id, a date and a number only, so no text of a caller gets into it; and a link
/// on the way to a file is not followed, so nothing outside the data folder is read or removed.
/// </summary>
internal sealed class EventFiles(BackendSettings settings, Thumbnails thumbnails)
{
    // Until all of a file or folder is written.
    internal const string Unfinished = ".new";

    private readonly string _data = settings.Start.Data;

    /// <summary>The thumbnail's path.</summary>
    public string Thumbnail(Guid id, DateTime timestamp) => thumbnails.PathOf(id, timestamp);

    /// <summary>A frame's path.</summary>
    /// <param name="id">The event.</param>
    /// <param name="number">From 1.</param>
    public string Frame(Guid id, int number) => Path.Combine(Frames(id), FrameName(number));

    /// <summary>The folder of an event's frames.</summary>
    public string Frames(Guid id) => Path.Combine(_data, DataLayout.Frames, id.ToString());

    /// <summary>The clip's path.</summary>
    public string Clip(Guid id) => Path.Combine(_data, DataLayout.Videos, $"{id}.mp4");

    /// <summary>A file that is really there, or null.</summary>
    public FileInfo? Find(string path) => new FileInfo(path) is { Exists: true } file && IsInside(path) ? file : null;

    /// <summary>Writes thumbnail and frames; when that fails, none of them is left.</summary>
    public async Task WriteAsync(CapturedEvent e, CancellationToken cancel)
    {
        try
        {
            await thumbnails.WriteAsync(e.Id, e.At, e.Thumbnail, cancel);
            // The folder is moved when all is in it: there are all frames or none.
            string folder = Frames(e.Id), begun = folder + Unfinished;
            Directory.CreateDirectory(begun);
            for (int i = 0; i < e.Frames.Count; i++) await File.WriteAllBytesAsync(Path.Combine(begun, FrameName(i + 1)), e.Frames[i], cancel);
            Directory.Move(begun, folder);
        }
        catch
        {
            Delete(e.Id, e.At);
            throw;
        }
    }

    /// <summary>Removes all files of an event, unfinished ones too.</summary>
    /// <returns>How many bytes that freed.</returns>
    public long Delete(Guid id, DateTime timestamp) => new[] { Thumbnail(id, timestamp), Clip(id) }.Sum(path => DeleteFile(path) + DeleteFile(path + Unfinished))
        + DeleteFolder(Frames(id)) + DeleteFolder(Frames(id) + Unfinished);

    /// <summary>Removes a clip that no event has.</summary>
    public void DeleteClip(Guid id) => DeleteFile(Clip(id));

    private static string FrameName(int number) => string.Create(CultureInfo.InvariantCulture, $"frame_{number:000}.jpg");

    private long DeleteFolder(string path)
    {
        if (!Directory.Exists(path) || !IsInside(path)) return 0;
        long freed = Directory.GetFiles(path).Sum(DeleteFile);
        // A link in it is removed, not what it leads to.
        Directory.Delete(path, recursive: true);
        return freed;
    }

    private long DeleteFile(string path)
    {
        if (Find(path) is not { } file) return 0;
        long length = file.Length;
        file.Delete();
        return length;
    }

    private bool IsInside(string path)
    {
        for (string? part = path; part is not null && part.Length > _data.Length; part = Path.GetDirectoryName(part))
        {
            if ((File.GetAttributes(part) & FileAttributes.ReparsePoint) != 0) return false;
        }

        return true;
    }
}
