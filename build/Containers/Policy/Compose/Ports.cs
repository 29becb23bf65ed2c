namespace ArgusAI.Containers.Reviews;

/// <summary>What a service publishes on the host.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Ports =>
    [
        Said("compose-database-published", Severity.Error, "KICS, CIS Docker 5.14", "Docker's rules bypass the host's firewall: the database is open to the network.",
            "remove the port, or bind it to 127.0.0.1", s => s.IsDatabase ? Published(s, _ => true).Select(p => (p.Key, $"publishes its database on every interface, '{p.Port}'")) : []),
        Said("compose-port-every-interface", Severity.Warning, "CIS Docker 5.14, KICS, dclint no-unbound-port-interfaces, decision D35", "Docker's rules bypass the host's firewall: the port is open to the network.",
            "127.0.0.1:host:container, or the address it is for", s => s.IsDatabase ? [] : Published(s, p => !IsDoor(p)).Select(p => (p.Key, $"publishes '{p.Port}' on every interface"))),
        Said("compose-ssh-port", Severity.Warning, "CIS Docker 5.7", "A shell server in a container is a second way in.",
            "use docker exec", s => s.Model.Ports.Select((p, i) => (Key: $"ports[{i}]", Port: p)).Where(p => p.Port.Container is { IsFixed: true, Value: { First: <= 22, Last: >= 22 } }).Select(p => (p.Key, $"publishes port 22, '{p.Port}'"))),
        Said("compose-privileged-port", Severity.Note, "CIS Docker 5.8, KICS", "Ports below 1024 belong to the host's own services.",
            "publish it on a port from 1024 up; 80 and 443 are a web server's", s => s.Model.Ports.Select((p, i) => (Key: $"ports[{i}]", Port: p)).Where(p => p.Port.Host is { IsFixed: true, Value.First: < 1024 and not (80 or 443) }).Select(p => (p.Key, $"takes the host's port {p.Port.Host}"))),
    ];

    /// <summary>The ports that every interface of the host has.</summary>
    static IEnumerable<(string Key, Port Port)> Published(ServiceSubject service, Func<Port, bool> which)
    {
        for (var i = 0; i < service.Model.Ports.Count; i++)
        {
            var port = service.Model.Ports[i];
            if ((port.HostAddress is null || port.HostAddress.LiteralText is "0.0.0.0" or "::" or "[::]" or "") && !HasAddressInVariable(port) && which(port)) yield return ($"ports[{i}]", port);
        }
    }

    /// <summary>Whether the variable for the host's port brings an address by default: <c>${DB_PORT:-127.0.0.1:5432}:5432</c>.</summary>
    static bool HasAddressInVariable(Port port) => port.Host is { IsFixed: false, Template: { } host } && Compose.ComposeRules.Default(host) is var text
        && text.Contains(':', StringComparison.Ordinal) && !text.StartsWith("0.0.0.0:", StringComparison.Ordinal) && !text.StartsWith("[::]:", StringComparison.Ordinal);

    /// <summary>A web server's own ports are meant for everyone.</summary>
    static bool IsDoor(Port port) => port.Container is { IsFixed: true, Value.First: 80 or 443 };
}
