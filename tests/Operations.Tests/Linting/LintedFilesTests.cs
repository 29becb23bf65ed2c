using ArgusAI.Operations.Linting;

namespace ArgusAI.Operations.Tests.Linting;

public sealed class LintedFilesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_folder_gives_its_files_of_known_kinds_by_name_and_by_text()
    {
        foreach (var (name, text) in new[]
        {
            ("Dockerfile", "FROM scratch\n"), ("web/api.Dockerfile", "FROM scratch\n"), ("stack.yml", "services: {}\n"), ("values.yml", "a: 1\n"),
            ("conf.d/site.conf", "server {\n}\n"), ("redis.conf", "appendonly yes\n"), ("README.md", "services:\n"), (".env.example", "A=1\n"), ("docker-bake.json", "{}\n"), (".dockerignore", "*\n"),
        })
            sandbox.File(name, text);
        Assert.Equal([".env.example", "Dockerfile", "docker-bake.json", "stack.yml", "conf.d/site.conf", "web/api.Dockerfile"], Names("."));
    }

    [Theory]
    [InlineData("node_modules")]
    [InlineData(".git")]
    [InlineData("bin")]
    [InlineData("obj")]
    public void What_others_wrote_and_what_builds_make_is_skipped_unless_it_is_named(string folder)
    {
        sandbox.File("Dockerfile", "FROM scratch\n");
        sandbox.File($"a/{folder}/b/Dockerfile", "FROM scratch\n");
        Assert.Equal(["Dockerfile"], Names("."));
        Assert.Equal([$"a/{folder}/b/Dockerfile"], Names($"a/{folder}"));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        using var outside = new Sandbox();
        outside.File("Dockerfile", "FROM scratch\n");
        sandbox.File("compose.yml", "services: {}\n");
        Directory.CreateSymbolicLink(Path.Combine(sandbox.Folder, "out"), outside.Folder);
        Directory.CreateSymbolicLink(Path.Combine(sandbox.Folder, "round"), sandbox.Folder);
        File.CreateSymbolicLink(Path.Combine(sandbox.Folder, "Dockerfile"), Path.Combine(outside.Folder, "Dockerfile"));
        Assert.Equal(["compose.yml"], Names("."));
    }

    [Fact]
    public void A_file_is_linted_once_however_often_it_is_named()
    {
        sandbox.File("a/Dockerfile", "FROM scratch\n");
        Assert.Equal(["a/Dockerfile"], Names("a/Dockerfile", "a", "."));
    }

    [Fact]
    public void Files_beside_the_folder_of_the_call_are_named_in_full()
    {
        var path = sandbox.File("a/Dockerfile", "FROM scratch\n");
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "b"));
        Assert.Equal(path, Assert.Single(LintedFiles.Find(["../a"], Path.Combine(sandbox.Folder, "b"))).Name);
    }

    [Theory]
    [InlineData("missing", "'missing' does not exist in ")]
    [InlineData("notes.txt", "'notes.txt' is of no known kind")]
    [InlineData("values.yml", "'values.yml' is of no known kind")]
    [InlineData("empty", "'empty' holds no file of a known kind (node_modules, .git, bin, obj and links are skipped)")]
    public void A_path_with_nothing_to_lint_is_a_usage_error_that_says_what_there_could_be(string path, string message)
    {
        sandbox.File("notes.txt", "hello\n");
        sandbox.File("values.yml", "a: 1\n");
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "empty"));
        var error = Assert.Throws<LintException>(() => LintedFiles.Find([path], sandbox.Folder));
        Assert.Equal(2, error.ExitCode);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path == "missing" ? "--files PATH" : "nginx configuration: nginx.conf", error.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Names(params string[] paths) => LintedFiles.Find(paths, sandbox.Folder).Select(f => f.Name);

    public void Dispose() => sandbox.Dispose();
}
