using System.Diagnostics;
using System.Net.Sockets;

namespace ArgusAI.Backend.Storage;

/// <summary>The socket file by which PostgreSQL's presence is known (D22).</summary>
/// <param name="path">The file, such as <c>/var/run/postgresql/.s.PGSQL.5432</c>.</param>
internal sealed class PostgresSocket(string path)
{
    /// <summary>Whether the file is there; a killed server leaves it behind.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Whether a server listens on it.</summary>
    public bool IsListening
    {
        get
        {
            try
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>Waits until a server listens on it.</summary>
    /// <param name="limit">How long at most.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>False when the limit passed.</returns>
    public async Task<bool> ListensWithinAsync(TimeSpan limit, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); !IsListening; await Task.Delay(250, cancel))
        {
            if (waited.Elapsed >= limit) return false;
        }

        return true;
    }
}
