using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Linting.Linters;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Linting.Linters;

/// <summary>Linters that print what the real ones document, where a machine may lack the real ones.</summary>
public sealed class FakeLintersTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task What_hadolint_says_keeps_its_code_level_and_line()
    {
        var file = sandbox.Linted("my app/Dockerfile", "FROM debian\n");
        string? asked = null;
        var result = await new Hadolint(arguments =>
        {
            asked = arguments;
            return $$"""[{"code":"DL3006","column":1,"file":"{{file.Path}}","level":"warning","line":1,"message":"Always tag the version of an image explicitly"},{"code":"SC2086","column":1,"file":"{{file.Path}}","level":"info","line":4,"message":"Double quote"}]""";
        }).RunAsync([file]);
        Assert.Equal($"--no-color --format json \"{file.Path}\"", asked);
        Assert.Equal(
        [
            "my app/Dockerfile:1:1: warning DL3006: Always tag the version of an image explicitly",
            "my app/Dockerfile:4:1: note SC2086: Double quote",
        ], result.Findings.Select(f => f.ToString()));
        Assert.Equal(["https://github.com/hadolint/hadolint/wiki/DL3006", "https://www.shellcheck.net/wiki/SC2086"], result.Findings.Select(f => f.Rule.Help));
    }

    [Fact]
    public async Task A_linter_that_prints_something_else_is_an_error_with_its_words()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => new Hadolint(_ => "Segmentation fault").RunAsync([sandbox.Linted("Dockerfile", "FROM a\n")]));
        Assert.Contains("hadolint did not print what it should:\nSegmentation fault", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Dockers_checks_say_keeps_its_rule_and_line()
    {
        var result = await ChecksAsync("0.16.0", """
            echo '{"warnings":[{"ruleName":"JSONArgsRecommended","description":"JSON arguments recommended","url":"https://docs.docker.com/go/x/","detail":"JSON arguments recommended for CMD","location":{"ranges":[{"start":{"line":2},"end":{"line":2}}]}}],"sources":[]}'; exit 1
            """);
        var finding = Assert.Single(result.Findings);
        Assert.Equal("Dockerfile:2:1: warning docker/JSONArgsRecommended: JSON arguments recommended for CMD", finding.ToString());
        Assert.Equal("https://docs.docker.com/go/x/", finding.Rule.Help);
        Assert.Contains($"buildx build --call check,format=json --file {sandbox.Folder}/Dockerfile {sandbox.Folder}", File.ReadAllText(Path.Combine(sandbox.Folder, "calls")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Dockerfile_that_Docker_cannot_read_is_an_error_of_its_own()
    {
        var result = await ChecksAsync("0.16.0", """
            echo '{"buildError":{"message":"unknown instruction: FOO","location":{"ranges":[{"start":{"line":3}}]}}}'; exit 1
            """);
        Assert.Equal("Dockerfile:3:1: error docker/build-error: unknown instruction: FOO", Assert.Single(result.Findings).ToString());
    }

    [Fact]
    public async Task Buildx_without_checks_is_named_with_its_version()
    {
        var result = await ChecksAsync("v0.13.1", "exit 9");
        Assert.Equal("Docker Buildx 0.15 or newer; this one is 0.13.1", result.Missing);
    }

    [Theory]
    [InlineData("nginx: [emerg] unknown directive \"foo\" in /etc/nginx/nginx.conf:12\n", 12, Severity.Error, "unknown directive \"foo\"")]
    [InlineData("nginx: [warn] the \"listen ... http2\" directive is deprecated, use the \"http2\" directive instead in /etc/nginx/nginx.conf:3\n", 3, Severity.Warning, "the \"listen ... http2\" directive is deprecated, use the \"http2\" directive instead")]
    [InlineData("nginx: [emerg] host not found in upstream \"backend\" in /etc/nginx/nginx.conf:7\n", 7, Severity.Error, "host not found in upstream \"backend\"")]
    public void What_nginx_says_keeps_its_level_and_line(string said, int line, Severity severity, string message)
    {
        var finding = Assert.Single(NginxTest.Findings((1, said + "nginx: configuration file /etc/nginx/nginx.conf test failed\n"), "deploy/nginx/nginx.conf"));
        Assert.Equal((line, severity, message), (finding.Position.Line, finding.Rule.Severity, finding.Message));
    }

    [Fact]
    public void Any_other_end_of_nginx_is_a_finding_with_its_words()
    {
        Assert.Contains("code 127: no such file", Assert.Single(NginxTest.Findings((127, "no such file\n"), "nginx.conf")).Message, StringComparison.Ordinal);
        Assert.Empty(NginxTest.Findings((0, ""), "nginx.conf"));
    }

    private async Task<LinterResult> ChecksAsync(string buildx, string build)
    {
        var docker = sandbox.Program("docker", $"""
            cd '{sandbox.Folder}'; echo "$*" >> calls
            case "$*" in
              'buildx version') echo 'github.com/docker/buildx {buildx}'; exit 0 ;;
              version*) exit 0 ;;
            esac
            {build}
            """);
        return await new BuildCheck(new DockerCli { Executable = docker }).RunAsync([sandbox.Linted("Dockerfile", "FROM a\n")], _ => sandbox.Folder, TestContext.Current.CancellationToken);
    }

    public void Dispose() => sandbox.Dispose();
}
