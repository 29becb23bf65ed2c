using ArgusAI.Contract;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Processes;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Linting;

/// <summary>What one linter said.</summary>
/// <param name="Name">The linter and what it looked at.</param>
/// <param name="Missing">How to get it, when this machine has none; null when it ran.</param>
/// <param name="Complaints">Its lines; empty when all is well.</param>
public sealed record LinterResult(string Name, string? Missing, IReadOnlyList<string> Complaints);

/// <summary>The real linters that a machine may have.</summary>
internal static class ExternalLinters
{
    private static readonly string[][] ProfileCombinations = [[], [Profiles.Postgres], [Profiles.Ssl], [Profiles.Postgres, Profiles.Ssl]];

    /// <summary>Overlays on the base file, and complete files of their own.</summary>
    private static readonly string[][] FileCombinations =
    [
        [ComposeProject.BaseFile],
        [ComposeProject.BaseFile, ComposeProject.AirgapOverlay],
        [ComposeProject.BaseFile, ComposeProject.UsbOverlay],
        [ComposeProject.BaseFile, "deploy/compose/backend-tls.yml"],
        ["deploy/compose/secrets.yml"],
    ];

    /// <summary>hadolint on Dockerfiles.</summary>
    internal static Task<LinterResult> HadolintAsync(Workspace workspace, IReadOnlyList<string> dockerfiles, CancellationToken cancellation) =>
        RunAsync(workspace, "hadolint", "https://github.com/hadolint/hadolint/releases", ["--no-color"], dockerfiles, cancellation);

    /// <summary>ShellCheck on scripts.</summary>
    internal static Task<LinterResult> ShellCheckAsync(Workspace workspace, IReadOnlyList<string> scripts, CancellationToken cancellation) =>
        RunAsync(workspace, "shellcheck", "sudo apt-get install shellcheck", ["--format=gcc"], scripts, cancellation);

    /// <summary><c>docker compose config</c> on every combination of files and profiles that is there.</summary>
    internal static async Task<LinterResult> ComposeAsync(Workspace workspace, DockerCli docker, CancellationToken cancellation)
    {
        const string name = "docker compose config";
        try
        {
            if ((await docker.RunAsync(["compose", "version"], cancellation)).ExitCode != 0) return new LinterResult(name, "docker-compose-plugin, or --install-engine", []);
            var complaints = new List<string>();
            int checkedCombinations = 0;
            foreach (var files in FileCombinations.Where(f => f.All(x => File.Exists(workspace[x]))))
            {
                foreach (var profiles in ProfileCombinations)
                {
                    // Reading fills in the required variables: a clone without .env is linted, too.
                    var project = (new ComposeProject(workspace, docker) { Files = files }).ForReading() with { Profiles = profiles };
                    var result = await project.Call().RunAsync(project.Arguments("config", "--quiet"), cancellation);
                    checkedCombinations++;
                    if (result.ExitCode != 0 || result.StandardError.Trim().Length > 0)
                        complaints.Add($"{string.Join(" + ", files)} with profiles [{string.Join(", ", profiles)}]: {result.StandardError.Trim()}");
                }
            }

            return new LinterResult($"{name} ({checkedCombinations} combinations)", null, complaints);
        }
        catch (OperationException missing)
        {
            return new LinterResult(name, missing.Fix, []);
        }
    }

    private static async Task<LinterResult> RunAsync(Workspace workspace, string program, string source, IReadOnlyList<string> options, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        if (files.Count == 0) return new LinterResult($"{program} (nothing to look at)", null, []);
        try
        {
            var result = await Cli.Wrap(program).WithArguments([.. options, .. files]).WithWorkingDirectory(workspace.Root).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
            var lines = (result.StandardOutput + result.StandardError).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new LinterResult($"{program} ({files.Count} files)", null, result.ExitCode == 0 ? [] : lines is [] ? [$"ended with code {result.ExitCode}"] : lines);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new LinterResult(program, source, []);
        }
    }
}
