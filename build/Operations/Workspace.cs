namespace ArgusAI.Operations;

/// <summary>Where an operation works: the clone, and the folders for what is slow to make and for what a run leaves behind.</summary>
/// <param name="Root">The repository's root, absolute.</param>
public sealed record Workspace(string Root)
{
    /// <summary>Slow, content-keyed things that outlive a clone: <c>$ARGUSAI_CACHE</c>, else <c>~/.cache/argusai</c>.</summary>
    public string Cache { get; init; } = Environment.GetEnvironmentVariable("ARGUSAI_CACHE") is { Length: > 0 } cache
        ? Path.GetFullPath(cache)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "argusai");

    /// <summary>Reports and other results of a run; ignored by git.</summary>
    public string Artifacts { get; init; } = Path.Combine(Root, "artifacts");

    /// <summary>The user's settings, read by compose.</summary>
    public string EnvFile { get; init; } = Path.Combine(Root, ".env");

    /// <summary>The host's folder with <c>cert.pem</c> and <c>key.pem</c> (D20).</summary>
    public string Certificates { get; init; } = Path.Combine(Root, "data", "certs");

    /// <summary>Turns a path with forward slashes, relative to <see cref="Root"/>, into an absolute one.</summary>
    public string this[string relative] => Path.GetFullPath(Path.Combine(Root, relative));

    /// <summary>Finds the workspace around a folder: the nearest one upwards that holds <c>ArgusAI.sln</c>.</summary>
    /// <param name="start">Where to begin; the current folder when null.</param>
    /// <exception cref="OperationException">No such folder is above.</exception>
    public static Workspace Find(string? start = null)
    {
        for (var folder = new DirectoryInfo(start ?? Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) return new Workspace(folder.FullName);
        }

        throw new OperationException($"'{start ?? Directory.GetCurrentDirectory()}' is not inside an ArgusAI clone (no ArgusAI.sln above it)", "run the command from the clone's folder");
    }
}
