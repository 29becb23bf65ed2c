namespace ArgusAI.Operations.Linting.Linters;

/// <summary>The project's own shell scripts.</summary>
internal static class ShellScripts
{
    private static readonly string[] Folders = [".", ".ci", "deploy", "tests"];

    /// <summary>Found by name, or by their first line; relative to the workspace, sorted.</summary>
    internal static IReadOnlyList<string> Of(Workspace workspace)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. Folders.Where(f => Directory.Exists(workspace[f]))
                .SelectMany(f => Directory.EnumerateFiles(workspace[f], "*", f == "." ? new EnumerationOptions() : options))
                .Select(f => (Path: f, Name: Path.GetRelativePath(workspace.Root, f).Replace('\\', '/')))
                .Where(f => !f.Name.Split('/').Any(part => part is "bin" or "obj" or "node_modules") && IsShell(f.Path))
                .Select(f => f.Name)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static bool IsShell(string path)
    {
        if (path.EndsWith(".sh", StringComparison.Ordinal)) return true;
        if (Path.HasExtension(path)) return false;
        using var reader = new StreamReader(path);
        var start = new char[64];
        var first = new string(start, 0, reader.ReadBlock(start)).Split('\n')[0];
        return first.StartsWith("#!", StringComparison.Ordinal) && (first.EndsWith("sh", StringComparison.Ordinal) || first.Contains("sh ", StringComparison.Ordinal));
    }
}
