using System.Globalization;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting.Formats;

/// <summary>Findings as GitHub's workflow commands. Source: GitHub Docs, "Workflow commands for GitHub Actions", and the escaping of its own toolkit.</summary>
internal static class GitHubFormat
{
    /// <summary>A command per finding.</summary>
    internal static IEnumerable<string> Lines(LintReport report) => report.Findings.Select(Line);

    private static string Line(LintFinding finding)
    {
        var command = finding.Rule.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
        List<string> properties = [$"file={Property(finding.File)}"];
        if (finding.Position.Line > 0) properties.Add($"line={Number(finding.Position.Line)}");
        if (finding.Position is { Line: > 0, Column: > 0 }) properties.Add($"col={Number(finding.Position.Column)}");
        properties.Add($"title={Property(finding.Rule.Id)}");
        var place = finding.Position.Line == 0 && finding.Place is { } model ? $"{model}: " : "";
        return $"::{command} {string.Join(',', properties)}::{Data($"{place}{finding.Message}{(finding.Rule.Fix is { } fix ? $" ({fix})" : "")}")}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
