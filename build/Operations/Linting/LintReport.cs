using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting;

/// <summary>Everything that the linters of one run said.</summary>
/// <param name="Linters">Each linter's result, in the order they are told.</param>
/// <param name="Files">How many files were looked at.</param>
public sealed record LintReport(IReadOnlyList<LinterResult> Linters, int Files)
{
    /// <summary>The findings by file and place.</summary>
    public IReadOnlyList<LintFinding> Findings { get; } =
    [
        .. Linters.SelectMany(l => l.Findings).Distinct()
            .OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Position.Line).ThenBy(f => f.Position.Column).ThenBy(f => f.Rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>How many findings there are of a severity.</summary>
    public int Count(Severity severity) => Findings.Count(f => f.Rule.Severity == severity);

    /// <summary>Such as <c>2 errors, 1 warning, 0 notes in 3 files</c>.</summary>
    public string Summary => $"{Amount(Count(Severity.Error), "error")}, {Amount(Count(Severity.Warning), "warning")}, {Amount(Count(Severity.Note), "note")} in {Amount(Files, "file")}";

    /// <summary>Whether the run fails.</summary>
    /// <param name="from">The mildest severity that fails it.</param>
    public bool Fails(Severity from) => Findings.Any(f => f.Rule.Severity >= from);

    private static string Amount(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
