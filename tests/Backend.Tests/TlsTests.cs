using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>HTTPS of the backend itself, and what its certificate must not do to outbound TLS (D34).</summary>
public sealed class TlsTests : IDisposable
{
    private readonly AppFolder _app = new();
    private readonly X509Certificate2 _own = SelfSigned();

    public TlsTests()
    {
        Directory.CreateDirectory(_app.In("certs"));
        File.WriteAllText(_app.In("certs/cert.pem"), _own.ExportCertificatePem());
        File.WriteAllText(_app.In("certs/key.pem"), _own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _own.Dispose();
        _app.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        // Marked as an authority too: a verifier that is given it as a bundle accepts it, which is what must not happen.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(7));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    [Fact]
    public async Task SSL_ENABLED_serves_HTTPS_with_the_given_certificate_beside_HTTP()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?> { ["SSL_ENABLED"] = "true" });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == _own.Thumbprint };
        using var client = new HttpClient(handler) { BaseAddress = await backend.HttpsAddressAsync() };

        using var answer = await client.GetAsync(Routes.Liveness);
        using var login = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password = BackendProcess.AdminPassword });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(login.Headers.GetValues("Set-Cookie"), c => Assert.Contains("secure", c, StringComparison.Ordinal));
        using var plain = await backend.Client.GetAsync(Routes.Liveness);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
    }

    [Fact]
    public async Task A_key_that_does_not_belong_to_the_certificate_is_a_configuration_problem()
    {
        using var other = SelfSigned();
        await File.WriteAllTextAsync(_app.In("certs/key.pem"), other.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using var backend = BackendProcess.Start(_app.Path, new Dictionary<string, string?> { ["SSL_ENABLED"] = "true" });

        Assert.Equal(ExitCodes.Configuration, await backend.ExitAsync());
        Assert.Contains("do not belong together", Assert.Single(backend.Output), StringComparison.Ordinal);
    }

    /// <summary>
    /// The provider's server shows the very certificate that SSL_CERT_FILE names. Were the variable still in the
    /// process when OpenSSL looks, that certificate would be its whole bundle and be trusted; it must be refused, and
    /// be accepted only when the system's store (here SSL_CERT_DIR, OpenSSL's other variable) holds it.
    /// </summary>
    [Theory]
    [InlineData(false, "is not trusted")]
    [InlineData(true, "takes the key")]
    public async Task The_servers_certificate_is_never_what_outbound_TLS_trusts(bool isInStore, string outcome)
    {
        using var provider = new TcpListener(IPAddress.Loopback, 0);
        provider.Start();
        _ = Task.Run(() => AnswerAsync(provider));
        string store = Path.Combine(_app.Path, "store");
        Directory.CreateDirectory(store);
        if (isInStore) File.Copy(_app.In("certs/cert.pem"), Path.Combine(store, "own.pem"));
        await using var backend = await BackendProcess.ListeningAsync(_app.Path, new Dictionary<string, string?>
        {
            ["SSL_ENABLED"] = "true", ["SSL_CERT_FILE"] = _app.In("certs/cert.pem"), ["SSL_KEY_FILE"] = _app.In("certs/key.pem"), ["SSL_CERT_DIR"] = store,
            ["OPENAI_API_KEY"] = "sk-hunter2", ["OPENAI_BASE_URL"] = $"https://localhost:{((IPEndPoint)provider.LocalEndpoint).Port}/v1",
        });
        await backend.SignInAsync();

        using var answer = await backend.Client.PostAsync("/api/v1/ai/providers/openai/test", null);

        var test = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(outcome, test.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(isInStore, test.GetProperty("success").GetBoolean());
        Assert.DoesNotContain("hunter2", backend.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_no_provider_is_asked()
    {
        await using var backend = await BackendProcess.ListeningAsync(_app.Path);
        await backend.SignInAsync();

        Assert.All((await backend.GetJsonAsync("/api/v1/ai/providers")).GetProperty("items").EnumerateArray(), p => Assert.False(p.GetProperty("has_key").GetBoolean()));
        using var answer = await backend.Client.PostAsync("/api/v1/ai/providers/openai/test", null);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task AnswerAsync(TcpListener listener)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(_own);
                using var reader = new StreamReader(tls, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                await tls.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"));
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client refused the certificate: what one of the cases expects.
            }
        }
    }
}
