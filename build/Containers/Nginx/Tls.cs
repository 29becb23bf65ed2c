namespace ArgusAI.Containers.Nginx;

/// <summary>Certificates and protocols of a server. Null and an empty list keep what the http block or nginx says.</summary>
/// <param name="Certificate">The chain, a PEM file.</param>
/// <param name="Key">The private key, a PEM file.</param>
public sealed record Tls(string Certificate, string Key)
{
    /// <summary>The protocols, such as <c>TLSv1.3</c>.</summary>
    public Items<string> Protocols { get; init; } = ["TLSv1.2", "TLSv1.3"];
    /// <summary>The cipher suites of TLS 1.2; null keeps OpenSSL's.</summary>
    public Items<string>? Ciphers { get; init; }
    /// <summary>The key exchange groups; null keeps OpenSSL's.</summary>
    public Items<string>? Curves { get; init; }
    /// <summary>Whether the server's order of suites counts.</summary>
    public bool? PreferServerCiphers { get; init; } = false;
    /// <summary>How long a session can be resumed.</summary>
    public Duration? SessionTimeout { get; init; } = Duration.Hours(24);
    /// <summary>Where sessions are kept: <c>off</c>, <c>none</c>, <c>builtin</c>, <c>shared:name:10m</c>, one word each.</summary>
    public Items<string> SessionCache { get; init; } = ["shared:tls:10m"];
    /// <summary>Whether sessions are resumed with tickets, whose key lives as long as the process.</summary>
    public bool? SessionTickets { get; init; } = false;
    /// <summary>The parameters of finite-field Diffie-Hellman, a PEM file.</summary>
    public string? DhParam { get; init; }
    /// <summary>Whether the certificate's state is sent along (OCSP).</summary>
    public bool? Stapling { get; init; }
    /// <summary>Whether that state's signature is checked.</summary>
    public bool? StaplingVerify { get; init; }
    /// <summary>Authorities for checking states and clients, a PEM file.</summary>
    public string? TrustedCertificate { get; init; }
    /// <summary>Authorities whose clients are let in, a PEM file; their names are sent to clients.</summary>
    public string? ClientCertificate { get; init; }
    /// <summary>Whether clients need a certificate: <c>on</c>, <c>off</c>, <c>optional</c> or <c>optional_no_ca</c>.</summary>
    public string? VerifyClient { get; init; }
    /// <summary>How long a client's chain may be.</summary>
    public int? VerifyDepth { get; init; }
    /// <summary>Certificates that were taken back, a PEM file.</summary>
    public string? RevokedCertificates { get; init; }
    /// <summary>Whether requests come with the first packet of TLS 1.3; they can be replayed.</summary>
    public bool? EarlyData { get; init; }
    /// <summary>How much is sent in one record; nginx's default is 16k.</summary>
    public ByteSize? BufferSize { get; init; }

    /// <summary>Mozilla's intermediate profile (Server Side TLS guideline 5.7): TLS 1.2 with forward secrecy, TLS 1.3.</summary>
    public static Tls MozillaIntermediate(string certificate, string key) => new(certificate, key)
    {
        Ciphers =
        [
            "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
            "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384", "DHE-RSA-CHACHA20-POLY1305",
        ],
        Curves = ["X25519", "prime256v1", "secp384r1"],
    };
}
