using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace ArgusAI.Operations.Compose;

/// <summary>A TCP port of this host that a process listens on.</summary>
/// <param name="Address">The address it is bound to.</param>
/// <param name="Port">The port.</param>
/// <param name="Inode">Linux's number of the socket, 0 where unknown.</param>
/// <param name="User">The socket's owner, null where unknown.</param>
public sealed record ListeningPort(IPAddress Address, int Port, long Inode, uint? User)
{
    /// <summary>Whether a container port published on an address would collide with it.</summary>
    /// <param name="address">The host address; empty means all.</param>
    /// <param name="port">The host port.</param>
    public bool Blocks(string address, int port)
    {
        if (port != Port) return false;
        if (address.Length == 0 || !IPAddress.TryParse(address, out var wanted)) return true;
        var bound = Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address;
        // A socket on :: usually takes IPv4 as well.
        if (bound.Equals(IPAddress.IPv6Any)) return true;
        return bound.AddressFamily == wanted.AddressFamily
            && (bound.Equals(wanted) || bound.Equals(IPAddress.Any) || wanted.Equals(IPAddress.Any) || wanted.Equals(IPAddress.IPv6Any));
    }
}

/// <summary>Which TCP ports of this host are taken, and by whom.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>All of them. Linux tells the sockets' numbers too; other systems only the ports.</summary>
    internal static IReadOnlyList<ListeningPort> All() => OperatingSystem.IsLinux()
        ? [.. Tables.Where(File.Exists).SelectMany(f => File.ReadLines(f).Skip(1)).Select(Parse).OfType<ListeningPort>()]
        : [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(e => new ListeningPort(e.Address, e.Port, 0, null))];

    /// <summary>Reads one line of <c>/proc/net/tcp</c>: local address and port in hexadecimal, state, uid, inode.</summary>
    internal static ListeningPort? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10 || fields[3] != Listening) return null;
        var local = fields[1].Split(':');
        return new ListeningPort(Address(local[0]), int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(fields[9], CultureInfo.InvariantCulture), uint.Parse(fields[7], CultureInfo.InvariantCulture));
    }

    /// <summary>Names the process behind a socket, as <c>name (pid N)</c>; null when this user may not see it.</summary>
    internal static string? Owner(ListeningPort port)
    {
        if (port.Inode == 0 || !OperatingSystem.IsLinux()) return null;
        var link = $"socket:[{port.Inode}]";
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                if (!Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(f => new FileInfo(f).LinkTarget == link)) continue;
                return $"{Name(process)} (pid {Path.GetFileName(process)})";
            }
            catch (Exception gone) when (gone is UnauthorizedAccessException or IOException)
            {
                // Another user's process, or one that ended meanwhile.
            }
        }

        return null;
    }

    // The program's file name rather than the command line, which may hold a secret, or the thread's name, which says little.
    private static string Name(string process) =>
        new FileInfo(Path.Combine(process, "exe")).LinkTarget is { Length: > 0 } program ? Path.GetFileName(program) : File.ReadAllText(Path.Combine(process, "comm")).Trim();

    // The kernel prints each 32-bit word in the machine's byte order.
    private static IPAddress Address(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        for (int word = 0; BitConverter.IsLittleEndian && word < bytes.Length; word += 4) bytes.AsSpan(word, 4).Reverse();
        return new IPAddress(bytes);
    }
}
