using ArgusAI.Backend.Events;

namespace ArgusAI.Backend.Descriptions;

/// <summary>The pictures of an event that a provider gets: its thumbnail, and up to three of its frames.</summary>
internal sealed class EventPictures(EventFiles files)
{
    private const int MostFrames = 3;

    // Providers take 5 MB of base64 a picture at least; a frame of a camera has a tenth of that.
    private const long LongestFile = 3 * 1024 * 1024;

    /// <summary>Reads them; files that are not there, or no more, are left out.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(Guid id, DateTime timestamp, CancellationToken cancel)
    {
        var pictures = new List<byte[]>();
        foreach (string path in Frames(id).Prepend(files.Thumbnail(id, timestamp)))
        {
            try
            {
                if (new FileInfo(path) is { Exists: true, Length: > 0 and <= LongestFile }) pictures.Add(await File.ReadAllBytesAsync(path, cancel));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The event may be deleted while it is described.
            }
        }

        return pictures;
    }

    // The first, the middle and the last one tell most of a story.
    private string[] Frames(Guid id)
    {
        string folder = files.Frames(id);
        string[] frames = Directory.Exists(folder) ? Directory.GetFiles(folder, "frame_*.jpg") : [];
        Array.Sort(frames, StringComparer.Ordinal);
        return frames.Length <= MostFrames ? frames : [frames[0], frames[frames.Length / 2], frames[^1]];
    }
}
