using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ArgusAI.Backend.SystemState;

/// <summary>Writes an archive entry by entry, with the hash of each; holds no more than a list of hashes at a time.</summary>
internal sealed class BackupArchive(Stream output) : IAsyncDisposable
{
    private readonly GZipStream _gzip = new(output, CompressionLevel.Fastest, leaveOpen: true);
    private readonly StringBuilder _hashes = new();
    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private TarWriter? _tar;
    private int _lists, _waiting;

    private TarWriter Tar => _tar ??= new(_gzip, TarEntryFormat.Pax, leaveOpen: true);

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">What it holds, from the beginning; can be read twice.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task AddAsync(string name, Stream content, CancellationToken cancel)
    {
        byte[] hash = await SHA256.HashDataAsync(content, cancel);
        content.Position = 0;
        await PutAsync(name, content, cancel);
        _hashes.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash)}  {name}\n");
        if (++_waiting == BackupFormat.HashesAtOnce) await PutHashesAsync(cancel);
    }

    /// <summary>Ends it.</summary>
    /// <param name="manifest">What it says of the archive; gets the hash of the hashes.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task EndAsync(BackupManifest manifest, CancellationToken cancel)
    {
        if (_waiting > 0) await PutHashesAsync(cancel);
        var complete = manifest with { HashesSha256 = Convert.ToHexStringLower(_all.GetHashAndReset()) };
        await PutAsync(BackupFormat.Manifest, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(complete, BackupFormat.Json)), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tar is not null) await _tar.DisposeAsync();
        await _gzip.DisposeAsync();
        _all.Dispose();
    }

    private async Task PutHashesAsync(CancellationToken cancel)
    {
        byte[] list = Encoding.UTF8.GetBytes(_hashes.ToString());
        _all.AppendData(list);
        _hashes.Clear();
        _waiting = 0;
        await PutAsync(string.Create(CultureInfo.InvariantCulture, $"{BackupFormat.Hashes}{++_lists:000000}.sha256"), new MemoryStream(list), cancel);
    }

    private Task PutAsync(string name, Stream content, CancellationToken cancel) =>
        Tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancel);
}
