using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers.Compose;

/// <summary>A port that other containers of the network may know of, and the host does not publish: <c>8000</c>, <c>53/udp</c>.</summary>
/// <param name="Ports">One port, or several in a row.</param>
/// <param name="Protocol">The transport.</param>
public sealed record ExposedPort(Interpolated<PortRange> Ports, Protocol Protocol = Protocol.Tcp) : IParsable<ExposedPort>
{
    /// <summary>One TCP port.</summary>
    public static implicit operator ExposedPort(int port) => new((PortRange)port);

    /// <summary>Reads <c>port[-port][/protocol]</c>, with variables anywhere.</summary>
    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static ExposedPort Parse(string s, IFormatProvider? provider = null) => Port.Parse(s, provider) is { Host: null, HostAddress: null } port
        ? new(port.Container, port.Protocol)
        : throw Expected.Form("exposed port", s, "the container's port alone, such as 8000 or 53/udp: ports publishes it on the host");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ExposedPort result)
    {
        result = Port.TryParse(s, provider, out var port) && port is { Host: null, HostAddress: null } ? new(port.Container, port.Protocol) : null;
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => new Port(Ports) { Protocol = Protocol }.ToString();
}
