namespace ArgusAI.Containers;

/// <summary>A generated file.</summary>
/// <param name="Path">Where it goes, relative to the repository root, with forward slashes.</param>
/// <param name="Content">Its text: LF line ends, no byte-order mark, one final newline.</param>
public sealed record Artefact(string Path, string Content);
