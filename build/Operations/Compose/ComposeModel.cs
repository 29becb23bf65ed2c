using System.Globalization;
using System.Text.Json;

namespace ArgusAI.Operations.Compose;

/// <summary>A port that a service publishes on the host.</summary>
/// <param name="Service">The service.</param>
/// <param name="Address">The host address; empty means all.</param>
/// <param name="Host">The host's port.</param>
/// <param name="Container">The container's port.</param>
public sealed record PublishedPort(string Service, string Address, int Host, int Container);

/// <summary>A service as compose resolved it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Image">Its image, when it has one.</param>
/// <param name="HasHealthCheck">Whether the file gives it a health check (the image may too).</param>
public sealed record ComposedService(string Name, string? Image, bool HasHealthCheck);

/// <summary>What <c>docker compose config</c> makes of the files, profiles and settings: variables filled in.</summary>
public sealed record ComposeModel(string Name, IReadOnlyList<ComposedService> Services, IReadOnlyList<PublishedPort> Ports)
{
    /// <summary>Reads the JSON form.</summary>
    internal static ComposeModel Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var services = new List<ComposedService>();
        var ports = new List<PublishedPort>();
        foreach (var service in root.GetProperty("services").EnumerateObject())
        {
            services.Add(new ComposedService(
                service.Name,
                service.Value.TryGetProperty("image", out var image) ? image.GetString() : null,
                service.Value.TryGetProperty("healthcheck", out var check) && !(check.TryGetProperty("disable", out var off) && off.GetBoolean())));
            if (service.Value.TryGetProperty("ports", out var list)) ports.AddRange(list.EnumerateArray().Select(p => Port(service.Name, p)).OfType<PublishedPort>());
        }

        return new ComposeModel(root.GetProperty("name").GetString()!, services, ports);
    }

    // A range or an empty host port is the engine's to choose: nothing to check or to print beforehand.
    private static PublishedPort? Port(string service, JsonElement port) =>
        port.TryGetProperty("published", out var published)
        && int.TryParse(published.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var host) && host > 0
        && (!port.TryGetProperty("protocol", out var protocol) || protocol.GetString() == "tcp")
            ? new PublishedPort(service, port.TryGetProperty("host_ip", out var address) ? address.GetString() ?? "" : "", host, port.GetProperty("target").GetInt32())
            : null;
}
