using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Linting.Linters;

namespace ArgusAI.Operations.Tests.Linting.Linters;

public sealed class NpmLintersTests : IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task They_are_installed_once_for_a_lock_file_and_again_for_another()
    {
        var workspace = Manifest("{}");
        var npm = new NpmLinters(workspace, sandbox.Console) { Npm = sandbox.Program("npm", $"echo \"$*\" >> '{sandbox.Folder}/calls'; mkdir node_modules\n") };
        await npm.EnsureAsync(install: true, Stop);
        await npm.EnsureAsync(install: true, Stop);
        Assert.Equal(NpmLinters.Target(workspace), npm.Folder);
        Assert.Equal(["ci --no-audit --no-fund --ignore-scripts"], Calls());
        Assert.True(Directory.Exists(Path.Combine(npm.Folder!, "node_modules")));

        Manifest("""{"lockfileVersion":3}""");
        await npm.EnsureAsync(install: true, Stop);
        Assert.Equal(2, Calls().Length);
    }

    [Fact]
    public async Task For_files_of_a_users_nothing_is_installed()
    {
        var npm = new NpmLinters(Manifest("{}"), sandbox.Console) { Npm = sandbox.Program("npm", "exit 9") };
        await npm.EnsureAsync(install: false, Stop);
        Assert.Equal("run ./build.sh Lint once, which installs them with npm", (await npm.DcLintAsync([], sandbox.Folder, Stop)).Missing);
    }

    [Fact]
    public async Task Without_npm_they_are_missing_and_it_is_said_what_brings_it()
    {
        var npm = new NpmLinters(Manifest("{}"), sandbox.Console) { Npm = Path.Combine(sandbox.Folder, "no-npm") };
        await npm.EnsureAsync(install: true, Stop);
        Assert.Equal("npm, from the package nodejs or npm", (await npm.DockerfileUtilsAsync([sandbox.Linted("Dockerfile", "FROM a\n")], Stop)).Missing);
    }

    [Fact]
    public async Task Without_a_registry_they_are_missing_and_no_half_of_them_stays()
    {
        var npm = new NpmLinters(Manifest("{}"), sandbox.Console) { Npm = sandbox.Program("npm", "mkdir node_modules; echo 'npm error code ENOTFOUND' >&2; exit 1") };
        await npm.EnsureAsync(install: true, Stop);
        Assert.Contains("npm reaches no registry", npm.Missing, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(sandbox.Workspace.Cache, "linters")));
    }

    [Fact]
    public async Task A_package_that_is_not_what_the_lock_file_says_is_an_error()
    {
        var npm = new NpmLinters(Manifest("{}"), sandbox.Console) { Npm = sandbox.Program("npm", "echo 'npm error code EINTEGRITY' >&2; exit 1") };
        var error = await Assert.ThrowsAsync<OperationException>(() => npm.EnsureAsync(install: true, Stop));
        Assert.Contains("EINTEGRITY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_real_dclint_says_keeps_its_rule_level_and_place()
    {
        var npm = await RealAsync();
        var result = await npm.DcLintAsync([sandbox.Linted("my app/compose.yml", "services:\n  web:\n    image: web:latest\n    ports:\n      - '80:80'\n")], sandbox.Folder, Stop);
        // In our configuration: double quotes, no order of keys, no word on interfaces.
        Assert.Equal(
        [
            "my app/compose.yml:3:1: error dclint/service-image-require-explicit-tag",
            "my app/compose.yml:5:1: warning dclint/require-quotes-in-ports",
        ], result.Findings.Select(f => f.ToString()).Select(line => line[..line.IndexOf(": ", line.IndexOf("dclint/", StringComparison.Ordinal), StringComparison.Ordinal)]).Order());
        Assert.All(result.Findings, f => Assert.Contains("/rules/", f.Rule.Help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_real_dclint_takes_a_users_own_configuration()
    {
        sandbox.File(".dclintrc", """{"rules":{"service-image-require-explicit-tag":0}}""");
        var result = await (await RealAsync()).DcLintAsync([sandbox.Linted("compose.yml", "services:\n  web:\n    image: web:latest\n")], sandbox.Folder, Stop);
        Assert.Contains(result.Findings, f => f.Rule.Id == "dclint/require-project-name-field");
        Assert.DoesNotContain(result.Findings, f => f.Rule.Id == "dclint/service-image-require-explicit-tag");
    }

    [Fact]
    public async Task What_the_real_dockerfile_utils_says_keeps_its_place_counted_from_one()
    {
        var result = await (await RealAsync()).DockerfileUtilsAsync([sandbox.Linted("good/Dockerfile", "FROM debian\n"), sandbox.Linted("Dockerfile", "FROM debian\nEXPOSE abc\n")], Stop);
        Assert.Equal("Dockerfile:2:8: error dockerfile-utils: Invalid containerPort: abc", Assert.Single(result.Findings).ToString());
    }

    private static async Task<NpmLinters> RealAsync()
    {
        var npm = new NpmLinters(Workspace.Find(AppContext.BaseDirectory), Spectre.Console.AnsiConsole.Console);
        await npm.EnsureAsync(install: true, Stop);
        return npm;
    }

    private Workspace Manifest(string lockFile)
    {
        sandbox.File("tests/linters/package.json", "{}");
        sandbox.File("tests/linters/package-lock.json", lockFile);
        return sandbox.Workspace;
    }

    private string[] Calls() => File.ReadAllLines(Path.Combine(sandbox.Folder, "calls"));

    public void Dispose() => sandbox.Dispose();
}
