using System.Globalization;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Tls;

/// <summary>A TLS client that can be told to speak an old version: openssl's, at security level 0, where it still agrees to TLS 1.1.</summary>
public static class Openssl
{
    // Above level 0 OpenSSL 3 refuses TLS 1.1 by itself (its MD5-SHA1 signature), and a test would prove the client.
    private const string AnyCipher = "ALL:@SECLEVEL=0";

    /// <summary>Tries a handshake.</summary>
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="version">tls1_1, tls1_2 or tls1_3.</param>
    /// <returns>What openssl printed; exit code 0 when the handshake succeeded.</returns>
    public static Task<Finished> Handshake(int port, string version) => new Shell(Path.GetTempPath()).Run("sh", "-c",
        $"echo | timeout 20 openssl s_client -connect 127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} -{version} -cipher '{AnyCipher}' -servername localhost 2>&1");

    /// <summary>A server on 127.0.0.1 that accepts TLS 1.1, for as long as it is not disposed.</summary>
    /// <param name="port">Its port.</param>
    /// <param name="clone">Where its certificate is.</param>
    public static async Task<IAsyncDisposable> OldServer(int port, Clone clone)
    {
        var start = new System.Diagnostics.ProcessStartInfo("openssl") { RedirectStandardOutput = true, RedirectStandardError = true };
        var number = port.ToString(CultureInfo.InvariantCulture);
        foreach (var argument in (string[])["s_server", "-accept", $"127.0.0.1:{number}", "-cert", clone.File("data/certs/cert.pem"), "-key", clone.File("data/certs/key.pem"), "-tls1_1", "-cipher", AnyCipher, "-www"])
            start.ArgumentList.Add(argument);
        var server = System.Diagnostics.Process.Start(start)!;
        // It says ACCEPT as soon as it listens.
        while (await server.StandardOutput.ReadLineAsync() is { } line && !line.Contains("ACCEPT", StringComparison.Ordinal)) { }
        return new Running(server);
    }

    private sealed class Running(System.Diagnostics.Process server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }
}
