using System.Text.Json;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Engine;

/// <summary>Asks the docker command line what is there. Changes nothing.</summary>
public static class EngineProbe
{
    /// <summary>Stands in the driver's status of an engine that keeps images in containerd's store.</summary>
    internal const string ContainerdStore = "io.containerd.snapshotter";

    /// <summary>Looks, with one call.</summary>
    public static async Task<EngineFacts> LookAsync(DockerCli docker, CancellationToken cancellation = default)
    {
        try
        {
            // One call tells of the engine and of the client's plugins; without an engine it fails, but tells of the client all the same.
            var info = await docker.RunAsync(["info", "--format", "{{json .}}"], cancellation);
            using var document = Parse(info.StandardOutput);
            var client = Object(document?.RootElement, "ClientInfo");
            return new EngineFacts
            {
                HasClient = true,
                Engine = ToolVersion.Find(Text(document?.RootElement, "ServerVersion") ?? ""),
                Compose = Plugin(client, "compose"),
                Buildx = Plugin(client, "buildx"),
                KeepsLists = document is not null && document.RootElement.TryGetProperty("DriverStatus", out var status) && status.GetRawText().Contains(ContainerdStore, StringComparison.Ordinal),
                Problem = info.StandardError.Trim(),
                Elsewhere = Elsewhere(client),
            };
        }
        catch (OperationException)
        {
            return new EngineFacts { HasClient = false };
        }
    }

    private static Version? Plugin(JsonElement? client, string name) =>
        client is { } known && known.TryGetProperty("Plugins", out var plugins) && plugins.ValueKind == JsonValueKind.Array
            && plugins.EnumerateArray().FirstOrDefault(p => Text(p, "Name") == name) is { ValueKind: JsonValueKind.Object } plugin
            ? ToolVersion.Find(Text(plugin, "Version") ?? "")
            : null;

    private static string? Elsewhere(JsonElement? client)
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host) return $"DOCKER_HOST={host}";
        return Text(client, "Context") is { } context and not ("" or "default") ? $"the docker context '{context}'" : null;
    }

    private static JsonElement? Object(JsonElement? from, string name) =>
        from is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement? from, string name) =>
        from is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
