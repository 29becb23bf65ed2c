using System.Text.Json.Serialization;

namespace ArgusAI.Operations.Linting.Formats;

// The part of SARIF 2.1.0 that a linter needs. Source: OASIS, Static Analysis Results Interchange Format 2.1.0.

internal sealed record SarifLog([property: JsonPropertyName("$schema"), JsonPropertyOrder(-1)] string Schema, string Version, IReadOnlyList<SarifRun> Runs);

internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyList<SarifResult> Results);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string? InformationUri, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(string Id, SarifText? FullDescription, SarifText? Help, string? HelpUri, SarifConfiguration DefaultConfiguration);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifText(string Text);

internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifText Message, IReadOnlyList<SarifLocation> Locations);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation, IReadOnlyList<SarifLogicalLocation>? LogicalLocations);

internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion? Region);

internal sealed record SarifLogicalLocation(string FullyQualifiedName);

internal sealed record SarifArtifact(string Uri);

internal sealed record SarifRegion(int StartLine, int? StartColumn);
