using System.Text;
using ArgusAI.Containers;
using DiffPlex.Renderer;
using Spectre.Console;

namespace ArgusAI.Operations.Files;

/// <summary>What <see cref="Generation.Write"/> did.</summary>
/// <param name="Written">The paths that differed and were written, in the artefacts' order.</param>
/// <param name="Unchanged">How many were right already and were not touched.</param>
public sealed record GenerationResult(IReadOnlyList<string> Written, int Unchanged);

/// <summary>Brings the generated files of a workspace up to date, or tells that they are not. Needs no Docker.</summary>
public static class Generation
{
    /// <summary>The command that brings them up to date.</summary>
    public const string Command = "./build.sh Generate";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes what differs: first every new content beside its file, then the renames, so that a full disk changes nothing.</summary>
    /// <exception cref="OperationException">Something cannot be written.</exception>
    public static GenerationResult Write(Workspace workspace, IAnsiConsole console, IEnumerable<Artefact> artefacts)
    {
        var all = Checked(workspace, artefacts);
        var different = all.Where(a => Current(workspace, a) != a.Content).ToList();
        var prepared = new List<PreparedFile>();
        try
        {
            foreach (var artefact in different) prepared.Add(AtomicFile.Prepare(workspace[artefact.Path], Utf8.GetBytes(artefact.Content)));
            prepared.ForEach(p => p.Commit());
        }
        finally
        {
            prepared.ForEach(p => p.Dispose());
        }

        foreach (var artefact in different) console.Good($"wrote {artefact.Path}");
        int unchanged = all.Count - different.Count;
        console.Line(different.Count == 0 ? $"{unchanged} generated files unchanged" : $"{different.Count} written, {unchanged} unchanged");
        return new GenerationResult([.. different.Select(a => a.Path)], unchanged);
    }

    /// <summary>Writes nothing; prints a unified diff of every file that is not what would be generated.</summary>
    /// <exception cref="OperationException">Some file differs; the fix is <see cref="Command"/>.</exception>
    public static void Verify(Workspace workspace, IAnsiConsole console, IEnumerable<Artefact> artefacts)
    {
        var all = Checked(workspace, artefacts);
        var different = all.Where(a => Current(workspace, a) != a.Content).ToList();
        ShowDifferences(workspace, console, different);
        if (different.Count > 0)
            throw new OperationException($"{different.Count} of {all.Count} generated files are not what the model says: {string.Join(", ", different.Select(a => a.Path))}", Command);
        console.Good($"{all.Count} generated files are up to date");
    }

    /// <summary>Prints a unified diff of every file that is not what the artefacts say; writes nothing.</summary>
    public static void ShowDifferences(Workspace workspace, IAnsiConsole console, IEnumerable<Artefact> artefacts)
    {
        foreach (var artefact in Checked(workspace, artefacts).Where(a => Current(workspace, a) != a.Content)) PrintDiff(console, artefact, Current(workspace, artefact));
    }

    private static List<Artefact> Checked(Workspace workspace, IEnumerable<Artefact> artefacts)
    {
        var all = artefacts.ToList();
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(workspace.Root)) + Path.DirectorySeparatorChar;
        foreach (var artefact in all)
        {
            if (artefact.Path.Contains('\\') || !workspace[artefact.Path].StartsWith(root, StringComparison.Ordinal))
                throw new ArgumentException($"'{artefact.Path}' is no path inside the repository; expected a relative one with forward slashes", nameof(artefacts));
        }

        return all.GroupBy(a => workspace[a.Path]).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new ArgumentException($"'{twice.First().Path}' is generated twice; expected one artefact a path", nameof(artefacts))
            : all;
    }

    private static string? Current(Workspace workspace, Artefact artefact)
    {
        var path = workspace[artefact.Path];
        // Decoded without dropping a byte-order mark: a file that has one differs.
        return File.Exists(path) ? Utf8.GetString(File.ReadAllBytes(path)) : null;
    }

    private static void PrintDiff(IAnsiConsole console, Artefact artefact, string? current)
    {
        if (current is not null && Lines(current).SequenceEqual(Lines(artefact.Content)))
        {
            console.Warn($"{artefact.Path}: only line ends, the final newline or a byte-order mark differ");
            return;
        }

        var (from, to) = (current is null ? "/dev/null" : $"a/{artefact.Path}", $"b/{artefact.Path}");
        var diff = UnidiffRenderer.GenerateUnidiff(current ?? "", artefact.Content, from, to, ignoreWhitespace: false, ignoreCase: false, contextLines: 3);
        foreach (var line in diff.TrimEnd('\r', '\n').Split('\n').Select(l => l.TrimEnd('\r')))
        {
            console.Line(line, line switch
            {
                ['-', '-', '-', ..] or ['+', '+', '+', ..] => new Style(decoration: Decoration.Bold),
                ['-', ..] => Color.Red,
                ['+', ..] => Color.Green,
                ['@', ..] => Color.Aqua,
                _ => Style.Plain,
            });
        }
    }

    private static string[] Lines(string text) => text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
