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
    private readonly string _data = settings.Start.Data;

    /// <summary>The thumbnail's path.</summary>
    public string Thumbnail(Guid id, DateTime timestamp) => thumbnails.PathOf(id, timestamp);

    /// <summary>A frame's path.</summary>
    /// <param name="id">The event.</param>
    /// <param name="number">From 1.</param>
    public string Frame(Guid id, int number) => Path.Combine(Frames(id), string.Create(CultureInfo.InvariantCulture, $"frame_{number:000}.jpg"));

    /// <summary>The folder of an event's frames.</summary>
    public string Frames(Guid id) => Path.Combine(_data, DataLayout.Frames, id.ToString());

    /// <summary>The clip's path.</summary>
    public string Clip(Guid id) => Path.Combine(_data, DataLayout.Videos, $"{id}.mp4");

    /// <summary>A file that is really there, or null.</summary>
    public FileInfo? Find(string path) => new FileInfo(path) is { Exists: true } file && IsInside(path) ? file : null;

    /// <summary>Removes all files of an event.</summary>
    /// <returns>How many bytes that freed.</returns>
    public long Delete(Guid id, DateTime timestamp)
    {
        long freed = DeleteFile(Thumbnail(id, timestamp)) + DeleteFile(Clip(id));
        string frames = Frames(id);
        if (!Directory.Exists(frames) || !IsInside(frames)) return freed;
        foreach (string frame in Directory.GetFiles(frames)) freed += DeleteFile(frame);
        // A link in it is removed, not what it leads to.
        Directory.Delete(frames, recursive: true);
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
