using System.Text.RegularExpressions;

namespace ArgusAI.Stack.Tests;

/// <summary>Nothing that builds, pulls or runs an image from outside names it past <c>deploy/images.yml</c> (D19).</summary>
public sealed partial class EscapedImagesTests
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "node_modules", ".next", "artifacts", "data", "temp", "TestResults"];

    // These start no engine: an image's name in them is text about images. Documentation is for people.
    private static readonly string[] TextOnly = ["build/Containers/", "tests/Containers.Tests/", "tests/Stack.Tests/", "tests/Operations.Tests/", "tests/Engine.Tests/", "docs/"];

    // Where ours go; the second one stands in help texts for a user's own place.
    private static readonly string[] OurPlaces = [Contract.Product.ImageNamespace, "ghcr.io/me"];

    private static readonly string[] Written = [OutsideImages.Path, .. ArgusStack.Render(Repository.Inputs).Select(a => a.Path)];

    [Fact]
    public void No_file_of_the_repository_names_one()
    {
        var files = Files(new DirectoryInfo(Repository.Root)).Except(Written).Where(f => !TextOnly.Any(t => f.StartsWith(t, StringComparison.Ordinal)) && !f.EndsWith(".md", StringComparison.Ordinal)).ToList();
        // Those that would be the first to do it are among them.
        Assert.Superset(new HashSet<string>([".ci/run", "build.sh", "deploy/templates/base-images/node.Dockerfile", "tests/Smoke/Camera/Dockerfile", "tests/Smoke/Fixture/StackImages.cs"]), files.ToHashSet());
        Assert.Empty(files.SelectMany(f => Escapes(f, Repository.Read(f)).Select(e => $"{f}: {e}")));
    }

    [Theory]
    [InlineData("run.sh", "docker run --rm nginx:1.27 true", "nginx:1.27")]
    [InlineData("a.cs", "Image = \"debian:trixie-slim\";", "debian:trixie-slim")]
    [InlineData("a.cs", "Image = \"argusai.local/base/node:20\";", "argusai.local/base/node:20")]
    [InlineData("a.yml", "    image: quay.io/some/thing@sha256:00", "quay.io/some/thing@sha256:00")]
    [InlineData("a.yml", "    image: docker.io/library/alpine", "docker.io/library/alpine")]
    [InlineData("a.cs", "Image = \"ghcr.io/mean/thing:1\";", "ghcr.io/mean/thing:1")]
    [InlineData("x/Dockerfile", "FROM --platform=$BUILDPLATFORM fedora AS a", "fedora")]
    [InlineData("x/Dockerfile", "COPY --from=composer /usr/bin/composer /usr/bin/", "composer")]
    [InlineData("x/Dockerfile", "# syntax=docker/dockerfile:1", "docker/dockerfile:1")]
    public void A_name_that_escapes_is_found(string file, string line, string name) => Assert.Equal([name], Escapes(file, line + "\n"));

    [Theory]
    [InlineData("a.mjs", "import fs from 'node:fs'; // node:20")]
    [InlineData("a.cs", "/// stands for node:20-alpine")]
    [InlineData("a.cs", "Tags = \"ghcr.io/project-argusai/argusai-backend:0.1.0\";")]
    [InlineData("a.cs", "Fix = \"such as --registry ghcr.io/me, which gives ghcr.io/me/argusai-backend\";")]
    [InlineData("a.cs", "string[] packages = [\"docker.io\", \"docker-cli\"];")]
    [InlineData("deploy/templates/base-images/x.Dockerfile", "FROM debian AS root\nFROM root\nCOPY --from=root / /\nCOPY --from=node a /\nFROM scratch")]
    [InlineData("x/Dockerfile", "ARG BASE\nFROM ${BASE}\n")]
    public void What_is_no_image_from_outside_is_not(string file, string text) => Assert.Empty(Escapes(file, text));

    private static IEnumerable<string> Escapes(string file, string text)
    {
        bool dockerfile = Path.GetFileName(file).Contains("Dockerfile", StringComparison.Ordinal);
        if (dockerfile && SyntaxLine().Match(text) is { Success: true } syntax) yield return syntax.Groups[1].Value;
        // Stages, and the build contexts that StandIns hands over.
        var known = Stages().Matches(text).Select(m => m.Groups[1].Value).Append("scratch").ToHashSet();
        if (file.StartsWith("deploy/templates/base-images/", StringComparison.Ordinal)) known.UnionWith(["debian", "node", "sdk"]);
        foreach (var line in text.Split('\n').Select(l => Comment().Replace(l, "")))
        {
            foreach (Match match in Name().Matches(line))
                if (!OurPlaces.Any(place => $"{match.Value}/".StartsWith($"{place}/", StringComparison.Ordinal))) yield return match.Value;
            if (dockerfile && From().Match(line) is { Success: true } from && !known.Contains(from.Groups[1].Value) && !from.Groups[1].Value.StartsWith('$') && !Name().IsMatch(from.Groups[1].Value))
                yield return from.Groups[1].Value;
        }
    }

    private static IEnumerable<string> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.LinkTarget is null && f.Length < 2_000_000 && f.Name is not ".env").Select(f => Path.GetRelativePath(Repository.Root, f.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(d => d.LinkTarget is null && !NotOurs.Contains(d.Name)).SelectMany(Files));

    // A host that is known as a registry, a stand-in's name, or a well-known image with a tag that looks like a version.
    [GeneratedRegex(@"(?<![\w./-])(?:(?:docker\.io|mcr\.microsoft\.com|ghcr\.io|quay\.io|gcr\.io|registry\.k8s\.io|public\.ecr\.aws|argusai\.local/base)/[\w./-]+(?:[:@][\w.:-]+)?"
        + @"|(?:debian|ubuntu|alpine|busybox|node|python|nginx|postgres|redis|registry|dotnet/\w+):(?:\d|v\d|latest|stable|mainline|alpine|slim|trixie|bookworm|noble|jammy)[\w.-]*(?:@sha256:\w+)?)")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:^|\s)(?:#|//+|\*).*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(?:FROM\s+(?:--\S+\s+)*|COPY\s+(?:--\S+\s+)*--from=)(\S+)")]
    private static partial Regex From();

    [GeneratedRegex(@"(?m)^\s*FROM\s.*\sAS\s+(\S+)")]
    private static partial Regex Stages();

    [GeneratedRegex(@"(?m)\A\s*#\s*syntax\s*=\s*(\S+)")]
    private static partial Regex SyntaxLine();
}
