using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting;

/// <summary>Files that tell something about those to lint: the Dockerfiles that Compose files build, and <c>.dockerignore</c> files.</summary>
internal static class FilesBeside
{
    /// <summary>The Dockerfiles that Compose files build and nobody named; what cannot be read is left out.</summary>
    internal static IReadOnlyList<LintedFile> Built(IReadOnlyList<LintedFile> files, string from)
    {
        var named = files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(f => f.Kind == FileKind.Compose).SelectMany(Dockerfiles).Distinct().Where(path => !named.Contains(path)).Select(path => Read(path, from)).OfType<LintedFile>()];
    }

    /// <summary>What a Dockerfile's context keeps back: the file of its own, else the nearest <c>.dockerignore</c> from its folder up, but not past the
    /// folder that holds <c>.git</c>.</summary>
    internal static DockerIgnore? Ignore(LintedFile file)
    {
        if (file.Kind != FileKind.Dockerfile) return null;
        if (Text(file.Path + ".dockerignore") is { } own) return own;
        for (var folder = Path.GetDirectoryName(file.Path); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Text(Path.Combine(folder, ".dockerignore")) is { } ignore) return ignore;
            else if (Directory.Exists(Path.Combine(folder, ".git")) || File.Exists(Path.Combine(folder, ".git"))) return null;
        return null;

        static DockerIgnore? Text(string path) => File.Exists(path) ? DockerIgnore.Parse(Utf8Text.Decode(File.ReadAllBytes(path)).Model ?? "") : null;
    }

    private static IEnumerable<string> Dockerfiles(LintedFile compose) =>
        from build in (ComposeFile.Read(compose.Text).Model?.Services.Values ?? []).Select(s => s.Build).OfType<Build>()
        where build.DockerfileInline is null
        let context = build.Context.LiteralText
        let dockerfile = build.Dockerfile is null ? "Dockerfile" : build.Dockerfile.LiteralText
        where context is not null && dockerfile is not null && !context.Contains("://", StringComparison.Ordinal)
        select Path.GetFullPath(Path.Combine(Path.GetDirectoryName(compose.Path)!, context, dockerfile));

    private static LintedFile? Read(string path, string from)
    {
        try
        {
            return File.Exists(path) ? new LintedFile(path, LintedFiles.Name(path, from), FileKind.Dockerfile, File.ReadAllBytes(path)) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
