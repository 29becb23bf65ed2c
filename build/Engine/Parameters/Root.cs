namespace Nuke.Common.Parameters;

/// <summary>Where the build is: the nearest directory above the working directory that holds <c>.nuke</c>.</summary>
static class Root
{
    internal static AbsolutePath Directory { get; } = Find();

    static AbsolutePath Find()
    {
        if (CommandLine.Values("root") is { } given) return Path.GetFullPath(given.FirstOrDefault() ?? ".");
        var start = System.IO.Directory.GetCurrentDirectory();
        for (var directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
            if (System.IO.Directory.Exists(Path.Combine(directory, ".nuke"))) return directory;
        throw new ArgumentException($"Could not locate '.nuke' while walking up from '{start}'. Run the build inside the repository, or add '--root PATH'.");
    }

    internal static AbsolutePath ProjectAbove(string start)
    {
        for (var directory = start; directory is not null; directory = Path.GetDirectoryName(directory))
            if (System.IO.Directory.EnumerateFiles(directory, "*.csproj").Any()) return directory;
        return null;
    }
}
