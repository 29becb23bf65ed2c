using System.Text.RegularExpressions;
using ArgusAI.Containers.Compose;

namespace ArgusAI.Stack.Tests.Decisions;

/// <summary>A set of deployment files, ours or the epic's, as their readers see them.</summary>
public sealed partial record Delivery
{
    public required ComposeFile Compose { get; init; }
    public required string ComposeText { get; init; }
    public ComposeFile? Secrets { get; init; }
    public IReadOnlyList<ComposeFile> Overlays { get; init; } = [];
    public required string Backend { get; init; }
    public required string Frontend { get; init; }
    public required string Nginx { get; init; }
    public IReadOnlyList<Containers.Dockerfiles.DockerIgnore> IgnoreFiles { get; init; } = [];

    public IEnumerable<string> Dockerfiles => [Backend, Frontend];

    /// <summary>What is in the repository.</summary>
    public static Delivery Ours { get; } = new()
    {
        ComposeText = Repository.Read(StackFiles.Compose),
        Compose = ComposeFile.Parse(Repository.Read(StackFiles.Compose)),
        Secrets = ComposeFile.Parse(Repository.Read(StackFiles.ComposeSecrets)),
        Overlays = [.. new[] { StackFiles.UsbOverlay, StackFiles.BackendTlsOverlay, StackFiles.AirgapOverlay }.Select(path => ComposeFile.Parse(Repository.Read(path), path))],
        Backend = Repository.Read(StackFiles.BackendDockerfile),
        Frontend = Repository.Read(StackFiles.FrontendDockerfile),
        Nginx = Repository.Read(StackFiles.Nginx),
        IgnoreFiles = [.. new[] { StackFiles.BackendDockerfile, StackFiles.FrontendDockerfile }.Select(path => Containers.Dockerfiles.DockerIgnore.Parse(Repository.Read(StackFiles.IgnoreFile(path))))],
    };

    /// <summary>The epic's files, as written.</summary>
    public static Delivery Epic { get; } = new()
    {
        ComposeText = Resource("docker-compose.yml"),
        Compose = ComposeFile.Read(Resource("docker-compose.yml")).Model!,
        Backend = Resource("backend.Dockerfile"),
        Frontend = Resource("frontend.Dockerfile"),
        Nginx = Resource("nginx.conf"),
    };

    /// <summary>The Dockerfile's instructions, one a line: comments away, continued lines and heredocs joined.</summary>
    public static IReadOnlyList<string> Instructions(string dockerfile)
    {
        var joined = Heredoc().Replace(Continued().Replace(Comment().Replace(dockerfile, ""), " "), m => m.Groups["text"].Value.Replace("\n", "; ", StringComparison.Ordinal));
        return [.. joined.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    /// <summary>The instructions after the last FROM.</summary>
    public static IReadOnlyList<string> FinalStage(string dockerfile)
    {
        var all = Instructions(dockerfile);
        return [.. all.Skip(all.ToList().FindLastIndex(line => line.StartsWith("FROM ", StringComparison.Ordinal)))];
    }

    /// <summary>nginx's location blocks: path and content. None of them holds a block of its own.</summary>
    public IEnumerable<(string Path, string Content)> Locations =>
        Location().Matches(Comment().Replace(Nginx, "")).Select(m => (m.Groups["path"].Value.Trim(), m.Groups["content"].Value));

    /// <summary>The locations that pass requests on.</summary>
    public IEnumerable<(string Path, string Content)> Proxied => Locations.Where(l => l.Content.Contains("proxy_pass", StringComparison.Ordinal));

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Delivery).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"no resource {name}"));
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\s*#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\\s*\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"<<'EOF'\n(?<text>.*?)\nEOF$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Heredoc();

    [GeneratedRegex(@"location\s+(?<path>[^{]+)\{(?<content>[^}]*)\}")]
    private static partial Regex Location();
}

/// <summary>A decision of <c>decisions.md</c> as a check.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="Says">What it asks for.</param>
/// <param name="Problem">What is wrong with a delivery, or null.</param>
public sealed record Decision(string Id, string Says, Func<Delivery, string?> Problem);
