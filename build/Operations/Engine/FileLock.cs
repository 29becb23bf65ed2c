namespace ArgusAI.Operations.Engine;

/// <summary>Keeps two builds on one machine from installing or building the same thing at once. Freed by the system when a holder dies.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits until nobody else holds the file.</summary>
    /// <param name="path">The lock's file; created with its folder when missing, and left in place.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationException">The file cannot be created.</exception>
    public static async Task<FileLock> TakeAsync(string path, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, failure);
        }

        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (UnauthorizedAccessException failure)
            {
                throw Refused(path, failure);
            }
            catch (IOException)
            {
                // .NET reports a held lock as an I/O error without a code of its own.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static OperationException Refused(string path, Exception failure) =>
        new($"cannot create '{path}': {failure.Message}", $"make '{Path.GetDirectoryName(path)}' writable for this user, or set ARGUSAI_CACHE to a folder that is", failure);
}
