using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArgusAI.Containers.Reviews;
using ArgusAI.Contract;

namespace ArgusAI.Operations.Linting.Formats;

/// <summary>Findings as a SARIF log: one run per tool, with its rules.</summary>
internal static class SarifFormat
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The log's text, with a line end at its end.</summary>
    internal static string Render(LintReport report)
    {
        var rules = report.Linters.Where(l => l.Missing is null).SelectMany(l => l.Rules.Concat(l.Findings.Select(f => f.Rule))).DistinctBy(r => (r.Tool, r.Id)).ToLookup(r => r.Tool);
        // Our own run is always there: without a result it says that all is well.
        var runs = rules.Select(r => r.Key).Prepend(LintRule.Own).Distinct().Select(tool => Run(tool, [.. rules[tool].OrderBy(r => r.Id, StringComparer.Ordinal)], report));
        return JsonSerializer.Serialize(new SarifLog(Schema, "2.1.0", [.. runs]), Options) + "\n";
    }

    private static SarifRun Run(string tool, List<LintRule> rules, LintReport report) => new(
        new(new(tool, tool == LintRule.Own ? Product.SourceUrl : null, [.. rules.Select(Rule)])),
        "utf16CodeUnits",
        [.. report.Findings.Where(f => f.Rule.Tool == tool).Select(f => Result(f, rules.FindIndex(r => r.Id == f.Rule.Id)))]);

    private static SarifRule Rule(LintRule rule) => new(rule.Id, Text(rule.Explanation), Text(rule.Fix), rule.Help, new(Level(rule.Severity)));

    private static SarifResult Result(LintFinding finding, int rule) => new(finding.Rule.Id, rule, Level(finding.Rule.Severity),
        new(finding.Rule.Fix is { } fix ? $"{finding.Message} ({fix})" : finding.Message),
        [new(
            new(new(Uri(finding.File)), finding.Position.Line > 0 ? new(finding.Position.Line, finding.Position.Column > 0 ? finding.Position.Column : null) : null),
            finding.Place is { } place ? [new(place)] : null)]);

    private static SarifText? Text(string? text) => text is null ? null : new(text);

    private static string Level(Severity severity) => LintFinding.Word(severity);

    // Relative where the file is below the folder of the call: code scanning resolves it against the checkout.
    private static string Uri(string path)
    {
        var escaped = string.Join('/', path.Split('/').Select(System.Uri.EscapeDataString));
        return Path.IsPathRooted(path) ? "file://" + (escaped.StartsWith('/') ? "" : "/") + escaped.Replace("%3A", ":", StringComparison.Ordinal) : escaped;
    }
}
