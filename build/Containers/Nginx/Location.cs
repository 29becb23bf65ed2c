namespace ArgusAI.Containers.Nginx;

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
    public Entries<Text> Set { get; init; } = Entries<Text>.None;
    /// <summary>The upstream requests are passed to.</summary>
    public Proxy? Proxy { get; init; }
    /// <summary>Changes of the requested URI, behind what <see cref="Set"/> and <see cref="Scope.Extra"/> do.</summary>
    public Items<Rewrite> Rewrites { get; init; } = [];
    /// <summary>The answer.</summary>
    public Return? Return { get; init; }
    /// <summary>The folder that replaces the location's path.</summary>
    public string? Alias { get; init; }
    /// <summary>Files that are tried in order; the last is a URI, a name or <c>=code</c>.</summary>
    public Items<string> TryFiles { get; init; } = [];
    /// <summary>Whether only nginx itself may ask for it.</summary>
    public bool Internal { get; init; }
    /// <summary>Locations inside it.</summary>
    public Items<Location> Locations { get; init; } = [];

    /// <summary>It and the locations inside it.</summary>
    internal IEnumerable<Location> WithInner => Locations.SelectMany(l => l.WithInner).Prepend(this);
}

/// <summary>How requests are passed on. Null and an empty list keep what the blocks above or nginx say.</summary>
/// <param name="Pass">The upstream's URL. With a variable in it the name is resolved at each request, which needs a <see cref="Resolver"/>,
/// and nginx starts though the name is unknown.</param>
public sealed record Proxy(string Pass)
{
    /// <summary>The HTTP version spoken; 1.1 is needed for keep-alive and WebSockets.</summary>
    public string? HttpVersion { get; init; } = "1.1";
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
    /// <summary>Memory for the beginning of an answer, which holds its headers.</summary>
    public ByteSize? BufferSize { get; init; }
    /// <summary>The largest file an answer waits in; 0 for none.</summary>
    public ByteSize? MaxTempFileSize { get; init; }
    /// <summary>The zone answers are kept in, or <c>off</c>.</summary>
    public string? Cache { get; init; }
    /// <summary>Texts of which one that is neither empty nor <c>0</c> keeps a request from the cache.</summary>
    public Items<string> CacheBypass { get; init; } = [];
    /// <summary>Texts of which one that is neither empty nor <c>0</c> keeps an answer out of the cache.</summary>
    public Items<string> NoCache { get; init; } = [];
    /// <summary>When the next server is asked: <c>error</c>, <c>timeout</c>, <c>http_502</c> …, or <c>off</c>.</summary>
    public Items<string> NextUpstream { get; init; } = [];
    /// <summary>How many servers are asked; 0 for all.</summary>
    public int? NextUpstreamTries { get; init; }
    /// <summary>How long servers are asked; 0 for as long as it takes.</summary>
    public Duration? NextUpstreamTimeout { get; init; }
    /// <summary>How the upstream's redirects are changed: <c>off</c>, <c>default</c>, or two texts.</summary>
    public Items<string> Redirect { get; init; } = [];
    /// <summary>Headers of the upstream that clients do not see.</summary>
    public Items<string> HideHeaders { get; init; } = [];
    /// <summary>Whether <see cref="Scope.ErrorPages"/> hold for the upstream's answers.</summary>
    public bool? InterceptErrors { get; init; }
    /// <summary>Whether the upstream's certificate is checked.</summary>
    public bool? TlsVerify { get; init; }
    /// <summary>Authorities for that, a PEM file.</summary>
    public string? TlsTrustedCertificate { get; init; }
    /// <summary>Whether the upstream is told the name that is wanted (SNI).</summary>
    public bool? TlsServerName { get; init; }
    /// <summary>That name; null means the host of <see cref="Pass"/>.</summary>
    public Text? TlsName { get; init; }
}
