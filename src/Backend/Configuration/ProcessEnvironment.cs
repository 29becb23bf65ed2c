using System.Runtime.InteropServices;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Configuration;

/// <summary>The environment of this process.</summary>
internal static partial class ProcessEnvironment
{
    /// <summary>
    /// Takes every variable of the table out of the process and returns them. <c>SSL_CERT_FILE</c> must go before
    /// OpenSSL first asks for it (D34: it would become the bundle outbound TLS trusts); the secrets must go so that
    /// no child process inherits them. .NET changes its own copy only, so the C library's is changed as well.
    /// </summary>
    public static Func<string, string?> Take()
    {
        var taken = new Dictionary<string, string?>();
        foreach (string name in BackendEnvironment.All.SelectMany(v => v.FileName is { } file ? [v.Name, file] : new[] { v.Name }))
        {
            taken[name] = Environment.GetEnvironmentVariable(name);
            // The runtime itself reads TZ for local time.
            if (name == BackendEnvironment.TimeZone.Name) continue;
            _ = UnsetEnv(name);
        }

        foreach (string name in taken.Keys.Where(n => n != BackendEnvironment.TimeZone.Name)) Environment.SetEnvironmentVariable(name, null);
        return taken.GetValueOrDefault;
    }

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetEnv(string name);
}
