using ArgusAI.Containers.Bake;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>A file that somebody wrote.</summary>
/// <param name="Path">The file, as findings shall name it; a Compose file finds the Dockerfiles it builds from by it.</param>
/// <param name="Bytes">Its content.</param>
public sealed record TextFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Its kind; told by name and text when null.</summary>
    public FileKind? Kind { get; init; }
    /// <summary>The <c>.dockerignore</c> of a Dockerfile's build context; null means that there is none.</summary>
    public DockerIgnore? Ignore { get; init; }
    /// <summary>Whether it is there for the others only, as the Dockerfile of a service is: its own findings are not told.</summary>
    public bool IsAside { get; init; }
}

/// <summary>Reviews files that somebody wrote: what cannot be read, what contradicts itself, and what is not good practice.</summary>
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
    public static IReadOnlyList<Finding> Of(string path, ReadOnlySpan<byte> bytes, FileKind? kind = null) =>
        Of([new TextFile(path, bytes.ToArray()) { Kind = kind }]);

    /// <summary>The findings in files that belong together, file by file, each in the order of its text.</summary>
    /// <exception cref="ArgumentException">One is of no known kind.</exception>
    public static IReadOnlyList<Finding> Of(IReadOnlyList<TextFile> files)
    {
        var review = new Review();
        var read = new List<(TextFile File, string Text, FileKind Kind, IReadOnlyList<SyntaxProblem> Problems)>();
        foreach (var file in files)
        {
            var decoded = Utf8Text.Decode(file.Bytes.Span);
            var text = decoded.Model ?? "";
            var kind = file.Kind ?? FileKind.Of(file.Path, text) ?? throw Expected.Form("file to review", file.Path, string.Join("; ", FileKind.All.Select(k => $"a {k.Name} ({k.Names})")));
            (review, var problems) = decoded.Model is null ? (review, []) : Read(review, file, text, kind);
            read.Add((file, text, kind, [.. decoded.Problems, .. problems]));
        }
        var findings = review.Findings().ToLookup(f => f.File, StringComparer.Ordinal);
        return
        [
            .. from file in read
               where !file.File.IsAside
               let all = file.Problems.Select(p => new Finding(Syntax, file.File.Path, "", p.Position, p.Message)).Concat(findings[file.File.Path]).ToArray()
               from finding in TextWaiver.Apply(file.File.Path, file.Text, file.Kind, all).OrderBy(f => f.Position.Line).ThenBy(f => f.Position.Column).ThenBy(f => f.Policy.Id, StringComparer.Ordinal)
               select finding,
        ];
    }

    static (Review Review, IReadOnlyList<SyntaxProblem> Problems) Read(Review review, TextFile file, string text, FileKind kind)
    {
        var path = file.Path;
        if (kind == FileKind.Dockerfile) return Dockerfile(review, file, text);
        if (kind == FileKind.Nginx)
        {
            var document = NginxDocument.Read(text);
            return With(document, model => review.Of(path, model, NginxConfig.Read(document).Model));
        }
        return kind == FileKind.Compose ? With(ComposeFile.Read(text), model => review.Of(path, model with { IsOverlay = FileKind.IsOverlay(path) }))
            : kind == FileKind.DotEnv ? With(DotEnvFile.Read(text), model => review.Of(path, model))
            : kind == FileKind.Bake ? With(BakeFile.Read(text), model => review.Of(path, model))
            : (review, []);

        (Review, IReadOnlyList<SyntaxProblem>) With<T>(Parsed<T> parsed, Func<T, Review> add) where T : class => (parsed.Model is null ? review : add(parsed.Model), parsed.Problems);
    }

    static (Review Review, IReadOnlyList<SyntaxProblem> Problems) Dockerfile(Review review, TextFile file, string text)
    {
        var document = DockerfileDocument.Read(text);
        var model = Dockerfiles.Dockerfile.Read(document);
        return (document.Model is null ? review : model.Model is null ? review.Of(file.Path, document.Model) : review.Of(file.Path, model.Model, document.Model, file.Ignore), model.Problems);
    }
}
