using System.Globalization;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What the image says about itself.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Labels =>
    [
        OfStep("dockerfile-label-key", Severity.Note, "hadolint DL3048, Docker reference (label keys)", "Tools do not find it by another form.",
            "lower-case letters, digits, single dots and dashes, such as org.example.name", step => LabelsOf(step).FirstOrDefault(l => !IsLabelKey(l.Key)) is { Key: { } key } ? $"has the label '{key}'" : null),
        OfStep("dockerfile-label-empty", Severity.Note, "hadolint DL3051", "An empty label says nothing.",
            "give it a value, or remove it", step => LabelsOf(step).FirstOrDefault(l => l.Value.LiteralText is "") is { Key: { } key } ? $"has an empty label '{key}'" : null),
        OfStep("dockerfile-label-value", Severity.Warning, "hadolint DL3052 to DL3056, OCI image specification, annotations", "Tools that read the label cannot use it.",
            "URL, RFC 3339 time, commit, version or SPDX expression, as its name asks for", step => LabelsOf(step).FirstOrDefault(l => l.Value.LiteralText is { Length: > 0 } text && !FitsLabel(l.Key, text)) is { Key: { } key } label ? $"has the label {key}='{label.Value}'" : null),
        Of("dockerfile-no-source-label", Severity.Note, "OCI image specification, annotations; hadolint DL3049", "Who finds the image cannot find its source.",
            "LABEL org.opencontainers.image.source=https://…", f => f.ShippedSteps.SelectMany(LabelsOf).Any(l => l.Key == OciLabels.Source) ? [] : [DockerfileSubject.At(f.Model.Final, "does not say where its source is")]),
    ];

    static IEnumerable<KeyValuePair<string, Template>> LabelsOf(Step step) => step.Instruction is Label label ? label.Labels : [];

    static bool IsLabelKey(string key) => key.Length > 0 && char.IsAsciiLetterLower(key[0]) && char.IsAsciiLetterOrDigit(key[^1]) && !key.Contains("..", StringComparison.Ordinal) && !key.Contains("--", StringComparison.Ordinal)
        && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '/' or '_');

    static bool FitsLabel(string key, string value) => key switch
    {
        OciLabels.Url or OciLabels.Source or OciLabels.Documentation => Uri.TryCreate(value, UriKind.Absolute, out _),
        OciLabels.Created => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _) && value.Length >= 20 && value[10] is 'T' or 't',
        OciLabels.Revision => value.Length is >= 7 and <= 64 && value.All(char.IsAsciiHexDigit),
        OciLabels.Licenses => value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '+' or '(' or ')' or ' ') && (!value.Contains(' ', StringComparison.Ordinal) || value.Contains(" OR ", StringComparison.Ordinal) || value.Contains(" AND ", StringComparison.Ordinal) || value.Contains(" WITH ", StringComparison.Ordinal)),
        _ => true,
    };
}
