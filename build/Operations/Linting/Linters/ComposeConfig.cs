using ArgusAI.Containers.Reviews;
using ArgusAI.Contract;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary><c>docker compose config</c> on every combination of the stack's files and profiles that is there.</summary>
internal sealed class ComposeConfig(Workspace workspace, DockerCli docker)
{
    private const string Name = "docker compose config";

    private static readonly string[][] Profiles = [[], [Contract.Profiles.Postgres], [Contract.Profiles.Ssl], [Contract.Profiles.Postgres, Contract.Profiles.Ssl]];

    /// <summary>Overlays on the base file, and complete files of their own.</summary>
    private static readonly string[][] Files =
    [
        [ComposeProject.BaseFile],
        [ComposeProject.BaseFile, ComposeProject.AirgapOverlay],
        [ComposeProject.BaseFile, ComposeProject.UsbOverlay],
        [ComposeProject.BaseFile, "deploy/compose/backend-tls.yml"],
        ["deploy/compose/secrets.yml"],
    ];

    internal async Task<LinterResult> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if ((await docker.RunAsync(["compose", "version"], cancellation)).ExitCode != 0) return LinterResult.NotFound(Name, "docker-compose-plugin, or --install-engine");
            var findings = new List<LintFinding>();
            int combinations = 0;
            foreach (var files in Files.Where(f => f.All(x => File.Exists(workspace[x]))))
            {
                foreach (var profiles in Profiles)
                {
                    // Reading fills in the required variables: a clone without .env is linted, too.
                    var project = (new ComposeProject(workspace, docker) { Files = files }).ForReading() with { Profiles = profiles };
                    var result = await project.Call().RunAsync(project.Arguments("config", "--quiet"), cancellation);
                    combinations++;
                    if (result.ExitCode != 0 || result.StandardError.Trim().Length > 0)
                        findings.Add(new(new("docker", "compose-config", Severity.Error), files[^1], default, $"{string.Join(" + ", files)} with profiles [{string.Join(", ", profiles)}]: {result.StandardError.Trim()}"));
                }
            }

            return new($"{Name} ({combinations} combinations)", null, findings);
        }
        catch (OperationException missing)
        {
            return LinterResult.NotFound(Name, missing.Fix);
        }
    }
}
