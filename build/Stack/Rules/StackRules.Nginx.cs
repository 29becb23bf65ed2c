using ArgusAI.Containers;
using ArgusAI.Containers.Nginx;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

public static partial class StackRules
{
    /// <summary>nginx listens on exactly its ports of the contract, on IPv4 and IPv6.</summary>
    private static IEnumerable<string> NginxListens(StackModel stack)
    {
        var listens = stack.Nginx.Http.Servers.SelectMany(s => s.Listen).ToList();
        var wanted = Ports.All.Where(p => p.Service == Services.Nginx).Select(p => p.Number).ToList();
        foreach (var port in wanted)
        {
            if (!listens.Any(l => l.Port == port && l.Address is null)) yield return $"{StackFiles.Nginx}: nothing listens on {port}";
            if (!listens.Any(l => l.Port == port && l.Address == "[::]")) yield return $"{StackFiles.Nginx}: nothing listens on {port} over IPv6";
        }

        foreach (var listen in listens.Where(l => !wanted.Contains(l.Port))) yield return $"{StackFiles.Nginx}: listens on {listen.Port}, which is no port of nginx in the contract";
    }

    /// <summary>Every location passes on to a service's port of the contract, by a name that is asked for at each request (D27), and can become a WebSocket (D30).</summary>
    private static IEnumerable<string> NginxUpstreams(StackModel stack)
    {
        if (stack.Nginx.Http.Resolver is null) yield return $"{StackFiles.Nginx}: without a resolver a restarted container is never found again";
        foreach (var location in stack.Nginx.Http.Servers.SelectMany(s => s.Locations).Where(l => l.Proxy is not null))
        {
            var variable = location.Proxy!.Pass["http://".Length..];
            if (!location.Set.TryGetValue(variable, out var target))
            {
                yield return $"{StackFiles.Nginx}: {location.Path} passes to {location.Proxy.Pass}, a fixed name: nginx does not start while it is unknown";
                continue;
            }

            var address = target.ToString();
            var parts = address.Split(':');
            var port = Ports.All.FirstOrDefault(p => p.Service == parts[0] && p.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) == parts[^1]);
            if (port is null) yield return $"{StackFiles.Nginx}: {location.Path} passes to {address}, which no service of the contract listens on";
            else if (!SharesNetwork(stack, port.Service)) yield return $"{StackFiles.Nginx}: {location.Path} passes to {port.Service}, which shares no network with nginx";
            if (!location.ProxyHeaders.Any(h => h.Name == "Upgrade") || !location.ProxyHeaders.Any(h => h.Value == Map.ConnectionUpgrade.Variable))
                yield return $"{StackFiles.Nginx}: {location.Path} cannot become a WebSocket: its Upgrade or Connection header is missing";
        }

        var metrics = stack.Nginx.Http.Servers.Where(s => s.Tls is not null).SelectMany(s => s.Locations).FirstOrDefault(l => l.Path == Routes.Metrics);
        if (metrics?.Return?.Code != 404) yield return $"{StackFiles.Nginx}: {Routes.Metrics} is not answered with 404 (Q4)";
    }

    /// <summary>nginx allows what the backend allows, and waits as long (D30, D32).</summary>
    private static IEnumerable<string> NginxLimits(StackModel stack)
    {
        if (stack.Nginx.Http.ClientMaxBodySize != new ByteSize(Limits.Upload))
            yield return $"{StackFiles.Nginx}: allows bodies of {stack.Nginx.Http.ClientMaxBodySize?.ToString() ?? "1m"}, the backend takes {new ByteSize(Limits.Upload)}";
        foreach (var location in stack.Nginx.Http.Servers.SelectMany(s => s.Locations).Where(l => l.Proxy is not null))
        {
            var wanted = Duration.From(location.Path.StartsWith(Routes.WebSocket, StringComparison.Ordinal) ? Limits.WebSocketIdle : Limits.RequestTimeout);
            if (location.Proxy!.ReadTimeout != wanted) yield return $"{StackFiles.Nginx}: {location.Path} waits {location.Proxy.ReadTimeout?.ToString() ?? "60s"} for an answer, the contract says {wanted}";
        }
    }

    private static bool SharesNetwork(StackModel stack, string service) =>
        stack.Compose.Services.TryGetValue(service, out var other)
        && stack.Compose.Services.TryGetValue(Services.Nginx, out var nginx)
        && nginx.Networks.Keys.Intersect(other.Networks.Keys).Any();
}
