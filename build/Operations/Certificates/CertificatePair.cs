using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArgusAI.Contract;
using ArgusAI.Operations.Files;

namespace ArgusAI.Operations.Certificates;

/// <summary>Reads a certificate and its key from a folder and says whether nginx and the backend can use them.</summary>
internal static class CertificatePair
{
    private const string Again = "delete both files and run ./build.sh Certs for a self-signed pair, or copy your own pair there";

    internal static CertificateReport Read(string folder, DateTimeOffset now)
    {
        string certificatePath = Path.Combine(folder, DataLayout.CertificateFile), keyPath = Path.Combine(folder, DataLayout.KeyFile);
        if (!File.Exists(keyPath)) return Bad($"'{certificatePath}' is there without its key '{keyPath}'", $"copy the key there, or {Again}");
        var report = new CertificateReport { KeyOwner = PosixOwner.Of(keyPath)?.User };
        if (!File.Exists(certificatePath)) return Bad($"the key '{keyPath}' is there without its certificate '{certificatePath}'", $"copy the certificate there, or {Again}", report);
        if (report.KeyOwner == 0)
            return Bad($"the key '{keyPath}' is owned by root: nginx runs as the key's owner, and never as root", $"sudo chown {DataLayout.UserId} '{keyPath}'", report);

        string certificatePem, keyPem;
        try
        {
            (certificatePem, keyPem) = (File.ReadAllText(certificatePath), File.ReadAllText(keyPath));
        }
        catch (Exception unreadable) when (unreadable is UnauthorizedAccessException or IOException)
        {
            return Bad($"the certificates in '{folder}' cannot be read: {unreadable.Message}", $"run as the owner of the files, or: sudo chown \"$(id -u)\" '{certificatePath}' '{keyPath}'", report);
        }

        return Check(certificatePath, certificatePem, keyPath, keyPem, report, now);
    }

    private static CertificateReport Check(string certificatePath, string certificatePem, string keyPath, string keyPem, CertificateReport report, DateTimeOffset now)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(certificatePem);
        }
        catch (CryptographicException)
        {
            return Bad($"'{certificatePath}' holds no PEM certificate", $"copy a PEM file that starts with -----BEGIN CERTIFICATE-----, or {Again}", report);
        }

        using (certificate)
        {
            var expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
            report = report with
            {
                Expires = expires,
                DaysLeft = (int)Math.Floor((expires - now).TotalDays),
                Names = Names(certificate),
                SelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
            };
            if (Mismatch(certificate, keyPem) is { } mismatch) return Bad($"'{keyPath}' {mismatch}", $"copy the key that belongs to '{certificatePath}', or {Again}", report);
            if (expires <= now) return Bad($"'{certificatePath}' expired on {expires:yyyy-MM-dd}", $"renew it where it was issued, or {Again}", report);
            if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
                return Bad($"'{certificatePath}' is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC", "check this machine's clock, or wait until then", report);
            return report;
        }
    }

    /// <summary>Why a key does not go with a certificate; null when it does, or when .NET knows neither algorithm (Ed25519), which nginx decides itself.</summary>
    private static string? Mismatch(X509Certificate2 certificate, string keyPem)
    {
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal)) return "is protected by a passphrase, which nobody can type when a container starts";
        try
        {
            if (certificate.GetECDsaPublicKey() is { } ecPublic)
            {
                using (ecPublic)
                using (var key = ECDsa.Create())
                {
                    key.ImportFromPem(keyPem);
                    return Same(ecPublic, key) ? null : "does not match the certificate";
                }
            }

            if (certificate.GetRSAPublicKey() is not { } rsaPublic) return null;
            using (rsaPublic)
            using (var key = RSA.Create())
            {
                key.ImportFromPem(keyPem);
                return Same(rsaPublic, key) ? null : "does not match the certificate";
            }
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            return "holds no PEM key of the certificate's kind";
        }
    }

    private static bool Same(AsymmetricAlgorithm a, AsymmetricAlgorithm b) =>
        a.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(b.ExportSubjectPublicKeyInfo());

    private static List<string> Names(X509Certificate2 certificate) =>
    [
        .. certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(e => e.EnumerateDnsNames().Concat(e.EnumerateIPAddresses().Select(a => a.ToString()))),
    ];

    private static CertificateReport Bad(string problem, string fix, CertificateReport? report = null) =>
        (report ?? new CertificateReport()) with { Problem = problem, Fix = fix };
}
