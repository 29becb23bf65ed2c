namespace ArgusAI.Operations.Linting.Formats;

/// <summary>Findings as lines that editors and people read.</summary>
internal static class TextFormat
{
    /// <summary>A line per finding.</summary>
    internal static IEnumerable<string> Lines(LintReport report) => report.Findings.Select(f => f.ToString());
}
