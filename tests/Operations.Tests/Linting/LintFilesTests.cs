using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Linting;

/// <summary>Files of a user's, in process; <see cref="LintCommandTests"/> does it through <c>build.sh</c>.</summary>
public sealed class LintFilesTests : IDisposable
{
    private const string Privileged = "services:\n  web:\n    image: web:1\n    privileged: true\n";

    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task Findings_of_our_rules_and_of_other_linters_stand_together_in_the_order_of_the_files()
    {
        sandbox.File("compose.yml", Privileged);
        sandbox.File("Dockerfile", "FROM debian:trixie-slim\nRUN echo $1\n");
        var workspace = sandbox.Linting(dclint: $$"""console.log(JSON.stringify([{filePath: process.argv.at(-1), messages: [{rule: "a-rule", type: "warning", message: "not so", line: 2, column: 1}]}]))""");
        var error = await Assert.ThrowsAsync<LintException>(() => Lint(workspace).FilesAsync(["."], TestContext.Current.CancellationToken));
        Assert.Equal(1, error.ExitCode);
        var lines = sandbox.Printed.Split('\n');
        int At(string start) => Array.FindIndex(lines, l => l.StartsWith(start, StringComparison.Ordinal));
        Assert.InRange(At("Dockerfile:2:10: warning SC2086: "), 0, At("compose.yml:2:1: warning dclint/a-rule: not so") - 1);
        Assert.True(At("compose.yml:2:1: warning dclint/a-rule: not so") < At("compose.yml:4:5: error compose-privileged: "));
        Assert.Contains(" in 2 files", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_file_ends_well()
    {
        sandbox.File(".env.example", "A=1\n");
        await Lint(sandbox.Linting()).FilesAsync([".env.example"], TestContext.Current.CancellationToken);
        Assert.Contains("0 errors, 0 warnings, 0 notes in 1 file", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Dockerfile_that_a_named_Compose_file_builds_is_looked_at_for_it()
    {
        var compose = sandbox.Linted("compose.yml", "services:\n  web:\n    build: ./web\n  api:\n    build:\n      context: .\n      dockerfile: api/api.Dockerfile\n  far:\n    build: https://example.org/a.git\n  gone:\n    build: ./gone\n");
        sandbox.File("web/Dockerfile", "FROM debian:13\n");
        var named = sandbox.Linted("api/api.Dockerfile", "FROM debian:13\n");
        Assert.Equal(["web/Dockerfile"], FilesBeside.Built([compose, named], sandbox.Folder).Select(f => f.Name));
    }

    [Fact]
    public async Task A_sarif_log_is_written_where_the_caller_says()
    {
        sandbox.File("compose.yml", Privileged);
        await Assert.ThrowsAsync<LintException>(() => Lint(sandbox.Workspace, new() { Format = LintFormat.Sarif, Output = "out/lint.sarif", Linters = LinterChoice.None }).FilesAsync(["compose.yml"], TestContext.Current.CancellationToken));
        var log = await File.ReadAllTextAsync(Path.Combine(sandbox.Folder, "out", "lint.sarif"), TestContext.Current.CancellationToken);
        Assert.Contains("\"uri\": \"compose.yml\"", log, StringComparison.Ordinal);
        Assert.DoesNotContain("compose.yml:4", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_annotation_for_GitHub_is_a_line_of_the_output()
    {
        sandbox.File("compose.yml", Privileged);
        await Assert.ThrowsAsync<LintException>(() => Lint(sandbox.Workspace, new() { Format = LintFormat.GitHub, Linters = LinterChoice.None }).FilesAsync(["compose.yml"], TestContext.Current.CancellationToken));
        Assert.Contains("\n::error file=compose.yml,line=4,col=5,title=compose-privileged::", sandbox.Printed, StringComparison.Ordinal);
    }

    private Lint Lint(Workspace workspace, LintOptions? options = null) =>
        new(workspace, new DockerCli { Executable = Path.Combine(sandbox.Folder, "no-docker") }, sandbox.Console, (options ?? new() { Format = LintFormat.Text }) with { From = sandbox.Folder });

    public void Dispose() => sandbox.Dispose();
}
