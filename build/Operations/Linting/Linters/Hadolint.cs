using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>hadolint on Dockerfiles. Its JSON: a list of file, line, column, level, code and message.</summary>
internal sealed class Hadolint(HadolintCall? call)
{
    private const string Name = "hadolint";

    internal Task<LinterResult> RunAsync(IReadOnlyList<LintedFile> dockerfiles) => Task.Run(() => Run(dockerfiles));

    private LinterResult Run(IReadOnlyList<LintedFile> dockerfiles)
    {
        if (call is null) return LinterResult.NotFound(Name, "a release of https://github.com/hadolint/hadolint on the PATH");
        var names = dockerfiles.ToDictionary(f => f.Path, f => f.Name);
        var complaints = LinterProgram.Read<List<Complaint>>(Name, call($"--no-color --format json {string.Join(' ', dockerfiles.Select(f => Quoted(f.Path)))}"));
        return new($"{Name} ({dockerfiles.Count} Dockerfiles)", null, [.. complaints.Select(c => new LintFinding(Rule(c), names.GetValueOrDefault(c.File, c.File), new(c.Line, c.Column), c.Message))]);
    }

    private static string Quoted(string path) => $"\"{path.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static LintRule Rule(Complaint complaint) =>
        new(Name, complaint.Code, complaint.Level switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note })
        {
            Help = complaint.Code.StartsWith("SC", StringComparison.Ordinal) ? $"https://www.shellcheck.net/wiki/{complaint.Code}" : $"https://github.com/hadolint/hadolint/wiki/{complaint.Code}",
        };

    private sealed record Complaint(string File, int Line, int Column, string Level, string Code, string Message);
}
