using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Linting;

public sealed class LintTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task Every_combination_of_files_and_profiles_is_read_by_compose()
    {
        foreach (var file in (string[])["docker-compose.yml", "deploy/compose/airgap.yml", "deploy/compose/secrets.yml"]) sandbox.File(file, "");
        await Lint.RunAsync(sandbox.Workspace, Docker("echo \"$*\" >> calls; exit 0"), sandbox.Console, [], null, TestContext.Current.CancellationToken);
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
        var docker = Docker("case \"$*\" in *quiet) echo 'services.backend.ports must be a list' >&2; exit 15 ;; esac");
        var error = await Assert.ThrowsAsync<OperationException>(() => Lint.RunAsync(sandbox.Workspace, docker, sandbox.Console, [], null, TestContext.Current.CancellationToken));
        Assert.Contains("4 lint complaint(s)", error.Message, StringComparison.Ordinal);
        Assert.Contains("docker-compose.yml with profiles [ssl]: services.backend.ports must be a list", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linters_that_the_machine_lacks_are_named_with_their_source()
    {
        await Lint.RunAsync(sandbox.Workspace, new DockerCli { Executable = Path.Combine(sandbox.Folder, "no-docker") }, sandbox.Console, [], null, TestContext.Current.CancellationToken);
        Assert.Contains("not found: docker compose config", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breach_of_a_policy_fails_with_its_id_and_a_waived_one_does_not()
    {
        var model = ComposeFile.Parse("services:\n  web:\n    image: web:1\n    privileged: true\n");
        var id = Assert.Single(Policies.All, p => p.Id.Contains("privileged", StringComparison.Ordinal) && p.Id.StartsWith("compose", StringComparison.Ordinal)).Id;
        var review = new Review { Policies = [.. Policies.All.Where(p => p.Id == id)] }.Of("docker-compose.yml", model);

        var error = await Assert.ThrowsAsync<OperationException>(() => Lint.RunAsync(sandbox.Workspace, Docker("exit 0"), sandbox.Console, [], review, TestContext.Current.CancellationToken));
        Assert.Contains("1 lint complaint", error.Message, StringComparison.Ordinal);
        Assert.Contains($" {id}: ", sandbox.Printed, StringComparison.Ordinal);

        var waived = review with { Waivers = [new Waiver(id, "docker-compose.yml", "services.web", "a test needs it")] };
        await Lint.RunAsync(sandbox.Workspace, Docker("exit 0"), sandbox.Console, [], waived, TestContext.Current.CancellationToken);
        Assert.Contains("ok: policies (1, with 1 waivers)", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Shell_scripts_are_found_by_name_and_by_their_first_line()
    {
        sandbox.File("build.sh", "");
        sandbox.File(".ci/run", "#!/usr/bin/env bash\n");
        sandbox.File(".ci/notes", "text\n");
        sandbox.File("deploy/templates/entry.sh", "");
        sandbox.File("deploy/templates/entry.py", "#!/usr/bin/env python3\n");
        sandbox.File("tests/Smoke/bin/Debug/copied.sh", "");
        sandbox.File("src/Frontend/other.sh", "");
        Assert.Equal([".ci/run", "build.sh", "deploy/templates/entry.sh"], Lint.Scripts(sandbox.Workspace));
    }

    private DockerCli Docker(string script)
    {
        sandbox.Program("docker", $"cd '{sandbox.Folder}'\n{script}\n");
        return new DockerCli { Executable = Path.Combine(sandbox.Folder, "bin", "docker") };
    }

    public void Dispose() => sandbox.Dispose();
}
