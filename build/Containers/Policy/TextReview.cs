using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>Reviews a file that somebody wrote: what cannot be read, what contradicts itself, and what is not good practice.</summary>
public static class TextReview
{
    /// <summary>What cannot be read: it is reported as a finding beside the others.</summary>
    public static Policy Syntax { get; } = new Policy<object>("syntax", Severity.Error, "the format's own rules",
        "What cannot be read is not checked, and most tools refuse the file.", "write the expected form", _ => []);

    /// <summary>The findings in a file, in the order of its text, less those that a comment in it accepts (<see cref="TextWaiver"/>).</summary>
    /// <param name="path">The file, as findings shall name it.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="kind">Its kind; told by name and text when null.</param>
    /// <exception cref="ArgumentException">It is of no known kind.</exception>
    public static IReadOnlyList<Finding> Of(string path, ReadOnlySpan<byte> bytes, FileKind? kind = null)
    {
        var decoded = Utf8Text.Decode(bytes);
        var text = decoded.Model ?? "";
        kind ??= FileKind.Of(path, text) ?? throw Expected.Form("file to review", path, string.Join("; ", FileKind.All.Select(k => $"a {k.Name} ({k.Names})")));
        var problems = decoded.Problems.Select(p => Problem(path, p));
        return decoded.Model is null ? [.. problems] : [.. TextWaiver.Apply(path, text, kind, [.. problems, .. Read(path, text, kind)]).OrderBy(f => f.Position.Line).ThenBy(f => f.Position.Column)];
    }

    static IEnumerable<Finding> Read(string path, string text, FileKind kind) =>
        kind == FileKind.Compose ? Findings(path, ComposeFile.Read(text), (review, file) => review.Of(path, file with { IsOverlay = FileKind.IsOverlay(path) }))
        : kind == FileKind.Dockerfile ? DockerfileFindings(path, text)
        : kind == FileKind.Nginx ? Findings(path, NginxDocument.Read(text), (review, file) => review.Of(path, file, NginxConfig.Read(text).Model))
        : kind == FileKind.DotEnv ? Attempt(path, () => DotEnvFile.Parse(text, path), (review, file) => review.Of(path, file))
        : [];

    static IEnumerable<Finding> DockerfileFindings(string path, string text)
    {
        var (document, model) = (DockerfileDocument.Read(text), Dockerfile.Read(text));
        return
        [
            .. document.Problems.Concat(model.Problems).Distinct().Select(p => Problem(path, p)),
            .. document.Model is null ? [] : (model.Model is null ? new Review().Of(path, document.Model) : new Review().Of(path, model.Model, document.Model)).Findings(),
        ];
    }

    static IEnumerable<Finding> Findings<T>(string path, Parsed<T> parsed, Func<Review, T, Review> review) where T : class =>
        [.. parsed.Problems.Select(p => Problem(path, p)), .. parsed.Model is null ? [] : review(new Review(), parsed.Model).Findings()];

    static IEnumerable<Finding> Attempt<T>(string path, Func<T> read, Func<Review, T, Review> review)
    {
        try
        {
            return review(new Review(), read()).Findings();
        }
        catch (SyntaxException unreadable)
        {
            return unreadable.Problems.Select(p => Problem(path, p));
        }
    }

    static Finding Problem(string path, SyntaxProblem problem) => new(Syntax, path, "", problem.Position, problem.Message);
}
