using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerIgnoreTests
{
    static readonly DockerIgnore DefaultDeny = DockerIgnore.AllowOnly("src/app", "global.json").Except("**/bin", "**/*.user");

    [Fact]
    public void Everything_is_denied_but_what_is_allowed() => Assert.Equal("""
        # What reaches the builder
        *
        !src/app
        !global.json
        **/bin
        **/*.user

        """, (DefaultDeny with { Header = "What reaches the builder" }).Write());

    [Fact]
    public void What_is_written_is_read_back_the_same() => Assert.Equal(DefaultDeny, DockerIgnore.Parse(DefaultDeny.Write()));

    [Theory]
    [InlineData(".env", true)]
    [InlineData("data/app.db", true)]
    [InlineData("global.json", false)]
    [InlineData("src/app/Program.cs", false)]
    [InlineData("src/other/Program.cs", true)]
    [InlineData("src/app/bin/Debug/app.dll", true)]
    [InlineData("src/app/deep/x.user", true)]
    [InlineData("src/app/binary.cs", false)]
    public void The_last_matching_pattern_decides(string path, bool ignored) => Assert.Equal(ignored, DefaultDeny.IsIgnored(path));

    [Theory]
    [InlineData("**/node_modules", "node_modules/x.js", true)]
    [InlineData("**/node_modules", "a/b/node_modules/x.js", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("*.md", "docs/readme.md", false)]
    [InlineData("/docs/", "docs/readme.md", true)]
    [InlineData("file?.[ab]", "file1.b", true)]
    [InlineData("file?.[ab]", "file10.b", false)]
    [InlineData("a.c", "abc", false)]
    public void A_pattern_matches_as_in_Docker(string pattern, string path, bool ignored) =>
        Assert.Equal(ignored, new DockerIgnore([new(pattern)]).IsIgnored(path));

    [Fact]
    public void A_copied_source_must_exist_and_must_not_be_ignored()
    {
        var file = Dockerfile.For(Stage.From(ImageRef.Parse("debian:trixie-slim"), "a")
            .Copy("src/app/*.cs", "/x/").Copy("src/app", "/y/").Copy(".", "/all/").Copy("missing.txt", "/m").Copy("src/other", "/o/").Copy("*.env", "/e/"));
        var problems = new BuildContext(["src/app/Program.cs", "src/other/x.cs", "global.json", "a.env"], DefaultDeny).Check(file);
        Assert.Equal(
        [
            "stage 'a': 'missing.txt' is not in the build context: expected a file or folder that exists",
            "stage 'a': 'src/other' is ignored by the .dockerignore: expected '!src/other' in it",
            "stage 'a': '*.env' is ignored by the .dockerignore: expected '!*.env' in it",
        ], problems);
    }
}
