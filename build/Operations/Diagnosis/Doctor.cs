using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Diagnosis;

/// <summary>Looks at everything <c>Up</c> needs on this machine, and says what to do about what is missing. Changes nothing.</summary>
public static class Doctor
{
    /// <summary>Checks and prints; works without an engine, too.</summary>
    /// <exception cref="OperationException">Something keeps <c>Up</c> from working.</exception>
    public static async Task RunAsync(Workspace workspace, DockerCli docker, IAnsiConsole console, CancellationToken cancellation = default)
    {
        var findings = await ExamineAsync(workspace, docker, cancellation);
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "what", "found");
        foreach (var finding in findings)
        {
            var (mark, colour) = finding.Verdict switch
            {
                Verdict.Ok => ("ok", Color.Green),
                Verdict.Warning => ("warn", Color.Yellow),
                _ => ("fail", Color.Red),
            };
            table.AddRow(new Text(mark, colour), new Text(finding.Subject), new Text(finding.Fix is { } fix && finding.Verdict != Verdict.Ok ? $"{finding.Text}\n→ {fix}" : finding.Text));
        }

        console.Write(table);
        var failures = findings.Where(f => f.Verdict == Verdict.Failure).ToList();
        if (failures.Count > 0)
            throw new OperationException($"{failures.Count} thing(s) keep ./build.sh Up from working: {string.Join(", ", failures.Select(f => f.Subject).Distinct())}", "follow the arrows above");
        console.Good("./build.sh Up can work on this machine");
    }

    /// <summary>The findings alone.</summary>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(Workspace workspace, DockerCli docker, CancellationToken cancellation = default)
    {
        var (facts, findings) = await EngineCheck.RunAsync(docker, cancellation);
        return
        [
            .. findings,
            .. HostCheck.Disk(workspace, facts.Reachable ? await DataRootAsync(docker, cancellation) : null),
            .. HostCheck.Settings(workspace),
            .. await PortsAsync(workspace, docker, cancellation),
            HostCheck.Certificate(workspace, DateTimeOffset.UtcNow),
            HostCheck.Emulation(),
        ];
    }

    private static async Task<string> DataRootAsync(DockerCli docker, CancellationToken cancellation) =>
        (await docker.RunAsync(["info", "--format", "{{.DockerRootDir}}"], cancellation)).StandardOutput.Trim();

    private static async Task<IReadOnlyList<Finding>> PortsAsync(Workspace workspace, DockerCli docker, CancellationToken cancellation)
    {
        try
        {
            return await HostCheck.PortsAsync(workspace, docker, await ComposeDriver.ProjectNameAsync(new ComposeProject(workspace, docker), cancellation) ?? "", cancellation);
        }
        catch (OperationException malformed)
        {
            // A .env that cannot be read has a finding of its own; without it the ports are not known.
            return [new Finding(Verdict.Warning, "ports", $"not checked: {malformed.Message.Split('\n')[0]}", malformed.Fix)];
        }
    }
}
