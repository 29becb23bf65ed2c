using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>Docker's own build checks. Its JSON: <c>warnings</c> with ruleName, description, url, detail and location.</summary>
internal sealed class BuildCheck(DockerCli docker)
{
    private const string Name = "docker build --check";
    private static readonly Version Since = new(0, 15, 0);

    /// <param name="dockerfiles">The Dockerfiles.</param>
    /// <param name="context">The folder that each is built with.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<LinterResult> RunAsync(IReadOnlyList<LintedFile> dockerfiles, Func<LintedFile, string> context, CancellationToken cancellation)
    {
        if (await BuildxAsync(cancellation) is not { } version) return LinterResult.NotFound(Name, "Docker Buildx 0.15 or newer, and an engine that answers");
        if (version < Since) return LinterResult.NotFound(Name, $"Docker Buildx 0.15 or newer; this one is {version}");
        var findings = new List<LintFinding>();
        foreach (var file in dockerfiles)
        {
            var result = await docker.RunAsync(["buildx", "build", "--call", "check,format=json", "--file", file.Path, context(file)], cancellation);
            var checks = LinterProgram.Read<Checks>(Name, result.StandardOutput, result.StandardError);
            findings.AddRange((checks.Warnings ?? []).Select(w => new LintFinding(Rule(w), file.Name, Position(w.Location), w.Detail ?? w.Description ?? w.RuleName)));
            if (checks.BuildError is { } broken) findings.Add(new(new("docker", "docker/build-error", Severity.Error), file.Name, Position(broken.Location), broken.Message));
        }

        return new($"{Name} ({dockerfiles.Count} Dockerfiles)", null, findings);
    }

    private async Task<Version?> BuildxAsync(CancellationToken cancellation)
    {
        try
        {
            var buildx = await docker.RunAsync(["buildx", "version"], cancellation);
            return buildx.ExitCode == 0 && ToolVersion.Find(buildx.StandardOutput) is { } version && (version < Since || await docker.AnswersAsync(cancellation)) ? version : null;
        }
        catch (OperationException)
        {
            return null;
        }
    }

    private static LintRule Rule(Warning warning) => new("docker", $"docker/{warning.RuleName}", Severity.Warning) { Explanation = warning.Description, Help = warning.Url };

    // A line only: the checks count characters from 0, and mostly give 0.
    private static Containers.Position Position(Location? location) => location?.Ranges is [{ Start: { } start }, ..] ? new(start.Line, 0) : default;

    private sealed record Checks(List<Warning>? Warnings, BuildError? BuildError);

    private sealed record Warning(string RuleName, string? Description, string? Url, string? Detail, Location? Location);

    private sealed record BuildError(string Message, Location? Location);

    private sealed record Location(List<Range>? Ranges);

    private sealed record Range(Point? Start);

    private sealed record Point(int Line);
}
