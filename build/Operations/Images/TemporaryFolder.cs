using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>A folder for archives that are handed on and then removed. What a killed run left is removed by the next one.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string parent;
    private readonly bool madeParent;

    /// <summary>Makes one below <c>artifacts</c>.</summary>
    internal TemporaryFolder(Workspace workspace)
        : this(workspace.Artifacts, "transfer-")
    {
    }

    /// <summary>Makes one below another folder, which is made, too, and removed again when nothing else came into it.</summary>
    /// <param name="parent">The other folder.</param>
    /// <param name="prefix">What its name begins with; the process's mark follows.</param>
    internal TemporaryFolder(string parent, string prefix)
    {
        (this.parent, madeParent) = (parent, !Directory.Exists(parent));
        Directory.CreateDirectory(parent);
        foreach (var left in Directory.GetDirectories(parent, prefix + "*").Where(f => ProcessTable.IsAbandoned(System.IO.Path.GetFileName(f)[prefix.Length..]))) Directory.Delete(left, recursive: true);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, prefix + ProcessTable.NewMark())).FullName;
    }

    internal string Path { get; }

    public void Dispose()
    {
        Directory.Delete(Path, recursive: true);
        if (madeParent && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
    }
}
