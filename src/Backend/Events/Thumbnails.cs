using System.Globalization;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Events;

/// <summary>The thumbnails' files, <c>thumbnails/YYYY-MM-DD/{event}.jpg</c>. A path is made of a date and an id only: no text of a caller ever gets into it.</summary>
internal sealed class Thumbnails(BackendSettings settings)
{
    /// <summary>Width in pixels.</summary>
    public const int Width = 320;

    /// <summary>Height in pixels.</summary>
    public const int Height = 180;

    private readonly string _root = Path.Combine(settings.Start.Data, DataLayout.Thumbnails);

    /// <summary>Where an event's thumbnail lies.</summary>
    public string PathOf(Guid id, DateTime timestamp) =>
        Path.Combine(_root, timestamp.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{id}.jpg");

    /// <summary>Writes one: whole, or not at all.</summary>
    public async Task WriteAsync(Guid id, DateTime timestamp, byte[] jpeg, CancellationToken cancel)
    {
        string path = PathOf(id, timestamp);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".new", jpeg, cancel);
        File.Move(path + ".new", path, overwrite: true);
    }
}
