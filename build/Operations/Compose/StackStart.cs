using System.Collections.Concurrent;
using ArgusAI.Contract;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Compose;

/// <summary>
/// Starts a project and waits until every service is well or one has failed. Compose's own wait is not enough: it
/// blocks while a dependency restarts for ever, and says nothing about why (D41, exit code 78).
/// </summary>
internal sealed class StackStart(ComposeProject project, ComposeModel model, ContainerList containers, IAnsiConsole console)
{
    private const int RestartsThatAreTooMany = 3;
    private const int LogLines = 25;

    private readonly ConcurrentQueue<string> composeLines = new();
    private readonly Dictionary<string, int> judgedRestarts = [];

    /// <summary>How long between two looks.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Runs <c>up -d --no-build</c> and waits. Returns the containers as they are in the end.</summary>
    /// <exception cref="OperationException">A service failed, compose did, or the time is over.</exception>
    internal async Task<IReadOnlyList<ContainerState>> RunAsync(IReadOnlyList<ContainerState> before, TimeSpan timeout, CancellationToken cancellation)
    {
        var view = new StateView(console);
        IReadOnlyList<ContainerState> now = before;
        Exception? failure = null;
        using var stopCompose = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var compose = ComposeUpAsync(stopCompose.Token);
        try
        {
            await view.RunAsync(async show =>
            {
                while (true)
                {
                    bool composeEnded = compose.IsCompleted;
                    cancellation.ThrowIfCancellationRequested();
                    now = await containers.ReadAsync(cancellation);
                    var failed = await FailedAsync(before, now, composeEnded, cancellation);
                    show(Lines(now, failed));
                    if (failed is not null) failure = await ExplainAsync(failed, cancellation);
                    else if (composeEnded && await compose is not 0 and var code) failure = Blamed(now) is { } blamed ? await ExplainAsync(blamed, cancellation) : ComposeFailed(code);
                    else if (composeEnded && Missing(now).Count == 0) return;
                    else if (view.Elapsed > timeout) failure = await TimedOutAsync(now, timeout, cancellation);
                    if (failure is not null) return;
                    await Task.WhenAny(composeEnded ? Task.Delay(Interval, cancellation) : compose, Task.Delay(Interval, cancellation));
                }
            });
        }
        finally
        {
            await stopCompose.CancelAsync();
            await ((Task)compose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return failure is null ? now : throw failure;
    }

    private async Task<int> ComposeUpAsync(CancellationToken cancellation)
    {
        using var forced = new GracePeriod(cancellation);
        var result = await project.Call().Command(project.Arguments(["--progress", "plain"]).Concat(["up", "--detach", "--no-build"]))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(composeLines.Enqueue))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(composeLines.Enqueue))
            .ExecuteAsync(forced.Token, cancellation);
        return result.ExitCode;
    }

    private List<ServiceLine> Lines(IReadOnlyList<ContainerState> now, ContainerState? failed) =>
    [
        .. model.Services.Select(service => now.Where(c => c.Service == service.Name).ToList() switch
        {
            [] => new ServiceLine(service.Name, Pulling(service.Name) ? "pulling its image" : "waiting", false, false),
            var own when own.FirstOrDefault(c => c.Id == failed?.Id) is { } bad => new ServiceLine(service.Name, bad.Words, false, true),
            var own => new ServiceLine(service.Name, string.Join(", ", own.Select(c => c.Words).Distinct()), own.TrueForAll(c => c.Ready), false),
        }),
    ];

    private bool Pulling(string service) => composeLines.Any(l => l.Trim() == $"{service} Pulling") && !composeLines.Any(l => l.Trim() == $"{service} Pulled");

    private List<string> Missing(IReadOnlyList<ContainerState> now) =>
        [.. model.Services.Select(s => s.Name).Where(s => !now.Any(c => c.Service == s) || now.Any(c => c.Service == s && !c.Ready))];

    private async Task<ContainerState?> FailedAsync(IReadOnlyList<ContainerState> before, IReadOnlyList<ContainerState> now, bool composeEnded, CancellationToken cancellation)
    {
        foreach (var container in now.Where(c => model.Services.Any(s => s.Name == c.Service)))
        {
            var earlier = before.FirstOrDefault(b => b.Id == container.Id);
            // What was stopped or sick already is compose's to start or replace: it counts once compose is through with it.
            if (!composeEnded && earlier is not null && earlier.StartedAt == container.StartedAt) continue;
            if (container.Status == "dead" || (container.Status == "exited" && !container.Ready) || container is { Status: "running", Health: "unhealthy" }) return container;
            if (await KeepsFailingAsync(container, earlier, cancellation)) return container;
        }

        return null;
    }

    private async Task<bool> KeepsFailingAsync(ContainerState container, ContainerState? earlier, CancellationToken cancellation)
    {
        int restarts = container.Restarts - Math.Min(earlier?.Restarts ?? 0, container.Restarts);
        if (restarts == 0 && container.Status != "restarting") return false;
        if (restarts >= RestartsThatAreTooMany || container is { Status: "restarting", ExitCode: ExitCodes.Configuration }) return true;
        // It may run again before it is looked at: then only its log tells that the configuration was refused.
        if (judgedRestarts.GetValueOrDefault(container.Id) == container.Restarts) return false;
        judgedRestarts[container.Id] = container.Restarts;
        return ReportedProblems.In(await containers.LogAsync(container.Id, LogLines, cancellation)).Count > 0;
    }

    private async Task<OperationException> ExplainAsync(ContainerState failed, CancellationToken cancellation)
    {
        var log = await containers.LogAsync(failed.Id, LogLines, cancellation);
        var code = await containers.LastExitCodeAsync(failed, cancellation);
        var redaction = Redaction.For(project.Workspace);
        var logs = $"read more with: ./build.sh Logs (or docker logs {failed.Name})";
        if (code is null or ExitCodes.Configuration or 0 && ReportedProblems.In(log) is { Count: > 0 } problems)
        {
            return new OperationException(
                $"{failed.Service} refuses its configuration (exit code {ExitCodes.Configuration}):\n{string.Join('\n', problems.Select(p => redaction.Apply($"  - {p.Name}: {p.Problem}\n      {p.Fix}")))}",
                "mend these in .env, then run ./build.sh Up again");
        }

        PrintLog(failed.Service, redaction.Apply(log));
        return failed is { Status: "running", Health: "unhealthy", Restarts: 0 }
            ? new OperationException($"{failed.Service} runs but is not healthy{(failed.LastProbe is { Length: > 0 } probe ? $"; its last probe said: {redaction.Apply(probe)}" : "")}", logs)
            : new OperationException($"{failed.Service} ended with exit code {code?.ToString() ?? "unknown"}{(failed.Restarts > 0 ? $" and was restarted {failed.Restarts} times" : "")}; its last log lines are above", logs);
    }

    private void PrintLog(string service, string log)
    {
        console.Bad($"last log lines of {service}:");
        foreach (var line in log.TrimEnd().Split('\n').TakeLast(LogLines)) console.Line($"  | {LogLine.Readable(line)}");
    }

    private async Task<OperationException> TimedOutAsync(IReadOnlyList<ContainerState> now, TimeSpan timeout, CancellationToken cancellation)
    {
        var missing = Missing(now);
        foreach (var container in now.Where(c => missing.Contains(c.Service))) PrintLog(container.Service, Redaction.For(project.Workspace).Apply(await containers.LogAsync(container.Id, LogLines, cancellation)));
        return new OperationException($"after {timeout.TotalSeconds:0} s these services are not healthy: {string.Join(", ", missing)}", "./build.sh Logs shows what they are doing; a machine that is merely slow gets there on a second ./build.sh Up");
    }

    // "dependency failed to start: container argusai-backend-1 is unhealthy": compose gives up on one that restarts.
    private ContainerState? Blamed(IReadOnlyList<ContainerState> now) =>
        now.FirstOrDefault(c => !c.Ready && composeLines.Any(l => l.StartsWith("dependency failed to start", StringComparison.Ordinal) && l.Split(' ').Contains(c.Name)));

    private OperationException ComposeFailed(int code)
    {
        // The progress lines start with a space and a capital word; what is left says what went wrong.
        var words = composeLines.Where(l => l.Length > 0 && !IsProgress(l)).ToList();
        var message = Redaction.For(project.Workspace).Apply(string.Join('\n', words.Count > 0 ? words : composeLines.TakeLast(5)));
        bool noImage = message.Contains("pull access denied", StringComparison.Ordinal) || message.Contains("manifest unknown", StringComparison.Ordinal)
            || message.Contains("No such image", StringComparison.Ordinal) || message.Contains("failed to resolve reference", StringComparison.Ordinal) || message.Contains("dial tcp", StringComparison.Ordinal);
        return new OperationException($"docker compose up failed with code {code}: {message}", noImage ? "build the images first: ./build.sh Containers" : "./build.sh Doctor checks this machine; ./build.sh Logs shows the services");
    }

    private static bool IsProgress(string line) =>
        line.TrimStart().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.., "Creating" or "Created" or "Starting" or "Started" or "Waiting" or "Healthy" or "Running" or "Recreate" or "Recreated" or "Pulling" or "Pulled" or "Stopping" or "Stopped" or "Removing" or "Removed" or "Error"];
}
