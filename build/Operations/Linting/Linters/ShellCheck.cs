using System.Globalization;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>ShellCheck on scripts, and on what RUN instructions hand to a shell. Its JSON: <c>comments</c> with file, line, column, level, code and message.</summary>
internal sealed class ShellCheck
{
    private const string Name = "shellcheck";

    /// <summary>The lines put before a script of a RUN.</summary>
    private const int Header = 2;

    /// <param name="scripts">Scripts: their paths, and what findings call them.</param>
    /// <param name="runs">The scripts of Dockerfiles.</param>
    /// <param name="folder">Where it runs; <c>.shellcheckrc</c> is looked for beside each script.</param>
    /// <param name="cancellation">Ends it.</param>
    internal static async Task<LinterResult> RunAsync(IReadOnlyDictionary<string, string> scripts, IReadOnlyList<RunScript> runs, string folder, CancellationToken cancellation)
    {
        var written = Directory.CreateTempSubdirectory("argusai-lint-");
        try
        {
            var sources = new Dictionary<string, RunScript>();
            foreach (var run in runs)
            {
                var path = Path.Combine(written.FullName, $"{sources.Count}.sh");
                await File.WriteAllTextAsync(path, Text(run), cancellation);
                sources.Add(path, run);
            }

            if (await LinterProgram.TryRunAsync(Name, ["--format=json1", .. scripts.Keys, .. sources.Keys], folder, cancellation) is not { } result)
                return LinterResult.NotFound(Name, "sudo apt-get install shellcheck, or --install-engine");
            var name = $"{Name} ({scripts.Count} scripts, {runs.Count} RUN instructions)";
            return new(name, null, [.. LinterProgram.Read<Comments>(Name, result.StandardOutput, result.StandardError).Items.Select(c => Finding(c, scripts, sources))]);
        }
        finally
        {
            written.Delete(recursive: true);
        }
    }

    // Files that a script sources are in the image (SC1091); a shebang of a heredoc comes after our lines (SC1128).
    private static string Text(RunScript run) =>
        $"# shellcheck shell={run.Shell} disable=SC1091,SC1128\n{(run.Variables.Count > 0 ? $"export {string.Join(' ', run.Variables.Distinct().Select(v => v + "=1"))}" : ":")}\n{run.Text}\n";

    private static LintFinding Finding(Comment comment, IReadOnlyDictionary<string, string> scripts, Dictionary<string, RunScript> sources)
    {
        var code = "SC" + comment.Code.ToString(CultureInfo.InvariantCulture);
        var severity = comment.Level switch { "error" => Severity.Error, "style" => Severity.Note, _ => Severity.Warning };
        var rule = new LintRule(Name, code, severity) { Help = $"https://www.shellcheck.net/wiki/{code}" };
        return sources.TryGetValue(comment.File, out var run)
            ? new(rule, run.File.Name, new(Math.Max(run.Line, run.Line + comment.Line - 1 - Header), comment.Line > Header ? comment.Column : 0), comment.Message)
            : new(rule, scripts.GetValueOrDefault(comment.File, comment.File), new(comment.Line, comment.Column), comment.Message);
    }

    private sealed record Comments([property: System.Text.Json.Serialization.JsonPropertyName("comments")] List<Comment> Items);

    private sealed record Comment(string File, int Line, int Column, string Level, int Code, string Message);
}
