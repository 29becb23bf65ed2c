using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;
using ArgusAI.Contract;

namespace ArgusAI.Operations.Linting;

/// <summary>A rule of ours or of another linter.</summary>
/// <param name="Tool">Whose it is: <c>argus-lint</c>, <c>hadolint</c>, <c>shellcheck</c>, …</param>
/// <param name="Id">Its id, such as <c>compose-privileged</c> or <c>SC2086</c>.</param>
/// <param name="Severity">How bad a breach is.</param>
public sealed record LintRule(string Tool, string Id, Severity Severity)
{
    /// <summary>The name of our own rules' tool.</summary>
    public const string Own = "argus-lint";

    /// <summary>Why it matters.</summary>
    public string? Explanation { get; init; }

    /// <summary>What to do.</summary>
    public string? Fix { get; init; }

    /// <summary>Where it is explained.</summary>
    public string? Help { get; init; }

    /// <summary>One of our policies.</summary>
    public static LintRule Of(Policy policy) => new(Own, policy.Id, policy.Severity)
    {
        Explanation = $"{policy.Explanation} Source: {policy.Source}.",
        Fix = policy.Fix,
        Help = $"{Product.SourceUrl}/blob/main/docs/policies.md#{policy.Id}",
    };
}

/// <summary>A breach of a rule at a place.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">The file: relative to where the command was called where it is below, else absolute; forward slashes.</param>
/// <param name="Position">The place; 0:0 is the file as a whole, column 0 the line as a whole.</param>
/// <param name="Message">What is wrong.</param>
public sealed record LintFinding(LintRule Rule, string File, Position Position, string Message)
{
    /// <summary>Where in the model, for a finding that has no place in a text.</summary>
    public string? Place { get; init; }

    /// <summary>A finding of our own.</summary>
    public static LintFinding Of(Finding finding) => new(LintRule.Of(finding.Policy), finding.File, finding.Position, finding.Message) { Place = finding.Place is "" ? null : finding.Place };

    /// <summary>Compiler style: <c>file:line:column: severity id: message (fix)</c>.</summary>
    public override string ToString()
    {
        var where = Position.Line > 0 ? $"{File}:{Position.Line}:{Math.Max(1, Position.Column)}" : Place is null ? File : $"{File}: {Place}";
        return $"{where}: {Word(Rule.Severity)} {Rule.Id}: {OneLine(Message)}{(Rule.Fix is { } fix ? $" ({fix})" : "")}";
    }

    internal static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>What one linter said.</summary>
/// <param name="Name">The linter and what it looked at.</param>
/// <param name="Missing">How to get it, when this machine has none; null when it ran.</param>
/// <param name="Findings">What it found; empty when all is well.</param>
public sealed record LinterResult(string Name, string? Missing, IReadOnlyList<LintFinding> Findings)
{
    /// <summary>The rules it looked for, where it says them.</summary>
    public IReadOnlyList<LintRule> Rules { get; init; } = [];

    internal static LinterResult NotFound(string name, string source) => new(name, source, []);
}
