namespace ArgusAI.Containers;

/// <summary>A generated file.</summary>
/// <param name="Path">Where it goes, relative to the repository root, with forward slashes.</param>
/// <param name="Content">Its text: LF line ends, no byte-order mark, one final newline.</param>
public sealed record Artefact(string Path, string Content)
{
    /// <summary>The file a model is written to.</summary>
    /// <exception cref="ModelException">The model contradicts itself.</exception>
    public static Artefact Of(string path, IArtefactSource model) => new(path, model.Write());
}

/// <summary>A model that has a text form.</summary>
public interface IArtefactSource
{
    /// <summary>The text: LF line ends, no byte-order mark, one final newline, the same bytes on every machine.</summary>
    /// <exception cref="ModelException">The model contradicts itself; every contradiction is listed.</exception>
    string Write();
}
