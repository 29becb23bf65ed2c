using System.Text;

namespace ArgusAI.Operations.Files;

/// <summary>
/// Writes a file so that a reader sees the old content or the new one, never half of it: a temporary file in the same
/// folder, flushed to disk, then renamed. Mode and owner of an existing file are kept.
/// </summary>
public static class AtomicFile
{
    /// <summary>Mode 0600, for what only its owner may read.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file; a symbolic link is followed.</param>
    /// <param name="content">Its new text.</param>
    /// <param name="mode">Its permissions; null keeps those of an existing file, and leaves a new one to the umask.</param>
    /// <exception cref="OperationException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, string content, UnixFileMode? mode = null) => Write(path, Encoding.UTF8.GetBytes(content), mode);

    /// <inheritdoc cref="Write(string, string, UnixFileMode?)"/>
    public static void Write(string path, byte[] content, UnixFileMode? mode = null)
    {
        using var prepared = Prepare(path, content, mode);
        prepared.Commit();
    }

    /// <summary>Does all that can fail for lack of space; what is left is a rename.</summary>
    /// <exception cref="OperationException">The disk is full, or the folder cannot be written.</exception>
    public static PreparedFile Prepare(string path, byte[] content, UnixFileMode? mode = null)
    {
        var target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is not null && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } link) target = link.FullName;
        var createdFolders = new List<string>();
        var temporary = $"{target}.{Environment.ProcessId}.{Path.GetRandomFileName()}.tmp";
        try
        {
            if (Directory.Exists(target)) throw new OperationException($"'{path}' is a folder, and a file is to be written there", $"move the folder away: mv '{path}' '{path}.old'");
            CreateFolders(Path.GetDirectoryName(target)!, createdFolders);
            WriteTemporary(temporary, target, content, mode);
            return new PreparedFile(temporary, target, createdFolders);
        }
        catch (Exception failure)
        {
            PreparedFile.TakeBack(temporary, createdFolders);
            if (Explain(path, failure) is { } explained) throw explained;
            throw;
        }
    }

    internal static OperationException? Explain(string path, Exception failure) => failure switch
    {
        IOException io when IsDiskFull(io) => new($"cannot write '{path}': the disk is full", $"free some space on the disk that holds '{Path.GetDirectoryName(Path.GetFullPath(path))}' and run the command again; nothing was changed", failure),
        UnauthorizedAccessException => new($"cannot write '{path}': permission denied", $"make it writable for this user: sudo chown -R \"$(id -u)\" '{Path.GetDirectoryName(Path.GetFullPath(path))}'", failure),
        IOException => new($"cannot write '{path}': {failure.Message}", "check the disk and the folder, then run the command again; nothing was changed", failure),
        _ => null,
    };

    // ENOSPC (28) and EDQUOT (122) on Unix; ERROR_DISK_FULL (112) and ERROR_HANDLE_DISK_FULL (39) in an HRESULT.
    private static bool IsDiskFull(IOException failure) => failure.HResult is 28 or 122 || (failure.HResult & 0xFFFF) is 112 or 39;

    private static void WriteTemporary(string temporary, string target, byte[] content, UnixFileMode? mode)
    {
        bool exists = File.Exists(target), unix = !OperatingSystem.IsWindows();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        var wanted = !unix ? null : mode ?? (exists ? File.GetUnixFileMode(target) : null);
        // Closed from the first moment: a secret is never readable by others, not even before the rename.
        if (wanted is not null && unix) options.UnixCreateMode = OwnerOnly;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        if (exists && PosixOwner.IsRoot && PosixOwner.Of(target) is { } owner) PosixOwner.Set(temporary, owner.User, owner.Group);
        else if (!exists) PosixOwner.FollowFolder(temporary);
        if (wanted is { } permissions && !OperatingSystem.IsWindows()) File.SetUnixFileMode(temporary, permissions);
    }

    private static void CreateFolders(string folder, List<string> created)
    {
        if (Directory.Exists(folder)) return;
        CreateFolders(Path.GetDirectoryName(folder)!, created);
        Directory.CreateDirectory(folder);
        created.Add(folder);
        PosixOwner.FollowFolder(folder);
    }
}

/// <summary>A file whose new content is on disk beside it. Disposing without <see cref="Commit"/> leaves everything as it was.</summary>
public sealed class PreparedFile : IDisposable
{
    private readonly string temporary;
    private readonly string target;
    private readonly IReadOnlyList<string> createdFolders;
    private bool committed;

    internal PreparedFile(string temporary, string target, IReadOnlyList<string> createdFolders) =>
        (this.temporary, this.target, this.createdFolders) = (temporary, target, createdFolders);

    /// <summary>Gives the file another owner before it appears under its name.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public void Own(uint user, uint group) => PosixOwner.Set(temporary, user, group);

    /// <summary>Puts the new content in place.</summary>
    /// <exception cref="OperationException">The rename failed.</exception>
    public void Commit()
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
            committed = true;
        }
        catch (Exception failure) when (AtomicFile.Explain(target, failure) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!committed) TakeBack(temporary, createdFolders);
    }

    internal static void TakeBack(string temporary, IReadOnlyList<string> createdFolders)
    {
        if (File.Exists(temporary)) File.Delete(temporary);
        foreach (var folder in createdFolders.Reverse())
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }
}
