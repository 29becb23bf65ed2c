using System.Text.Json;

namespace ArgusAI.Operations.Images;

/// <summary>How a build works, besides what it builds.</summary>
public sealed record BuildSettings
{
    /// <summary>In a cache's value: the image's name in the bake file.</summary>
    public const string TargetWord = "{target}";

    /// <summary>The value of <c>--ca-bundle</c>; null for the default.</summary>
    public string? CaBundle { get; init; }

    /// <summary>The Buildx builder; null for the engine in use.</summary>
    public string? Builder { get; init; }

    /// <summary>Caches to read, as Buildx writes them: <c>type=registry,ref=HOST/cache:{target}</c>.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Caches to write; each image needs one of its own.</summary>
    public IReadOnlyList<string> CacheTo { get; init; } = [];

    /// <summary>What <c>docker buildx bake</c> is told.</summary>
    /// <param name="targets">The images that are built.</param>
    /// <exception cref="OperationException">Two images would write the same cache.</exception>
    internal IEnumerable<string> Arguments(IReadOnlyList<string> targets)
    {
        // Written by both at once, the last one's list of layers would be all that is left. Inline caches lie in the images.
        if (targets.Count > 1 && CacheTo.FirstOrDefault(c => !c.Contains(TargetWord, StringComparison.Ordinal) && !c.Contains("type=inline", StringComparison.Ordinal)) is { } shared)
            throw new OperationException($"--cache-to '{shared}' is one place for {targets.Count} images", $"put {TargetWord} into it, such as type=registry,ref=HOST/argusai-cache:{TargetWord} or type=local,dest=FOLDER/{TargetWord}");
        return
        [
            .. Builder is null ? (string[])[] : ["--builder", Builder],
            .. CacheFrom.SelectMany(value => Set("cache-from", value, targets)),
            .. CacheTo.SelectMany(value => Set("cache-to", value, targets)),
        ];
    }

    /// <summary>The images that a bake file builds when none is named.</summary>
    /// <param name="bakeFile">Its path.</param>
    internal static IReadOnlyList<string> DefaultTargets(string bakeFile)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(bakeFile));
        return [.. document.RootElement.GetProperty("group").GetProperty("default").GetProperty("targets").EnumerateArray().Select(t => t.GetString()!)];
    }

    private static IEnumerable<string> Set(string field, string value, IReadOnlyList<string> targets) =>
        (value.Contains(TargetWord, StringComparison.Ordinal) ? targets : ["*"]).SelectMany(t => new[] { "--set", $"{t}.{field}={value.Replace(TargetWord, t, StringComparison.Ordinal)}" });
}
