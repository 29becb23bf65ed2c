using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ArgusAI.Smoke.Fixture;

/// <summary>Free ports of the host for one stack.</summary>
public sealed record StackPorts
{
    private readonly int[] _numbers = Free(4);

    /// <summary>The backend's published port.</summary>
    public int Backend => _numbers[0];

    /// <summary>The frontend's published port.</summary>
    public int Frontend => _numbers[1];

    /// <summary>nginx's published HTTP port.</summary>
    public int Http => _numbers[2];

    /// <summary>nginx's published HTTPS port.</summary>
    public int Https => _numbers[3];

    /// <summary>As the variables that compose reads.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
    [
        new(HostEnvironment.BackendPort.Name, Text(Backend)),
        new(HostEnvironment.FrontendPort.Name, Text(Frontend)),
        new(HostEnvironment.HttpPort.Name, Text(Http)),
        new(HostEnvironment.HttpsPort.Name, Text(Https)),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int[] Free(int count)
    {
        // All are held at once, or the same one could be handed out twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var numbers = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return numbers;
    }
}
