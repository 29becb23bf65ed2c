using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Reviews;

/// <summary>A file of a review.</summary>
/// <param name="File">Its path.</param>
/// <param name="Model">What policies look at, given the other files.</param>
sealed record Reviewed(string File, Func<ReviewedFiles, object> Model)
{
    /// <summary>The format's own rules that it breaks.</summary>
    public IReadOnlyList<(Policy Policy, Breach Breach)> Rules { get; init; } = [];
    /// <summary>Where each path of the model was read.</summary>
    public YamlPositions? Positions { get; init; }
}

/// <summary>The files of a review by path, for policies that need more than one.</summary>
sealed class ReviewedFiles(IEnumerable<Reviewed> subjects)
{
    readonly ILookup<string, Reviewed> _byPath = subjects.ToLookup(s => s.File, StringComparer.Ordinal);

    /// <summary>The Dockerfile a Compose file builds a service from; null when it is not in the review.</summary>
    public DockerfileSubject? DockerfileOf(string composeFile, Build? build)
    {
        if (build?.Context.LiteralText is not { } context || context.Contains("://", StringComparison.Ordinal) || build.DockerfileInline is not null) return null;
        if ((build.Dockerfile is null ? "Dockerfile" : build.Dockerfile.LiteralText) is not { } dockerfile) return null;
        var folder = composeFile.LastIndexOf('/') is var slash && slash < 0 ? "" : composeFile[..slash];
        return _byPath[Join(folder, context, dockerfile)].Select(s => s.Model(this)).OfType<DockerfileSubject>().FirstOrDefault();
    }

    /// <summary>Paths joined, without <c>.</c> and, where it can be, without <c>..</c>.</summary>
    static string Join(params ReadOnlySpan<string> paths)
    {
        var parts = new List<string>();
        var root = "";
        foreach (var path in paths)
        {
            if (path.StartsWith('/')) (root, _) = ("/", parts.RemoveAll(_ => true));
            foreach (var part in path.Split('/'))
                if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
                else if (part is not ("" or ".")) parts.Add(part);
        }
        return root + string.Join('/', parts);
    }
}
