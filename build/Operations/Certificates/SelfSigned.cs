using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArgusAI.Contract;

namespace ArgusAI.Operations.Certificates;

/// <summary>A self-signed server certificate for a host that has no real one yet.</summary>
internal static class SelfSigned
{
    /// <summary>Browsers refuse server certificates that live longer.</summary>
    internal const int Days = 825;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Creates a P-256 pair as PEM. Valid from a day ago: clocks differ.</summary>
    internal static (string Certificate, string Key) Create(IEnumerable<string> hostNames, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=localhost, O={Product.Name} self-signed", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in hostNames.Prepend("localhost").Distinct(StringComparer.OrdinalIgnoreCase)) names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
