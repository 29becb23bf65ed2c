using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Compose;

/// <summary>Asks the engine about a project's containers.</summary>
internal sealed class ContainerList(DockerCli docker, string project)
{
    /// <summary>All of them now, running or not. One that vanishes between the two questions is left out.</summary>
    internal async Task<IReadOnlyList<ContainerState>> ReadAsync(CancellationToken cancellation)
    {
        var listed = await docker.ReadAsync(
            ["ps", "--all", "--no-trunc", "--quiet", "--filter", $"label=com.docker.compose.project={project}", "--filter", "label=com.docker.compose.oneoff=False"],
            "./build.sh Doctor", cancellation);
        var ids = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0) return [];
        var inspected = await docker.RunAsync(["inspect", "--type", "container", .. ids], cancellation);
        return ContainerInspection.ParseAll(inspected.StandardOutput);
    }

    /// <summary>The last lines a container wrote, both streams, oldest first.</summary>
    internal async Task<string> LogAsync(string id, int lines, CancellationToken cancellation)
    {
        var result = await docker.RunAsync(["logs", "--tail", $"{lines}", id], cancellation);
        return result.StandardOutput + result.StandardError;
    }

    /// <summary>The code a container ended with last, also when it runs again already; null when the engine has forgotten.</summary>
    internal async Task<int?> LastExitCodeAsync(ContainerState container, CancellationToken cancellation)
    {
        if (container.Status is "exited" or "dead" or "restarting") return container.ExitCode;
        var events = await docker.RunAsync(
            ["events", "--since", "15m", "--until", "0s", "--filter", $"container={container.Id}", "--filter", "event=die", "--format", "{{.Actor.Attributes.exitCode}}"], cancellation);
        var last = events.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return int.TryParse(last, out int code) ? code : null;
    }
}
