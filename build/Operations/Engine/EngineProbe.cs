using System.Text.Json;
using ArgusAI.Operations.Processes;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Engine;

/// <summary>Asks the docker command line what is there. Changes nothing.</summary>
public static class EngineProbe
{
    /// <summary>Looks, within a tenth of a second on an idle machine.</summary>
    public static async Task<EngineFacts> LookAsync(DockerCli docker, CancellationToken cancellation = default)
    {
        try
        {
            // `docker version` fails when no engine answers, but prints the client's half all the same.
            var version = docker.RunAsync(["version", "--format", "{{json .}}"], cancellation);
            var compose = docker.RunAsync(["compose", "version", "--short"], cancellation);
            var buildx = docker.RunAsync(["buildx", "version"], cancellation);
            await Task.WhenAll(version, compose, buildx);
            return new EngineFacts
            {
                HasClient = true,
                Engine = ServerVersion(version.Result.StandardOutput),
                Compose = Plugin(compose.Result),
                Buildx = Plugin(buildx.Result),
                Problem = version.Result.StandardError.Trim(),
                Elsewhere = Elsewhere(version.Result.StandardOutput),
            };
        }
        catch (OperationException)
        {
            return new EngineFacts { HasClient = false };
        }
    }

    // Without the plugin, an old client takes `compose` for an unknown command and prints its own help.
    private static Version? Plugin(BufferedCommandResult result) => result.ExitCode == 0 ? ToolVersion.Find(result.StandardOutput) : null;

    private static Version? ServerVersion(string json) =>
        Read(json, "Server") is { ValueKind: JsonValueKind.Object } server && server.TryGetProperty("Version", out var version)
            ? ToolVersion.Find(version.GetString() ?? "")
            : null;

    private static string? Elsewhere(string json)
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host) return $"DOCKER_HOST={host}";
        var context = Read(json, "Client") is { ValueKind: JsonValueKind.Object } client && client.TryGetProperty("Context", out var name) ? name.GetString() : null;
        return context is null or "" or "default" ? null : $"the docker context '{context}'";
    }

    private static JsonElement? Read(string json, string property)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty(property, out var value) ? value.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
