using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Linting;

/// <summary>Holds what the stack generates against our policies and every linter that the machine has, and names those it has not.</summary>
public static class Lint
{
    private static readonly string[] ScriptFolders = [".", ".ci", "deploy", "tests"];

    /// <summary>Runs all.</summary>
    /// <param name="workspace">The clone; the linters read its files.</param>
    /// <param name="docker">For <c>docker compose config</c>.</param>
    /// <param name="console">Told of every complaint.</param>
    /// <param name="artefacts">The generated files.</param>
    /// <param name="review">Their models, held against our policies, with the waivers; null leaves the policies out.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">Some linter complained.</exception>
    public static async Task RunAsync(Workspace workspace, DockerCli docker, IAnsiConsole console, IReadOnlyList<Artefact> artefacts, Review? review = null, CancellationToken cancellation = default)
    {
        var dockerfiles = artefacts.Select(a => a.Path).Where(p => Path.GetFileName(p) == "Dockerfile" && File.Exists(workspace[p])).ToList();
        LinterResult[] results =
        [
            .. review is null ? [] : (LinterResult[])[Held(review, console)],
            await ExternalLinters.ComposeAsync(workspace, docker, cancellation),
            await ExternalLinters.HadolintAsync(workspace, dockerfiles, cancellation),
            await ExternalLinters.ShellCheckAsync(workspace, Scripts(workspace), cancellation),
        ];
        foreach (var result in results) Print(console, result);
        int complaints = results.Sum(r => r.Complaints.Count);
        if (complaints > 0) throw new OperationException($"{complaints} lint complaint(s)", "mend the source of the file (generated ones: build/Stack, then ./build.sh Generate)");
        console.Good("lint: nothing to complain about");
    }

    // A note is shown and fails nothing.
    private static LinterResult Held(Review review, IAnsiConsole console)
    {
        var findings = review.Findings().ToLookup(f => f.Policy.Severity == Severity.Note);
        foreach (var note in findings[true]) console.Line(note.ToString());
        return new LinterResult($"policies ({review.Policies.Count}, with {review.Waivers.Count} waivers)", null, [.. findings[false].Select(f => f.ToString())]);
    }

    /// <summary>The project's shell scripts: by name, or by their first line.</summary>
    internal static IReadOnlyList<string> Scripts(Workspace workspace)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return
        [
            .. ScriptFolders.Where(f => Directory.Exists(workspace[f]))
                .SelectMany(f => Directory.EnumerateFiles(workspace[f], "*", f == "." ? new EnumerationOptions() : options))
                .Where(IsShell)
                .Select(f => Path.GetRelativePath(workspace.Root, f).Replace('\\', '/'))
                .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
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

    private static void Print(IAnsiConsole console, LinterResult result)
    {
        if (result.Missing is { } source) console.Warn($"not found: {result.Name} ({source})");
        else if (result.Complaints.Count == 0) console.Line($"ok: {result.Name}");
        else console.Bad($"{result.Name}: {result.Complaints.Count} complaint(s)");
        foreach (var line in result.Complaints) console.Line($"  {line}");
    }
}
