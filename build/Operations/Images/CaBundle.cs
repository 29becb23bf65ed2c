namespace ArgusAI.Operations.Images;

/// <summary>
/// The certificates that network steps inside a build trust: on a network that inspects TLS, its own authority must be
/// among them. It reaches the build as a secret mount, never as a layer.
/// </summary>
public static class CaBundle
{
    /// <summary>The id under which build steps mount it.</summary>
    public const string SecretId = "ca";

    /// <summary>The bundle to use: the given one, else the caller's <c>SSL_CERT_FILE</c>, else none.</summary>
    /// <param name="given">The value of <c>--ca-bundle</c>.</param>
    /// <param name="variable">Reads an environment variable; the process's own when null.</param>
    /// <exception cref="OperationException">The file is not there or holds no certificate.</exception>
    public static string? Resolve(string? given, Func<string, string?>? variable = null)
    {
        var path = given ?? (variable ?? Environment.GetEnvironmentVariable)("SSL_CERT_FILE");
        if (string.IsNullOrEmpty(path)) return null;
        var origin = given is null ? "SSL_CERT_FILE" : "--ca-bundle";
        if (!File.Exists(path)) throw new OperationException($"{origin} names '{path}', which is not there", $"give the path of a PEM file, or leave {origin} unset");
        return File.ReadLines(path).Any(line => line.StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            ? Path.GetFullPath(path)
            : throw new OperationException($"{origin} names '{path}', which holds no PEM certificate", "convert it: openssl x509 -inform der -in FILE -out FILE.pem");
    }
}
