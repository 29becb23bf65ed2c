using ArgusAI.Containers;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>How a build works, besides what it builds.</summary>
public sealed record BuildSettings
{
    /// <summary>In a cache's value: the image's name in the bake file.</summary>
    public const string TargetWord = "{target}";

    /// <summary>The platforms to build for; the engine's own when empty.</summary>
    public IReadOnlyList<Platform> Platforms { get; init; } = [];

    /// <summary>The value of <c>--ca-bundle</c>; null for the default.</summary>
    public string? CaBundle { get; init; }

    /// <summary>The Buildx builder; null for the engine in use.</summary>
    public string? Builder { get; init; }

    /// <summary>Caches to read, as Buildx writes them: <c>type=registry,ref=HOST/cache:{target}</c>.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Caches to write; each image needs one of its own.</summary>
    public IReadOnlyList<string> CacheTo { get; init; } = [];

    /// <summary>The platforms that a command line names.</summary>
    /// <param name="words">Such as <c>linux/arm64</c>.</param>
    /// <param name="supported">Those the images can be built for.</param>
    /// <exception cref="OperationException">One is unknown, or named twice.</exception>
    public static IReadOnlyList<Platform> ReadPlatforms(IReadOnlyList<string> words, IReadOnlyList<Platform> supported)
    {
        var unknown = words.FirstOrDefault(w => !supported.Any(p => p.Value == w));
        if (unknown is not null) throw new OperationException($"--platform {unknown}: the images cannot be built for that", $"name one or more of {string.Join(" ", supported)}, with a blank between");
        return words.Distinct().Count() == words.Count
            ? [.. words.Select(w => supported.First(p => p.Value == w))]
            : throw new OperationException($"--platform {string.Join(' ', words)}: a platform is named twice", "name each one once");
    }

    /// <summary>What <c>docker buildx bake</c> is told, without the output.</summary>
    /// <param name="docker">The command line.</param>
    /// <param name="workspace">The clone and the cache.</param>
    /// <param name="console">Told of what takes long.</param>
    /// <param name="source">Where the images from outside come from.</param>
    /// <param name="targets">The images that are built.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">Two images would write the same cache, or the bundle of authorities is not there.</exception>
    internal async Task<IReadOnlyList<string>> ArgumentsAsync(DockerCli docker, Workspace workspace, IAnsiConsole console, BaseImageSource source, IReadOnlyList<string> targets, CancellationToken cancellation)
    {
        // Another builder does not see this engine's images.
        var contexts = Builder is not null && source.StandIns ? await StandInLayouts.ArgumentsAsync(docker, workspace, console, targets, cancellation) : [];
        return [.. Arguments(Images.CaBundle.Resolve(CaBundle), targets), .. contexts];
    }

    internal IReadOnlyList<string> Arguments(string? certificates, IReadOnlyList<string> targets)
    {
        // Written by both at once, the last one's list of layers would be all that is left. Inline caches lie in the images.
        if (targets.Count > 1 && CacheTo.FirstOrDefault(c => !c.Contains(TargetWord, StringComparison.Ordinal) && !c.Contains("type=inline", StringComparison.Ordinal)) is { } shared)
            throw new OperationException($"--cache-to '{shared}' is one place for {targets.Count} images", $"put {TargetWord} into it, such as type=registry,ref=HOST/argusai-cache:{TargetWord} or type=local,dest=FOLDER/{TargetWord}");
        return
        [
            .. Platforms.Count == 0 ? (string[])[] : ["--set", $"*.platform={string.Join(',', Platforms)}"],
            .. certificates is null ? (string[])[] : ["--set", $"*.secrets=id={Images.CaBundle.SecretId},src={certificates}"],
            .. CacheFrom.SelectMany(value => Set("cache-from", value, targets)),
            .. CacheTo.SelectMany(value => Set("cache-to", value, targets)),
        ];
    }

    private static IEnumerable<string> Set(string field, string value, IReadOnlyList<string> targets) =>
        (value.Contains(TargetWord, StringComparison.Ordinal) ? targets : ["*"]).SelectMany(t => new[] { "--set", $"{t}.{field}={value.Replace(TargetWord, t, StringComparison.Ordinal)}" });
}
