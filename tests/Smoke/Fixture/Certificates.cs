using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ArgusAI.Smoke.Fixture;

/// <summary>The user's own certificate in <c>data/certs</c> of a clone (AC-2.6.2).</summary>
public static class Certificates
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Puts a self-signed pair for localhost there: the key is mode 0600 and its owner is returned.</summary>
    /// <param name="clone">Whose <c>data/certs</c>.</param>
    /// <returns>The certificate, and the user id that nginx has to run as.</returns>
    public static async Task<(X509Certificate2 Certificate, string Uid)> PutInto(Clone clone)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));

        var folder = Directory.CreateDirectory(clone.File(DataLayout.HostCertificates.TrimStart('.', '/'))).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, DataLayout.CertificateFile), certificate.ExportCertificatePem());
        var keyFile = Path.Combine(folder, DataLayout.KeyFile);
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(keyFile, OwnerOnly);

        var uid = (await new Shell(folder).Run("id", "-u")).Succeeded().Output.Trim();
        if (uid != "0") return (certificate, uid);
        // Root without capabilities may not read another user's key, and root's key nobody's (D33): give it to the default user.
        uid = DataLayout.UserId.ToString(CultureInfo.InvariantCulture);
        (await new Shell(folder).Run("chown", uid, keyFile)).Succeeded();
        return (certificate, uid);
    }
}
