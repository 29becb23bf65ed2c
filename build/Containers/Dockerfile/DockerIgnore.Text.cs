using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

public sealed partial record DockerIgnore : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var text = new StringBuilder();
        void Comment(string? comment)
        {
            if (comment is not null) text.AppendJoin('\n', CommentText.Wrap(comment, 100)).Append('\n');
        }

        Comment(Header.Value);
        foreach (var pattern in Patterns)
        {
            Comment(pattern.Why.Value);
            var path = pattern.Path;
            if (path.Length == 0 || path.Trim() != path || path[0] is '#' or '!' || path.Any(char.IsControl))
                throw new ModelException("the .dockerignore", [Expected.Form("ignore pattern", path, "a path that does not begin with '#' or '!', without spaces around it").Message]);
            text.Append(pattern.Allow ? "!" : "").Append(path).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Reads a <c>.dockerignore</c>: every text is one.</summary>
    public static DockerIgnore Parse(string text) => new(text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n')
        .Select((line, i) => (Line: line.StartsWith('#') ? "" : line.Trim(), Number: i + 1))
        .Where(l => l.Line.TrimStart('!').Trim().Length > 0)
        .Select(l => new IgnorePattern(l.Line.TrimStart('!').Trim(), l.Line.StartsWith('!')) { Position = new Position(l.Number, 1) })
        .ToItems());

    /// <summary>Whether a file of the context is kept from the builder.</summary>
    /// <param name="path">Relative to the context, with forward slashes.</param>
    /// <remarks>Source: Docker's build context rules; the last pattern that matches the path or a folder above it decides.</remarks>
    public bool IsIgnored(string path)
    {
        var ignored = false;
        foreach (var pattern in Patterns)
            if (ignored == pattern.Allow && PathPattern.MatchesSelfOrParent(pattern.Path, path))
                ignored = !pattern.Allow;
        return ignored;
    }
}
