namespace ArgusAI.Containers.Nginx;

/// <summary>What http, server and location blocks have in common. Null and an empty list say nothing: the block above, or nginx's default, holds.</summary>
public abstract record Scope
{
    private protected Scope() { }

    /// <summary>The media type of unknown files, and of a <see cref="Return"/> with a body.</summary>
    public string? DefaultType { get; init; }
    /// <summary>Whether answers name nginx's version.</summary>
    public bool? ServerTokens { get; init; }
    /// <summary>Whether the kernel copies files to sockets.</summary>
    public bool? SendFile { get; init; }
    /// <summary>Whether headers and the beginning of a file are sent in one packet.</summary>
    public bool? TcpNoPush { get; init; }
    /// <summary>How long an idle connection is kept; nginx's default is 75 s.</summary>
    public Duration? KeepAliveTimeout { get; init; }
    /// <summary>How many requests one connection may carry.</summary>
    public int? KeepAliveRequests { get; init; }
    /// <summary>What is compressed; null means as above.</summary>
    public Gzip? Gzip { get; init; }
    /// <summary>The folder of files; a location's path is appended.</summary>
    public string? Root { get; init; }
    /// <summary>Files that stand for a folder.</summary>
    public Items<string> Index { get; init; } = [];
    /// <summary>The largest request body; nginx's default is 1m, 0 means no limit.</summary>
    public ByteSize? ClientMaxBodySize { get; init; }
    /// <summary>Memory for a request's body; a larger one goes to a file.</summary>
    public ByteSize? ClientBodyBufferSize { get; init; }
    /// <summary>How long a client may be silent while it sends a body.</summary>
    public Duration? ClientBodyTimeout { get; init; }
    /// <summary>How long a client may take no data.</summary>
    public Duration? SendTimeout { get; init; }
    /// <summary>Bytes a second for each connection: a size, 0 for no limit, or a variable.</summary>
    public Text? LimitRate { get; init; }
    /// <summary>What is sent before <see cref="LimitRate"/> holds.</summary>
    public ByteSize? LimitRateAfter { get; init; }
    /// <summary>Where requests are logged; several logs stand in <see cref="Extra"/>.</summary>
    public AccessLog? AccessLog { get; init; }
    /// <summary>Where errors are logged.</summary>
    public ErrorLog? ErrorLog { get; init; }
    /// <summary>Name servers for names in variables.</summary>
    public Resolver? Resolver { get; init; }
    /// <summary>How long a name server may take.</summary>
    public Duration? ResolverTimeout { get; init; }
    /// <summary>Request rate limits that apply.</summary>
    public Items<LimitReq> LimitReq { get; init; } = [];
    /// <summary>The answer to a request above the rate; nginx's default is 503.</summary>
    public int? LimitReqStatus { get; init; }
    /// <summary>Limits of connections at a time.</summary>
    public Items<LimitConn> LimitConn { get; init; } = [];
    /// <summary>The answer to a connection too many; nginx's default is 503.</summary>
    public int? LimitConnStatus { get; init; }
    /// <summary>Pages for error codes.</summary>
    public Items<ErrorPage> ErrorPages { get; init; } = [];
    /// <summary>Who may connect; the first match decides.</summary>
    public Items<Access> Access { get; init; } = [];
    /// <summary>Names and passwords.</summary>
    public AuthBasic? AuthBasic { get; init; }
    /// <summary>A URI that is asked whether a request may pass, or <c>off</c>.</summary>
    public string? AuthRequest { get; init; }
    /// <summary>Whether one of <see cref="Access"/>, <see cref="AuthBasic"/> and <see cref="AuthRequest"/> is enough (<c>any</c>) or all are asked (<c>all</c>).</summary>
    public string? Satisfy { get; init; }
    /// <summary>Addresses and networks of proxies in front, whose word about the client is taken.</summary>
    public Items<string> RealIpFrom { get; init; } = [];
    /// <summary>The header with the client's address, or <c>proxy_protocol</c>.</summary>
    public string? RealIpHeader { get; init; }
    /// <summary>Whether the last address that is no trusted proxy counts, not simply the last.</summary>
    public bool? RealIpRecursive { get; init; }
    /// <summary>How long files may be cached: <c>max</c>, <c>epoch</c>, <c>off</c>, <c>7d</c>, <c>modified +1h</c>, one word each.</summary>
    public Items<string> Expires { get; init; } = [];
    /// <summary>Headers added to answers, here and below; a scope that adds some of its own repeats those from above.</summary>
    public Items<ResponseHeader> Headers { get; init; } = [];
    /// <summary>Whether <see cref="Headers"/> come on top of those from above. False writes them alone, and nginx drops the others here.</summary>
    public bool KeepsHeaders { get; init; } = true;
    /// <summary>Headers sent to upstreams, here and below; a scope that sends some of its own repeats those from above.</summary>
    public Items<ProxyHeader> ProxyHeaders { get; init; } = [];
    /// <summary>Whether <see cref="ProxyHeaders"/> come on top of those from above. False writes them alone, and nginx drops the others here.</summary>
    public bool KeepsProxyHeaders { get; init; } = true;
    /// <summary>Directives the model has no property for; header directives are refused, they have their own lists.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>Directives that stand behind the servers or locations, where order counts: files with more of them.</summary>
    public Items<Directive> ExtraAfter { get; init; } = [];
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
    /// <summary>Comments by directive name.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>A header added to answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Always">Whether error answers get it too.</param>
public sealed record ResponseHeader(string Name, Text Value, bool Always = true);

/// <summary>A header sent to upstreams.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; empty means the header is not sent.</param>
public sealed record ProxyHeader(string Name, Text Value)
{
    /// <summary>What an upstream needs to know the caller: host, address, scheme.</summary>
    public static Items<ProxyHeader> Forwarded { get; } =
    [
        new("Host", "$http_host"),
        new("X-Real-IP", "$remote_addr"),
        new("X-Forwarded-For", "$proxy_add_x_forwarded_for"),
        new("X-Forwarded-Proto", "$scheme"),
        new("X-Forwarded-Host", "$http_host"),
    ];
}
