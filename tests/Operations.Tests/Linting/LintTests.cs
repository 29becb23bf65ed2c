using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Processes;
using Review = ArgusAI.Containers.Reviews.Review;

namespace ArgusAI.Operations.Tests.Linting;

public sealed class LintTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task Every_combination_of_files_and_profiles_is_read_by_compose()
    {
        foreach (var file in (string[])["docker-compose.yml", "deploy/compose/airgap.yml", "deploy/compose/secrets.yml"]) sandbox.File(file, "");
        await StackAsync(Docker("echo \"$*\" >> calls; exit 0"));
        var calls = File.ReadAllLines(Path.Combine(sandbox.Folder, "calls")).Where(c => c.EndsWith("config --quiet", StringComparison.Ordinal)).ToList();
        // Three sets of files, each without a profile, with postgres, with ssl and with both.
        Assert.Equal(12, calls.Count);
        Assert.Equal(3, calls.Count(c => c.Contains("--profile postgres --profile ssl", StringComparison.Ordinal)));
        Assert.Contains("12 combinations", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_compose_complains_about_fails_and_is_shown_with_its_files()
    {
        sandbox.File("docker-compose.yml", "");
        var error = await Assert.ThrowsAsync<LintException>(() => StackAsync(Docker("case \"$*\" in *quiet) echo 'services.backend.ports must be a list' >&2; exit 15 ;; esac")));
        Assert.Equal(1, error.ExitCode);
        Assert.Contains("4 errors, 0 warnings", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker-compose.yml: error compose-config: docker-compose.yml with profiles [ssl]: services.backend.ports must be a list", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linters_that_the_machine_lacks_are_named_with_their_source()
    {
        sandbox.File("src/app/Dockerfile", "FROM scratch\n");
        await StackAsync(new DockerCli { Executable = Path.Combine(sandbox.Folder, "no-docker") }, new Artefact("src/app/Dockerfile", "FROM scratch\n"));
        Assert.Contains("not found: docker compose config (install Docker Engine", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("not found: docker build --check (Docker Buildx 0.15 or newer", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("not found: hadolint (a release of https://github.com/hadolint/hadolint on the PATH)", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_other_linters_only_our_policies_run()
    {
        sandbox.File("docker-compose.yml", "");
        await StackAsync(Docker("exit 1"), new LintOptions { Linters = LinterChoice.None });
        Assert.DoesNotContain("compose config", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("ok: policies", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breach_of_a_policy_fails_with_its_id_and_a_waived_one_does_not()
    {
        var model = ComposeFile.Parse("services:\n  web:\n    image: web:1\n    privileged: true\n");
        var review = new Review { Policies = [.. Policies.All.Where(p => p.Id == "compose-privileged")] }.Of("docker-compose.yml", model);

        var error = await Assert.ThrowsAsync<LintException>(() => StackAsync(Docker("exit 0"), review: review));
        Assert.Contains("1 error, 0 warnings, 0 notes", error.Message, StringComparison.Ordinal);
        Assert.Contains(" compose-privileged: ", sandbox.Printed, StringComparison.Ordinal);

        await StackAsync(Docker("exit 0"), review: review with { Waivers = [new Waiver("compose-privileged", "docker-compose.yml", "services.web", "a test needs it")] });
        Assert.Contains("ok: policies (1, with 1 waivers)", sandbox.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Note, true)]
    [InlineData(Severity.Warning, true)]
    [InlineData(Severity.Error, false)]
    public async Task The_mildest_severity_that_fails_can_be_chosen(Severity from, bool fails)
    {
        var review = new Review { Policies = [.. Policies.All.Where(p => p.Id == "compose-read-only")] }.Of("docker-compose.yml", ComposeFile.Parse("services:\n  web:\n    image: web:1\n"));
        var run = StackAsync(Docker("exit 0"), new LintOptions { FailOn = from }, review);
        if (fails) await Assert.ThrowsAsync<LintException>(() => run);
        else await run;
        Assert.Contains("warning compose-read-only", sandbox.Printed, StringComparison.Ordinal);
    }

    private Task StackAsync(DockerCli docker, params IReadOnlyList<Artefact> artefacts) => StackAsync(docker, null, null, artefacts);

    private Task StackAsync(DockerCli docker, LintOptions? options = null, Review? review = null, params IReadOnlyList<Artefact> artefacts) =>
        new Lint(sandbox.Linting(), docker, sandbox.Console, (options ?? new()) with { From = sandbox.Folder, Format = LintFormat.Text })
            .StackAsync(artefacts, review ?? new Review { Policies = [] }, TestContext.Current.CancellationToken);

    private DockerCli Docker(string script)
    {
        sandbox.Program("docker", $"cd '{sandbox.Folder}'\n{script}\n");
        return new DockerCli { Executable = Path.Combine(sandbox.Folder, "bin", "docker") };
    }

    public void Dispose() => sandbox.Dispose();
}
