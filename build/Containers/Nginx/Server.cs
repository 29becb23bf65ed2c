namespace ArgusAI.Containers.Nginx;

/// <summary>A <c>server</c> block.</summary>
public sealed record Server : Scope
{
    /// <summary>Where it listens; at least one.</summary>
    public required Items<Listen> Listen { get; init; }
    /// <summary>The names it answers to; <c>_</c> for any.</summary>
    public Items<string> Names { get; init; } = ["_"];
    /// <summary>Whether HTTP/2 is spoken: the form of nginx 1.25.1, not the deprecated <c>listen … http2</c>.</summary>
    public bool Http2 { get; init; }
    /// <summary>Certificates and protocols.</summary>
    public Tls? Tls { get; init; }
    /// <summary>Variables set for every request, names with <c>$</c>.</summary>
    public Entries<string> Set { get; init; } = Entries<string>.None;
    /// <summary>The folder of files.</summary>
    public string? Root { get; init; }
    /// <summary>The answer to every request that no location takes.</summary>
    public Return? Return { get; init; }
    /// <summary>The locations.</summary>
    public Items<Location> Locations { get; init; } = [];
}

/// <summary>Where a server listens.</summary>
/// <param name="Port">1 to 65535.</param>
public sealed record Listen(int Port)
{
    /// <summary>The address; null means every IPv4 address, <c>[::]</c> every IPv6 address.</summary>
    public string? Address { get; init; }
    /// <summary>Whether TLS is spoken.</summary>
    public bool Ssl { get; init; }
    /// <summary>Whether this server takes requests for unknown names.</summary>
    public bool Default { get; init; }

    /// <summary>Every IPv4 and every IPv6 address.</summary>
    public static Items<Listen> Everywhere(int port, bool ssl = false, bool @default = false) =>
        [new(port) { Ssl = ssl, Default = @default }, new(port) { Address = "[::]", Ssl = ssl, Default = @default }];
}

/// <summary>Certificates and protocols of a server.</summary>
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
    public bool PreferServerCiphers { get; init; }
    /// <summary>How long a session can be resumed.</summary>
    public Duration SessionTimeout { get; init; } = Duration.Hours(24);
    /// <summary>The memory shared for sessions; null means no cache.</summary>
    public ByteSize? SessionCache { get; init; } = ByteSize.Megabytes(10);
    /// <summary>Whether sessions are resumed with tickets, whose key lives as long as the process.</summary>
    public bool SessionTickets { get; init; }

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

/// <summary>An answer without a file or an upstream.</summary>
/// <param name="Code">The status.</param>
/// <param name="Text">The address for a redirect, else the body; an nginx text.</param>
public sealed record Return(int Code, string? Text = null);

/// <summary>How a location's path is compared.</summary>
public enum Match
{
    /// <summary>The longest beginning wins, unless a regular expression matches.</summary>
    Prefix,
    /// <summary>The whole path (<c>=</c>).</summary>
    Exact,
    /// <summary>The longest beginning wins, regular expressions are not asked (<c>^~</c>).</summary>
    PrefixFinal,
    /// <summary>A regular expression (<c>~</c>).</summary>
    Regex,
    /// <summary>A regular expression in any case (<c>~*</c>).</summary>
    RegexIgnoreCase,
    /// <summary>A name for <c>try_files</c> and <c>error_page</c> (<c>@</c>, without it here).</summary>
    Named,
}

/// <summary>A <c>location</c> block.</summary>
/// <param name="Path">The path, expression or name.</param>
/// <param name="Match">How it is compared.</param>
public sealed record Location(string Path, Match Match = Match.Prefix) : Scope
{
    /// <summary>Variables set for every request, names with <c>$</c>.</summary>
    public Entries<string> Set { get; init; } = Entries<string>.None;
    /// <summary>The upstream requests are passed to.</summary>
    public Proxy? Proxy { get; init; }
    /// <summary>The answer.</summary>
    public Return? Return { get; init; }
    /// <summary>The folder of files; the location's path is appended.</summary>
    public string? Root { get; init; }
    /// <summary>The folder that replaces the location's path.</summary>
    public string? Alias { get; init; }
    /// <summary>Files that are tried in order; the last is a URI, a name or <c>=code</c>.</summary>
    public Items<string> TryFiles { get; init; } = [];
    /// <summary>Whether only nginx itself may ask for it.</summary>
    public bool Internal { get; init; }
    /// <summary>The media type of unknown files and of a <see cref="Return"/> with a body.</summary>
    public string? DefaultType { get; init; }
}

/// <summary>How requests are passed on.</summary>
/// <param name="Pass">The upstream's URL. With a variable in it the name is resolved at each request, which needs a <see cref="Resolver"/>,
/// and nginx starts though the name is unknown.</param>
public sealed record Proxy(string Pass)
{
    /// <summary>The HTTP version spoken; 1.1 is needed for keep-alive and WebSockets.</summary>
    public string HttpVersion { get; init; } = "1.1";
    /// <summary>How long a connection may take; nginx's default is 60 s.</summary>
    public Duration? ConnectTimeout { get; init; }
    /// <summary>How long the upstream may be silent; nginx's default is 60 s.</summary>
    public Duration? ReadTimeout { get; init; }
    /// <summary>How long the upstream may take no data; nginx's default is 60 s.</summary>
    public Duration? SendTimeout { get; init; }
    /// <summary>Whether answers are collected before they are sent; null keeps nginx's yes.</summary>
    public bool? Buffering { get; init; }
    /// <summary>Whether request bodies are collected before they are passed on; null keeps nginx's yes.</summary>
    public bool? RequestBuffering { get; init; }
}
