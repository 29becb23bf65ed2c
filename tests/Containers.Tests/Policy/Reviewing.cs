using ArgusAI.Containers.Bake;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Reviews of small texts.</summary>
static class Reviewing
{
    /// <summary>A Dockerfile; without FROM it begins with Debian. What follows a line <c>--- .dockerignore</c> is that file.</summary>
    public static IReadOnlyList<Finding> OfDockerfile(string text)
    {
        var parts = text.Split("\n--- .dockerignore\n");
        var file = parts[0].Contains("FROM ", StringComparison.OrdinalIgnoreCase) ? parts[0] : "FROM debian:trixie-slim\n" + parts[0];
        var document = DockerfileDocument.Parse(file);
        var model = Dockerfile.Read(file).Model;
        var ignore = parts.Length > 1 ? DockerIgnore.Parse(parts[1]) : null;
        return (model is null ? new Review().Of("Dockerfile", document) : new Review().Of("Dockerfile", model, document, ignore)).Findings();
    }

    /// <summary>A Compose file; lines without <c>services:</c> are those of a service <c>a</c> with an image.</summary>
    public static IReadOnlyList<Finding> OfCompose(string text) => new Review().Of("compose.yml", ComposeFile.Parse(Whole(text))).Findings();

    /// <summary>The Compose file that <see cref="OfCompose"/> makes of a text.</summary>
    public static string Whole(string text)
    {
        if (text.Contains("services:", StringComparison.Ordinal)) return text;
        var image = text.Split('\n').Any(l => l.StartsWith("image:", StringComparison.Ordinal)) ? "" : "    image: owner/app:1.0\n";
        return $"services:\n  a:\n{image}{string.Concat(text.Split('\n').Select(line => $"    {line}\n"))}";
    }

    /// <summary>A piece of an nginx configuration.</summary>
    public static IReadOnlyList<Finding> OfNginx(string text) => new Review().Of("nginx.conf", NginxDocument.Parse(text)).Findings();

    /// <summary>A dotenv file; a first line <c># file: NAME</c> gives it another name.</summary>
    public static IReadOnlyList<Finding> OfDotEnv(string text) =>
        new Review().Of(text.StartsWith("# file: ", StringComparison.Ordinal) ? text.Split('\n')[0][8..] : ".env", DotEnvFile.Parse(text)).Findings();

    /// <summary>A bake file with one target.</summary>
    public static IReadOnlyList<Finding> OfBake(BakeTarget target) =>
        new Review().Of("docker-bake.json", new BakeFile { Targets = new() { ["a"] = target } }).Findings();

    /// <summary>The clone the tests were built in.</summary>
    public static string Repository
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) return folder.FullName;
            throw new DirectoryNotFoundException($"there is no ArgusAI.sln above {AppContext.BaseDirectory}");
        }
    }

    /// <summary>The ids, each once, sorted.</summary>
    public static string[] Ids(this IEnumerable<Finding> findings) => [.. findings.Select(f => f.Policy.Id).Distinct().Order(StringComparer.Ordinal)];
}
