using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Events;

/// <summary>All files of an event: its thumbnail, <c>frames/{event}/frame_NNN.jpg</c> from 001 and <c>videos/{event}.mp4</c>. As with thumbnails, no text of a caller gets into a path.</summary>
internal sealed class CapturedFiles(BackendSettings settings, Thumbnails thumbnails)
{
    private readonly string _frames = Path.Combine(settings.Start.Data, DataLayout.Frames), _videos = Path.Combine(settings.Start.Data, DataLayout.Videos);

    /// <summary>Where an event's frames lie.</summary>
    public string FramesOf(Guid id) => Path.Combine(_frames, id.ToString());

    /// <summary>Where an event's clip lies.</summary>
    public string ClipOf(Guid id) => Path.Combine(_videos, $"{id}.mp4");

    /// <summary>Writes thumbnail and frames; when that fails, none of them is left.</summary>
    public async Task WriteAsync(CapturedEvent e, CancellationToken cancel)
    {
        try
        {
            await thumbnails.WriteAsync(e.Id, e.At, e.Thumbnail, cancel);
            // The folder is moved when all is in it: there are all frames or none.
            string folder = FramesOf(e.Id), begun = folder + ".new";
            Directory.CreateDirectory(begun);
            for (int i = 0; i < e.Frames.Count; i++) await File.WriteAllBytesAsync(Path.Combine(begun, $"frame_{i + 1:000}.jpg"), e.Frames[i], cancel);
            Directory.Move(begun, folder);
        }
        catch
        {
            Delete(e.Id, e.At);
            throw;
        }
    }

    /// <summary>Removes whatever there is of an event.</summary>
    public void Delete(Guid id, DateTime timestamp)
    {
        thumbnails.Delete(id, timestamp);
        foreach (string folder in new[] { FramesOf(id), FramesOf(id) + ".new" })
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        if (!Directory.Exists(_videos)) return;
        File.Delete(ClipOf(id));
        File.Delete(ClipOf(id) + ".new");
    }
}
