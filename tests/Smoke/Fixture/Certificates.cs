using System.Security.Cryptography.X509Certificates;
using ArgusAI.Operations;

namespace ArgusAI.Smoke.Fixture;

/// <summary>A certificate in <c>data/certs</c> of a clone, as <c>./build.sh Certs</c> puts it there.</summary>
public static class Certificates
{
    /// <summary>Creates the pair.</summary>
    /// <param name="clone">Whose <c>data/certs</c>.</param>
    /// <returns>The certificate, and the setting that lets nginx read its key.</returns>
    public static (X509Certificate2 Certificate, KeyValuePair<string, string> Owner) PutInto(Clone clone)
    {
        var workspace = new Workspace(clone.Folder);
        var report = Operations.Certificates.Certificates.Ensure(workspace, Scratch.Silent);
        var file = Path.Combine(workspace.Certificates, DataLayout.CertificateFile);
        return (X509CertificateLoader.LoadCertificateFromFile(file), new(HostEnvironment.CertsUid.Name, $"{report.KeyOwner}"));
    }
}
