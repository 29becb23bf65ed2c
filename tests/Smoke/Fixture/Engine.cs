using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Fixture;

/// <summary>The engine's own view of what runs, past compose and past the files.</summary>
public static class Engine
{
    /// <summary>The client; <c>DOCKER_HOST</c> and the docker context count, as for the CLI.</summary>
    public static IDockerClient Client { get; } = new DockerClientBuilder().Build();

    /// <summary>The container of a compose service, running or not.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static async Task<ContainerInspectResponse> Container(string project, string service)
    {
        var found = await List($"com.docker.compose.project={project}", $"com.docker.compose.service={service}", "com.docker.compose.oneoff=False");
        return found.Count == 1
            ? await Client.Containers.InspectContainerAsync(found[0].ID)
            : throw new InvalidOperationException($"{found.Count} containers of service '{service}' in project '{project}', expected one");
    }

    /// <summary>Every container with these labels, running or not.</summary>
    public static Task<IList<ContainerListResponse>> List(params string[] labels) => Client.Containers.ListContainersAsync(new ContainersListParameters
    {
        All = true,
        Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = labels.ToDictionary(l => l, _ => true) },
    });

    /// <summary>Whether the engine holds an image of this name.</summary>
    public static async Task<bool> HasImage(string reference)
    {
        try { return (await Client.Images.InspectImageAsync(reference)).ID.Length > 0; }
        catch (DockerImageNotFoundException) { return false; }
    }

    /// <summary>What a container wrote so far, both streams.</summary>
    public static async Task<string> Logs(string container)
    {
        using var stream = await Client.Containers.GetContainerLogsAsync(container, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });
        var (output, error) = await stream.ReadOutputToEndAsync(CancellationToken.None);
        return output + error;
    }

    /// <summary>Kills a container with SIGKILL: nothing in it learns of its end. It stays down until <see cref="Start"/>.</summary>
    /// <returns>When it had ended.</returns>
    public static async Task<DateTimeOffset> Kill(string container)
    {
        await Client.Containers.KillContainerAsync(container, new ContainerKillParameters { Signal = "SIGKILL" });
        await Client.Containers.WaitContainerAsync(container);
        return DateTimeOffset.Parse((await Client.Containers.InspectContainerAsync(container)).State!.FinishedAt!, CultureInfo.InvariantCulture);
    }

    /// <summary>Starts a container that was killed.</summary>
    public static Task Start(string container) => Client.Containers.StartContainerAsync(container, new ContainerStartParameters());

    /// <summary>One line that says how a container is.</summary>
    public static string Describe(ContainerInspectResponse container)
    {
        var (name, state) = (container.Name.TrimStart('/'), container.State);
        var health = state?.Health is { } known ? $", {known.Status}" : "";
        return $"{name}: {state?.Status}{health}, exit code {state?.ExitCode}";
    }
}
