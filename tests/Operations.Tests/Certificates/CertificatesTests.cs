using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Tests.Engine;
using Pair = ArgusAI.Operations.Certificates.Certificates;

namespace ArgusAI.Operations.Tests.Certificates;

public sealed class CertificatesTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    private string Certificate => Path.Combine(sandbox.Folder, "data", "certs", "cert.pem");

    private string Key => Path.Combine(sandbox.Folder, "data", "certs", "key.pem");

    [Fact]
    public void A_missing_pair_is_created_for_localhost_and_this_host_with_a_closed_key()
    {
        Assert.Null(Pair.Inspect(sandbox.Workspace));

        var report = Pair.Ensure(sandbox.Workspace, sandbox.Console);

        Assert.True(report.Created);
        Assert.Null(report.Problem);
        Assert.True(report.SelfSigned);
        Assert.Contains("localhost", report.Names);
        Assert.Contains("127.0.0.1", report.Names);
        Assert.Contains("::1", report.Names);
        Assert.InRange(report.DaysLeft!.Value, 800, 825);
        if (!OperatingSystem.IsWindows()) Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(Key));
        if (PosixOwner.IsRoot) Assert.Equal(1000u, report.KeyOwner);
    }

    [Fact]
    public async Task A_created_pair_serves_TLS_for_localhost()
    {
        Pair.Ensure(sandbox.Workspace, sandbox.Console);
        using var pem = X509Certificate2.CreateFromPemFile(Certificate, Key);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var server = await accepting;
        await using var serverStream = new SslStream(server.GetStream());
        await using var clientStream = new SslStream(client.GetStream());
        var errors = SslPolicyErrors.None;
        await Task.WhenAll(
            serverStream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = pem }, TestContext.Current.CancellationToken),
            clientStream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, _, _, e) => (errors = e) == SslPolicyErrors.RemoteCertificateChainErrors }, TestContext.Current.CancellationToken));
        // Only the unknown issuer is wrong with it, not the name.
        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, errors);
    }

    [Fact]
    public void A_pair_that_is_there_is_never_overwritten()
    {
        var (certificate, key) = Write(DateTimeOffset.UtcNow.AddDays(100));
        var report = Pair.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.False(report.Created);
        Assert.InRange(report.DaysLeft!.Value, 98, 100);
        Assert.Equal(certificate, File.ReadAllText(Certificate));
        Assert.Equal(key, File.ReadAllText(Key));
    }

    [Fact]
    public void A_certificate_that_ends_soon_is_worth_a_word()
    {
        Write(DateTimeOffset.UtcNow.AddDays(10));
        Pair.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Contains("renew it soon", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Key, other.ExportPkcs8PrivateKeyPem());
        Refused("does not match the certificate");
    }

    [Fact]
    public void A_key_of_another_kind_is_refused()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        using var rsa = RSA.Create(2048);
        File.WriteAllText(Key, rsa.ExportPkcs8PrivateKeyPem());
        Refused("no PEM key of the certificate's kind");
    }

    [Fact]
    public void An_RSA_pair_is_as_good()
    {
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=cameras.example.org", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        Put(certificate.ExportCertificatePem(), rsa.ExportRSAPrivateKeyPem());
        Assert.Null(Pair.Inspect(sandbox.Workspace)!.Problem);
    }

    [Fact]
    public void An_expired_certificate_is_refused_with_its_date()
    {
        Write(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero));
        Refused("expired on 2024-03-01");
    }

    [Fact]
    public void A_key_with_a_passphrase_is_refused()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Key, key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        Refused("passphrase");
    }

    [Fact]
    public void Text_that_is_no_certificate_is_refused()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        File.WriteAllText(Certificate, "hello");
        Refused("holds no PEM certificate");
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused_and_no_key_is_made_up()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        File.Delete(Key);
        Refused("without its key");
        Assert.False(File.Exists(Key));
    }

    [Fact]
    public void A_key_without_its_certificate_is_refused()
    {
        Write(DateTimeOffset.UtcNow.AddDays(100));
        File.Delete(Certificate);
        Refused("without its certificate");
        Assert.False(File.Exists(Certificate));
    }

    [Fact]
    public void A_key_owned_by_root_is_refused_with_the_command_that_mends_it()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        Write(DateTimeOffset.UtcNow.AddDays(100));
        PosixOwner.Set(Key, 0, 0);
        var error = Refused("owned by root");
        Assert.Contains($"chown 1000 '{Key}'", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_another_user_than_env_says_is_refused()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        Write(DateTimeOffset.UtcNow.AddDays(100));
        PosixOwner.Set(Key, 1234, 1234);
        sandbox.File(".env", "ARGUSAI_CERTS_UID=4321\n");
        var error = Refused("belongs to user 1234");
        Assert.Contains("ARGUSAI_CERTS_UID=1234", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_gives_a_new_key_to_the_user_that_env_names()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root gives files away");
        sandbox.File(".env", "ARGUSAI_CERTS_UID=1234\n");
        Assert.Equal(1234u, Pair.Ensure(sandbox.Workspace, sandbox.Console).KeyOwner);
    }

    private OperationException Refused(string because)
    {
        var error = Assert.Throws<OperationException>(() => Pair.Ensure(sandbox.Workspace, sandbox.Console));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Fix);
        return error;
    }

    private (string Certificate, string Key) Write(DateTimeOffset expires)
    {
        // Made as of a while before its end, so that an expired one can be made at all.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=cameras.example.org", key, HashAlgorithmName.SHA256).CreateSelfSigned(expires.AddDays(-200), expires);
        return Put(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private (string Certificate, string Key) Put(string certificate, string key)
    {
        sandbox.File("data/certs/cert.pem", certificate);
        sandbox.File("data/certs/key.pem", key);
        if (PosixOwner.IsRoot) PosixOwner.Set(Key, 1000, 1000);
        return (certificate, key);
    }

    public void Dispose() => sandbox.Dispose();
}
