using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Tests.Linting;

/// <summary><c>./build.sh Lint --files</c> as a user calls it: from another folder, on files with defects.</summary>
public sealed class LintCommandTests : IDisposable
{
    private static readonly string Script = Workspace.Find(AppContext.BaseDirectory)["build.sh"];

    private readonly Sandbox sandbox = new();

    public LintCommandTests()
    {
        sandbox.File("shop/compose.yml", "services:\n  web:\n    image: web:1\n    privileged: true\n    no_such_key: 1\n");
        sandbox.File("shop/Dockerfile", "FROM debian:latest\nRUN cd $1\n");
        sandbox.File("shop/nginx/site.conf", "server {\n    listen 443 ssl;\n    ssl_protocols TLSv1 TLSv1.2;\n}\n");
    }

    [Fact]
    public async Task Findings_are_lines_with_places_relative_to_the_folder_of_the_call_and_the_exit_code_is_1()
    {
        var run = await LintAsync("--files shop");
        Assert.Equal(1, run.ExitCode);
        foreach (var line in (string[])
        [
            "shop/compose.yml:4:5: error compose-privileged: ",
            "shop/compose.yml:5:5: error syntax: ",
            "shop/Dockerfile:1:1: warning dockerfile-latest: ",
            "shop/Dockerfile:2:8: warning SC2086: ",
            "shop/nginx/site.conf:3:5: error nginx-old-tls: ",
        ])
            Assert.Contains("\n" + line, run.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("\nnot found: ", run.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_mend_is_0_and_nothing_to_lint_is_2()
    {
        sandbox.File("clean/.env.example", "A=1\n");
        Assert.Equal(0, (await LintAsync("--files clean")).ExitCode);
        // A warning below what fails the run.
        sandbox.File("mild/compose.yml", "services:\n  web:\n    image: web:1\n");
        Assert.Equal(1, (await LintAsync("--files mild --linters none")).ExitCode);
        Assert.Equal(0, (await LintAsync("--files mild --linters none --fail-on error")).ExitCode);
        var missing = await LintAsync("--files nowhere");
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("'nowhere' does not exist in ", missing.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sarif_log_has_the_standard_output_for_itself()
    {
        var run = await LintAsync("--files shop --format sarif --linters none");
        Assert.Equal(1, run.ExitCode);
        using var log = JsonDocument.Parse(run.StandardOutput);
        Assert.Equal("2.1.0", log.RootElement.GetProperty("version").GetString());
        Assert.Contains("NUKE", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_GitHub_findings_are_annotations_unless_a_format_is_given()
    {
        var github = new Dictionary<string, string?> { ["GITHUB_ACTIONS"] = "true" };
        Assert.Contains("\n::error file=shop/compose.yml,line=4,col=5,title=compose-privileged::", (await LintAsync("--files shop --linters none", github)).StandardOutput, StringComparison.Ordinal);
        Assert.Contains("\nshop/compose.yml:4:5: error compose-privileged: ", (await LintAsync("--files shop --linters none --format text", github)).StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hadolint_on_the_PATH_is_asked_and_its_findings_stand_beside_ours()
    {
        sandbox.Program("hadolint", """
            for file; do :; done
            echo "[{\"code\":\"DL3059\",\"column\":1,\"file\":\"$file\",\"level\":\"info\",\"line\":2,\"message\":\"Multiple consecutive RUN instructions\"}]"
            exit 1
            """);
        var path = new Dictionary<string, string?> { ["PATH"] = $"{sandbox.Folder}/bin:{Environment.GetEnvironmentVariable("PATH")}" };
        var run = await LintAsync("--files shop/Dockerfile", path);
        Assert.Contains("\nshop/Dockerfile:2:1: note DL3059: Multiple consecutive RUN instructions", run.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("\nhadolint (1 Dockerfiles): 1 finding(s)", run.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_tells_the_options_and_the_exit_codes()
    {
        var help = (await LintAsync("--help")).StandardOutput;
        foreach (var option in (string[])["--files", "--format", "--output", "--fail-on", "--linters"]) Assert.Contains($"\n  {option} ", help, StringComparison.Ordinal);
        Assert.Contains("Exit code 0: nothing to mend, 1: findings, 2: nothing to lint.", help, StringComparison.Ordinal);
    }

    private async Task<BufferedCommandResult> LintAsync(string words, IReadOnlyDictionary<string, string?>? variables = null) =>
        await Cli.Wrap("/bin/bash").WithArguments([Script, "Lint", .. words.Split(' ')]).WithWorkingDirectory(sandbox.Folder)
            .WithEnvironmentVariables(new Dictionary<string, string?>(variables ?? new Dictionary<string, string?>()) { ["NUKE_ENGINE"] = "offline" })
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    public void Dispose() => sandbox.Dispose();
}
