using System.Formats.Tar;
using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Images;

/// <summary>A file of an image.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Text">Its text, where it is small enough to be a configuration.</param>
public sealed record ImageFile(string Path, UnixFileMode Mode, long Length, string Text);

/// <summary>What an image holds, read from the engine's export of a container that never runs.</summary>
public static class ImageFiles
{
    private const int ReadUpTo = 200_000;

    /// <summary>Every regular file of the final file system, symbolic links as files without length.</summary>
    public static async Task<IReadOnlyList<ImageFile>> Of(string image)
    {
        var cancel = TestContext.Current.CancellationToken;
        var created = await Engine.Client.Containers.CreateContainerAsync(new CreateContainerParameters
        {
            Image = image, Labels = new Dictionary<string, string> { [TestOwner.Label] = TestOwner.Current },
        }, cancel);
        try
        {
            await using var stream = await Engine.Client.Containers.ExportContainerAsync(created.ID, cancel);
            await using var tar = new TarReader(stream);
            var files = new List<ImageFile>();
            while (await tar.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.SymbolicLink or TarEntryType.HardLink)
                    files.Add(new("/" + entry.Name.TrimStart('.', '/'), entry.Mode, entry.Length, await Text(entry, cancel)));
            return files;
        }
        finally
        {
            await Engine.Client.Containers.RemoveContainerAsync(created.ID, new ContainerRemoveParameters { Force = true }, cancel);
        }
    }

    private static async Task<string> Text(TarEntry entry, CancellationToken cancel)
    {
        if (entry.DataStream is null || entry.Length > ReadUpTo) return "";
        using var reader = new StreamReader(entry.DataStream);
        return await reader.ReadToEndAsync(cancel);
    }
}
