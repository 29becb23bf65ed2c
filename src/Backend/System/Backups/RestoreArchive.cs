using System.Buffers;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArgusAI.Backend.SystemState;

/// <summary>Unpacks an archive into an empty folder and checks every name, size and hash on the way.</summary>
/// <param name="folder">Where to.</param>
/// <param name="room">How many bytes it may take.</param>
internal sealed class RestoreArchive(string folder, long room)
{
    // What an entry of any size takes at least: an archive of nothing but names must not fill the disk either.
    private const long LeastOfAnEntry = 4096;

    private readonly Dictionary<string, string> _unchecked = [];
    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _room = room;

    /// <summary>Does it.</summary>
    /// <returns>The archive's manifest.</returns>
    /// <exception cref="RestoreException">It is no whole, sound archive, or too large.</exception>
    public async Task<BackupManifest> UnpackAsync(Stream input, CancellationToken cancel)
    {
        try
        {
            await using var gzip = new GZipStream(input, CompressionMode.Decompress, leaveOpen: true);
            await using var tar = new TarReader(gzip, leaveOpen: true);
            BackupManifest? manifest = null;
            while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
            {
                if (manifest is not null) throw new RestoreException("The archive goes on after its manifest.");
                manifest = await TakeAsync(entry, cancel);
            }

            return manifest ?? throw new RestoreException("The archive has no manifest: it is not whole.");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException or ArgumentException)
        {
            throw new RestoreException($"This is no whole tar archive in gzip ({e.Message})");
        }
    }

    private async Task<BackupManifest?> TakeAsync(TarEntry entry, CancellationToken cancel)
    {
        string name = entry.Name;
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !BackupFormat.Names().IsMatch(name))
            throw new RestoreException($"The archive holds '{(name.Length > 100 ? name[..100] : name)}', which is no part of a backup.");
        Take(LeastOfAnEntry);
        if (name == BackupFormat.Manifest) return await ReadManifestAsync(entry, cancel);
        if (name.StartsWith(BackupFormat.Hashes, StringComparison.Ordinal)) await CheckAsync(entry, cancel);
        else await UnpackAsync(entry, cancel);
        return null;
    }

    private async Task UnpackAsync(TarEntry entry, CancellationToken cancel)
    {
        if (_unchecked.Count > BackupFormat.HashesAtOnce) throw new RestoreException("The archive holds more entries than hashes.");
        bool isText = entry.Name.StartsWith(BackupFormat.Tables, StringComparison.Ordinal);
        if (isText && entry.Length > BackupFormat.LargestText) throw new RestoreException($"{entry.Name} is too large.");
        string path = Path.Combine(folder, entry.Name);
        if (File.Exists(path)) throw new RestoreException($"{entry.Name} is in the archive twice.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
            for (int read; entry.DataStream is { } content && (read = await content.ReadAsync(buffer, cancel)) > 0;)
            {
                Take(read);
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _unchecked[entry.Name] = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task CheckAsync(TarEntry entry, CancellationToken cancel)
    {
        byte[] list = await ReadAsync(entry, cancel);
        _all.AppendData(list);
        foreach (string line in Encoding.UTF8.GetString(list).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split("  ", 2) is not [var hash, var name] || !_unchecked.Remove(name, out string? found)) throw new RestoreException($"{entry.Name} names what is not in the archive.");
            if (hash != found) throw new RestoreException($"{name} is damaged: its hash is not the one it was written with.");
        }

        if (_unchecked.Count > 0) throw new RestoreException($"{_unchecked.Keys.First()} has no hash.");
    }

    private async Task<BackupManifest> ReadManifestAsync(TarEntry entry, CancellationToken cancel)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(await ReadAsync(entry, cancel), BackupFormat.Json);
            if (manifest is not { Schema: not null, Rows: not null, HashesSha256: not null }) throw new RestoreException("The manifest lacks something.");
            if (manifest.HashesSha256 != Convert.ToHexStringLower(_all.GetHashAndReset()) || _unchecked.Count > 0) throw new RestoreException("The archive lacks something that its manifest vouches for.");
            return manifest;
        }
        catch (JsonException)
        {
            throw new RestoreException("The manifest cannot be understood.");
        }
    }

    private static async Task<byte[]> ReadAsync(TarEntry entry, CancellationToken cancel)
    {
        if (entry.Length > BackupFormat.LargestText) throw new RestoreException($"{entry.Name} is too large.");
        byte[] content = new byte[entry.Length];
        if (entry.DataStream is { } stream) await stream.ReadExactlyAsync(content, cancel);
        return content;
    }

    private void Take(long bytes)
    {
        if ((_room -= bytes) < 0) throw new RestoreException("The archive's content is larger than the free space of the data volume.");
    }
}
