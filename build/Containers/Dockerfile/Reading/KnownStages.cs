using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The stages a line can refer to.</summary>
sealed class KnownStages
{
    readonly HashSet<string> _names;
    readonly Dictionary<string, Stage> _byName = new(StringComparer.Ordinal);
    readonly List<Stage?> _byIndex = [];
    readonly List<Stage> _written = [];
    int _next;

    public KnownStages(DockerfileDocument document) => _names = document.Instructions.Where(i => i.As is not null)
        .Select(i => i.Words[2].Text.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    /// <summary>The stages read so far, in the text's order.</summary>
    public IReadOnlyList<Stage> Written => _written;

    /// <summary>The next stage; null when it could not be read.</summary>
    public void Add(Stage? stage)
    {
        _byIndex.Add(stage);
        if (stage is null) return;
        _byName[stage.Name] = stage;
        _written.Add(stage);
    }

    /// <summary>A name for a stage without one: <c>stage-0</c> for the first, and so on, past those the text uses.</summary>
    public string Unnamed()
    {
        _next = Math.Max(_next, _byIndex.Count);
        string name;
        do name = string.Create(CultureInfo.InvariantCulture, $"stage-{_next++}");
        while (!_names.Add(name));
        return name;
    }

    /// <summary>The stage of exactly that name, as FROM looks for it.</summary>
    public Stage? Exactly(string name) => _byName.GetValueOrDefault(name);

    /// <summary>What <c>from=</c> names: a stage in any casing, else an image.</summary>
    /// <exception cref="ArgumentException">A stage that stands later, or no image.</exception>
    public CopySource Source(string name)
    {
        var lower = name.ToLowerInvariant();
        if (_byName.TryGetValue(lower, out var stage)) return new CopySource.FromStage(stage);
        return _names.Contains(lower)
            ? throw Expected.Form("source", name, "a stage that stands before this one and could be read")
            : new CopySource.FromImage(ImageRef.Parse(name));
    }

    /// <summary>A stage by its number from 0.</summary>
    /// <exception cref="ArgumentException">There is none before this one.</exception>
    public CopySource Numbered(int index) => index >= 0 && index < _byIndex.Count && _byIndex[index] is { } stage
        ? new CopySource.FromStage(stage)
        : throw Expected.Form("source", index.ToString(CultureInfo.InvariantCulture), "the number of a stage that stands before this one, from 0");
}
