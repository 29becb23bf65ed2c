using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A copy of the tree in a temporary folder, as <c>git clone</c> would make it: no <c>.env</c>, no data, no build output.</summary>
public sealed class Clone : IDisposable
{
    private static readonly HashSet<string> NeverCloned = [".git", ".env", "bin", "obj", "node_modules", ".next", ".vs", ".idea", "TestResults"];
    private static readonly HashSet<string> NotOfTheRoot = ["data", "artifacts"];

    private Clone(string folder) => Folder = folder;

    /// <summary>The copy's root.</summary>
    public string Folder { get; }

    /// <summary>Copies the tree under test; the folder carries the project's name, so that a crashed run's is swept.</summary>
    /// <param name="project">From <see cref="Scratch.NewProject"/>.</param>
    public static Clone Of(string project)
    {
        var clone = new Clone(Scratch.NewFolder(project));
        Copy(new DirectoryInfo(Repository.Root), clone.Folder, root: true);
        return clone;
    }

    /// <summary>A file of the copy.</summary>
    /// <param name="relative">Its path with forward slashes.</param>
    public string File(string relative) => Path.Combine([Folder, .. relative.Split('/')]);

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1031", Justification = "What cannot be removed now is removed by the next sweep.")]
    public void Dispose()
    {
        try { Scratch.DeleteFolder(Folder); }
        catch (Exception e) { Progress.Say($"left {Folder}: {e.Message}"); }
    }

    private static void Copy(DirectoryInfo from, string to, bool root = false)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.EnumerateFiles().Where(f => !NeverCloned.Contains(f.Name)))
            file.CopyTo(Path.Combine(to, file.Name));
        foreach (var folder in from.EnumerateDirectories().Where(d => !NeverCloned.Contains(d.Name) && d.LinkTarget is null))
        {
            // .nuke/temp is the build's own scratch folder.
            bool scratch = (root && NotOfTheRoot.Contains(folder.Name)) || (folder.Name == "temp" && from.Name == ".nuke");
            if (!scratch) Copy(folder, Path.Combine(to, folder.Name));
        }
    }
}
