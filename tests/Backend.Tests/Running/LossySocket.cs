using System.Net.Sockets;
using System.Text;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>
/// Stands before a PostgreSQL server's socket, and once hangs up between a statement and its answer: as a server that dies when it has
/// just committed.
/// </summary>
internal sealed class LossySocket : IDisposable
{
    private const string Name = ".s.PGSQL.5432";

    private readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _statement;
    private readonly UnixDomainSocketEndPoint _server;
    private int _isLossy = 1;

    /// <summary>Opens it.</summary>
    /// <param name="server">The server's socket directory.</param>
    /// <param name="statement">How the statement begins whose answer is lost.</param>
    public LossySocket(string server, string statement)
    {
        (_server, _statement) = (new(Path.Combine(server, Name)), Encoding.UTF8.GetBytes(statement));
        _door.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, Name)));
        _door.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The directory that a client is given.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("argusai-lossy-").FullName;

    /// <summary>Whether an answer was lost.</summary>
    public bool HasHungUp => Volatile.Read(ref _isLossy) == 0;

    public void Dispose()
    {
        _door.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _door.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            bool isLost = false;
            try
            {
                await server.ConnectAsync(_server);
                var asking = PumpAsync(client, server, sent =>
                {
                    if (sent.IndexOf(_statement) >= 0 && Interlocked.Exchange(ref _isLossy, 0) == 1) isLost = true;
                    return true;
                });
                await Task.WhenAny(asking, PumpAsync(server, client, _ => !isLost));
            }
            catch (SocketException)
            {
                // Either side went.
            }
        }
    }

    // Until one side ends, or what came is not to be handed on.
    private static async Task PumpAsync(Socket from, Socket to, Func<ReadOnlySpan<byte>, bool> isHandedOn)
    {
        byte[] buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer) is var received and > 0)
        {
            if (!isHandedOn(buffer.AsSpan(0, received))) return;
            await to.SendAsync(buffer.AsMemory(0, received));
        }
    }
}
