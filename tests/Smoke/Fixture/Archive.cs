using System.Formats.Tar;
using ArgusAI.Operations.Tests;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A file in an image or in a container.</summary>
/// <param name="Path">Absolute, or relative to the folder that was asked for.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Length">Bytes; 0 for a link.</param>
/// <param name="Text">Its text, where it is small enough to be a configuration.</param>
public sealed record ArchivedFile(string Path, UnixFileMode Mode, long Length, string Text);

/// <summary>Reads the engine's tar archives: our images have no shell to look with.</summary>
public static class Archive
{
    private const int ReadUpTo = 200_000;
    private static readonly Dictionary<string, IReadOnlyList<ArchivedFile>> Images = [];

    /// <summary>The files of an image, from the export of a container that never runs.</summary>
    public static async Task<IReadOnlyList<ArchivedFile>> OfImage(string image)
    {
        if (Images.TryGetValue(image, out var known)) return known;
        var created = await Engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Image = image, Labels = new Dictionary<string, string> { [TestOwner.Label] = TestOwner.Current },
        });
        try
        {
            await using var stream = await Engine.Client.Containers.ExportContainerAsync(created.ID);
            return Images[image] = await Read(stream, "/");
        }
        finally
        {
            await Engine.Client.Containers.RemoveContainerAsync(created.ID, new ContainerRemoveParameters { Force = true, RemoveVolumes = true });
        }
    }

    /// <summary>The files below a folder of a container.</summary>
    public static async Task<IReadOnlyList<ArchivedFile>> OfContainer(string container, string folder)
    {
        var archive = await Engine.Client.Containers.GetArchiveFromContainerAsync(container, new ContainerPathStatParameters { Path = folder + "/." }, false);
        await using var stream = archive.Stream!;
        return await Read(stream, "");
    }

    private static async Task<IReadOnlyList<ArchivedFile>> Read(Stream stream, string root)
    {
        // Through a file: the client's stream fails on the empty reads that TarReader does.
        var temporary = Path.GetTempFileName();
        await using var copy = new FileStream(temporary, new FileStreamOptions { Access = FileAccess.ReadWrite, Mode = FileMode.Create, Options = FileOptions.DeleteOnClose });
        await stream.CopyToAsync(copy);
        copy.Position = 0;
        await using var tar = new TarReader(copy);
        var files = new List<ArchivedFile>();
        while (await tar.GetNextEntryAsync() is { } entry)
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.SymbolicLink or TarEntryType.HardLink)
                files.Add(new(root + entry.Name.TrimStart('.', '/'), entry.Mode, entry.Length, await Text(entry)));
        return files;
    }

    private static async Task<string> Text(TarEntry entry)
    {
        if (entry.DataStream is null || entry.Length > ReadUpTo) return "";
        using var reader = new StreamReader(entry.DataStream);
        return await reader.ReadToEndAsync();
    }
}
