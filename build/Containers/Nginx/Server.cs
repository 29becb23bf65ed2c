namespace ArgusAI.Containers.Nginx;

/// <summary>A <c>server</c> block.</summary>
public sealed record Server : Scope
{
    /// <summary>Where it listens; nothing means nginx's default, port 80 for root and 8000 for others.</summary>
    public required Items<Listen> Listen { get; init; }
    /// <summary>The names it answers to; <c>_</c> for any.</summary>
    public Items<string> Names { get; init; } = ["_"];
    /// <summary>Whether HTTP/2 is spoken: the form of nginx 1.25.1, not the deprecated <c>listen … http2</c>.</summary>
    public bool Http2 { get; init; }
    /// <summary>Certificates and protocols.</summary>
    public Tls? Tls { get; init; }
    /// <summary>Variables set for every request, names with <c>$</c>.</summary>
    public Entries<Text> Set { get; init; } = Entries<Text>.None;
    /// <summary>Files that are tried in order; the last is a URI, a name or <c>=code</c>.</summary>
    public Items<string> TryFiles { get; init; } = [];
    /// <summary>Changes of the requested URI, behind what <see cref="Set"/> and <see cref="Scope.Extra"/> do.</summary>
    public Items<Rewrite> Rewrites { get; init; } = [];
    /// <summary>The answer to every request, before any location is asked.</summary>
    public Return? Return { get; init; }
    /// <summary>The locations.</summary>
    public Items<Location> Locations { get; init; } = [];

    /// <summary>The locations and those inside them.</summary>
    public IEnumerable<Location> AllLocations => Locations.SelectMany(l => l.WithInner);
}

/// <summary>Where a server listens.</summary>
/// <param name="Port">1 to 65535; 0 with a <c>unix:</c> address.</param>
public sealed record Listen(int Port)
{
    /// <summary>The address; null means every IPv4 address, <c>[::]</c> every IPv6 address, <c>unix:</c> and a path a socket.</summary>
    public string? Address { get; init; }
    /// <summary>Whether TLS is spoken.</summary>
    public bool Ssl { get; init; }
    /// <summary>Whether this server takes requests for unknown names.</summary>
    public bool Default { get; init; }
    /// <summary>Whether HTTP/3 is spoken, over UDP.</summary>
    public bool Quic { get; init; }
    /// <summary>The deprecated form of <see cref="Server.Http2"/>.</summary>
    public bool Http2 { get; init; }
    /// <summary>Whether a connection begins with the PROXY protocol.</summary>
    public bool ProxyProtocol { get; init; }
    /// <summary>Whether every process has a socket of its own.</summary>
    public bool ReusePort { get; init; }
    /// <summary>Other options, such as <c>backlog=511</c> and <c>ipv6only=off</c>.</summary>
    public Items<string> Options { get; init; } = [];

    /// <summary>Every IPv4 and every IPv6 address.</summary>
    public static Items<Listen> Everywhere(int port, bool ssl = false, bool @default = false) =>
        [new(port) { Ssl = ssl, Default = @default }, new(port) { Address = "[::]", Ssl = ssl, Default = @default }];
}

/// <summary>An answer without a file or an upstream.</summary>
/// <param name="Code">The status.</param>
/// <param name="Text">The address for a redirect, else the body.</param>
public sealed record Return(int Code, Text? Text = null);

/// <summary>A change of the requested URI.</summary>
/// <param name="Pattern">The regular expression.</param>
/// <param name="Replacement">What the URI becomes; <c>$1</c> is the first group.</param>
/// <param name="Flag"><c>last</c>, <c>break</c>, <c>redirect</c> or <c>permanent</c>; null goes on with the next rewrite.</param>
public sealed record Rewrite(string Pattern, Text Replacement, string? Flag = null);
