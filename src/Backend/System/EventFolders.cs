using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;

namespace ArgusAI.Backend.SystemState;

/// <summary>Files of one kind.</summary>
/// <param name="Files">How many.</param>
/// <param name="Bytes">How much they hold.</param>
public readonly record struct Occupied(int Files, long Bytes);

/// <summary>Something in an event's folders that belongs to an event: a file, or the folder of its frames.</summary>
/// <param name="Event">Whose it is, by its name.</param>
/// <param name="Entry">The file or folder.</param>
internal readonly record struct EventEntry(Guid Event, FileSystemInfo Entry);

/// <summary>What lies in the data folder, found by walking it. A link is never followed: neither one of these folders nor one in them.</summary>
internal sealed class EventFolders(BackendSettings settings)
{
    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private static readonly EnumerationOptions NoLinksBelow = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, RecurseSubdirectories = true };

    /// <summary>How much lies below a folder of the data folder.</summary>
    public Occupied Measure(string folder, CancellationToken cancel)
    {
        int files = 0;
        long bytes = 0;
        foreach (var file in Folder(folder)?.EnumerateFiles("*", NoLinksBelow) ?? [])
        {
            cancel.ThrowIfCancellationRequested();
            if (!TryLength(file, out long length)) continue;
            files++;
            bytes += length;
        }

        return new(files, bytes);
    }

    /// <summary>How much the events' files hold in all.</summary>
    public long MeasureEvents(CancellationToken cancel) =>
        new[] { DataLayout.Thumbnails, DataLayout.Frames, DataLayout.Videos }.Sum(folder => Measure(folder, cancel).Bytes);

    /// <summary>Everything whose name says that it belongs to an event. What is named otherwise is not this service's, and is left alone.</summary>
    public IEnumerable<EventEntry> Entries()
    {
        var thumbnails = Folder(DataLayout.Thumbnails)?.EnumerateDirectories("*", NoLinks).SelectMany(day => day.EnumerateFiles("*", NoLinks)) ?? [];
        foreach (FileSystemInfo entry in thumbnails.Concat<FileSystemInfo>(Folder(DataLayout.Frames)?.EnumerateDirectories("*", NoLinks) ?? []).Concat(Folder(DataLayout.Videos)?.EnumerateFiles("*", NoLinks) ?? []))
        {
            // {event}.jpg, {event}.jpg.new that a kill left behind, {event}.
            if (Guid.TryParseExact(entry.Name.Split('.', 2)[0], "D", out var id)) yield return new(id, entry);
        }
    }

    /// <summary>The length of a file that may go away at any moment.</summary>
    public static bool TryLength(FileInfo file, out long length)
    {
        try
        {
            length = file.Length;
            return true;
        }
        catch (IOException)
        {
            length = 0;
            return false;
        }
    }

    private DirectoryInfo? Folder(string name) =>
        new DirectoryInfo(Path.Combine(settings.Start.Data, name)) is { Exists: true } folder && (folder.Attributes & FileAttributes.ReparsePoint) == 0 ? folder : null;
}
