using System.Globalization;
using System.Text.Json;

namespace ArgusAI.Operations.Compose;

/// <summary>Reads what <c>docker inspect</c> says about containers.</summary>
internal static class ContainerInspection
{
    /// <summary>Reads the array that <c>docker inspect</c> prints.</summary>
    internal static IReadOnlyList<ContainerState> ParseAll(string json)
    {
        using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(json) ? "[]" : json);
        return [.. document.RootElement.EnumerateArray().Select(Parse).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static ContainerState Parse(JsonElement container)
    {
        var state = container.GetProperty("State");
        var service = container.GetProperty("Config").GetProperty("Labels").TryGetProperty("com.docker.compose.service", out var label) ? label.GetString()! : "";
        var health = state.TryGetProperty("Health", out var h) && h.ValueKind == JsonValueKind.Object ? h : (JsonElement?)null;
        var status = health?.GetProperty("Status").GetString();
        return new ContainerState
        {
            Id = container.GetProperty("Id").GetString()!,
            Name = container.GetProperty("Name").GetString()!.TrimStart('/'),
            Service = service,
            Status = state.GetProperty("Status").GetString()!,
            Health = status is "none" or "" ? null : status,
            LastProbe = health is { } probed && probed.TryGetProperty("Log", out var log) && log.ValueKind == JsonValueKind.Array && log.GetArrayLength() > 0
                ? log[log.GetArrayLength() - 1].GetProperty("Output").GetString()?.Trim() : null,
            ExitCode = state.GetProperty("ExitCode").GetInt32(),
            Restarts = container.TryGetProperty("RestartCount", out var restarts) ? restarts.GetInt32() : 0,
            RestartsItself = container.GetProperty("HostConfig").TryGetProperty("RestartPolicy", out var policy) && policy.GetProperty("Name").GetString() is not (null or "" or "no"),
            StartedAt = state.GetProperty("StartedAt").GetString() ?? "",
            Image = container.GetProperty("Config").GetProperty("Image").GetString() ?? "",
            Ports = Published(container, service),
        };
    }

    private static IReadOnlyList<PublishedPort> Published(JsonElement container, string service) =>
        container.TryGetProperty("NetworkSettings", out var network) && network.TryGetProperty("Ports", out var ports) && ports.ValueKind == JsonValueKind.Object
            ? [.. ports.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray().Select(binding => new PublishedPort(
                service,
                binding.GetProperty("HostIp").GetString() ?? "",
                int.Parse(binding.GetProperty("HostPort").GetString()!, CultureInfo.InvariantCulture),
                int.Parse(p.Name.Split('/')[0], CultureInfo.InvariantCulture))))]
            : [];
}
