using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting;

/// <summary>A file to lint.</summary>
/// <param name="Path">Where it is, absolute.</param>
/// <param name="Name">What findings call it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record LintedFile(string Path, string Name, FileKind Kind, byte[] Content)
{
    /// <summary>Its text, as far as it is one.</summary>
    internal string Text => Utf8Text.Decode(Content).Model ?? "";
}

/// <summary>Finds the files that a user names: files as they are, folders with all that is of a known kind below them.</summary>
internal static class LintedFiles
{
    /// <summary>Other people's code, and what builds make.</summary>
    private static readonly string[] Skipped = ["node_modules", ".git", "bin", "obj"];

    private static readonly string Known = string.Join("; ", FileKind.All.Select(k => $"{k.Name}: {k.Names}"));

    /// <summary>The files, each once, in the order of the arguments and then of their names.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="from">The folder that relative paths begin at.</param>
    /// <exception cref="LintException">A path is not there or cannot be read, a file is of no known kind, or a folder holds none that is.</exception>
    internal static IReadOnlyList<LintedFile> Find(IReadOnlyList<string> paths, string from) =>
        [.. paths.SelectMany(path => At(path, from)).DistinctBy(file => file.Path)];

    /// <summary>The files of known kinds below a folder.</summary>
    internal static IReadOnlyList<LintedFile> Below(string folder, string from) => [.. Walk(folder).Select(file => Read(file, from)).OfType<LintedFile>()];

    /// <summary>A file, or null when it is of no known kind.</summary>
    internal static LintedFile? Read(string path, string from)
    {
        if (!FileKind.MayBe(path)) return null;
        var content = File.ReadAllBytes(path);
        return FileKind.Of(path, Utf8Text.Decode(content).Model ?? "") is { } kind ? new LintedFile(path, Name(path, from), kind, content) : null;
    }

    /// <summary>A path as findings name it.</summary>
    internal static string Name(string path, string from)
    {
        var relative = Path.GetRelativePath(from, path);
        return (relative.Split('/', '\\')[0] == ".." || Path.IsPathRooted(relative) ? path : relative).Replace('\\', '/');
    }

    private static IReadOnlyList<LintedFile> At(string path, string from)
    {
        var full = Path.GetFullPath(path, from);
        try
        {
            if (Directory.Exists(full))
            {
                var found = Below(full, from);
                return found.Count > 0 ? found : throw Nothing($"'{path}' holds no file of a known kind ({string.Join(", ", Skipped)} and links are skipped)");
            }

            if (!File.Exists(full)) throw new LintException(LintException.Usage, $"'{path}' does not exist in {from}", "name a file or folder that does: --files PATH…");
            return [Read(full, from) ?? throw Nothing($"'{path}' is of no known kind")];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new LintException(LintException.Usage, $"'{path}' cannot be read: {unreadable.Message}", "check its permissions");
        }
    }

    private static LintException Nothing(string problem) => new(LintException.Usage, problem, $"name one of these\n    {Known.Replace("; ", "\n    ", StringComparison.Ordinal)}");

    // Links are left out: what they lead to is linted where it is, or lies outside.
    private static IEnumerable<string> Walk(string folder)
    {
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.EnumerateFiles(folder, "*", options).Where(FileKind.MayBe).Order(StringComparer.Ordinal)) yield return file;
        foreach (var below in Directory.EnumerateDirectories(folder, "*", options).Where(d => !Skipped.Contains(Path.GetFileName(d))).Order(StringComparer.Ordinal))
        foreach (var file in Walk(below))
            yield return file;
    }
}
