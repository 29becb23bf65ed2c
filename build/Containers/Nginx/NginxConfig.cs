namespace ArgusAI.Containers.Nginx;

/// <summary>A whole <c>nginx.conf</c>. Texts are nginx texts: a <c>$name</c> in them is nginx's variable; quoting is the writer's business.</summary>
/// <remarks>Source of the directives: nginx.org, module reference.</remarks>
public sealed partial record NginxConfig
{
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>How many processes; null means one for each processor (<c>auto</c>).</summary>
    public int? WorkerProcesses { get; init; }
    /// <summary>The most connections of one process, those to upstreams included.</summary>
    public int WorkerConnections { get; init; } = 1024;
    /// <summary>Where the process id is kept; null keeps the build's default, which only root can write.</summary>
    public string? Pid { get; init; }
    /// <summary>Where errors go; null keeps the build's default.</summary>
    public ErrorLog? ErrorLog { get; init; }
    /// <summary>The HTTP part.</summary>
    public required Http Http { get; init; }
    /// <summary>Directives the model has no property for.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>Comments by directive name.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>Where errors go.</summary>
/// <param name="Path">A file, or <c>/dev/stderr</c>.</param>
/// <param name="Level">debug, info, notice, warn, error, crit, alert or emerg.</param>
public sealed record ErrorLog(string Path, string Level = "warn");

/// <summary>Where requests are logged.</summary>
/// <param name="Path">A file, <c>/dev/stdout</c>, or <c>off</c>.</param>
/// <param name="Format">The name of a <see cref="LogFormat"/>; null means <c>combined</c>.</param>
public sealed record AccessLog(string Path, string? Format = null)
{
    /// <summary>Nothing is logged.</summary>
    public static AccessLog Off { get; } = new("off");
}

/// <summary>What http, server and location blocks have in common.</summary>
public abstract record Scope
{
    private protected Scope() { }

    /// <summary>Headers added to answers, here and below; a scope that adds some of its own repeats those from above.</summary>
    public Items<ResponseHeader> Headers { get; init; } = [];
    /// <summary>Headers sent to upstreams, here and below; a scope that sends some of its own repeats those from above.</summary>
    public Items<ProxyHeader> ProxyHeaders { get; init; } = [];
    /// <summary>The largest request body; nginx's default is 1m, 0 means no limit.</summary>
    public ByteSize? ClientMaxBodySize { get; init; }
    /// <summary>Where requests are logged.</summary>
    public AccessLog? AccessLog { get; init; }
    /// <summary>Where errors are logged.</summary>
    public ErrorLog? ErrorLog { get; init; }
    /// <summary>Request rate limits that apply.</summary>
    public Items<LimitReq> LimitReq { get; init; } = [];
    /// <summary>Pages for error codes.</summary>
    public Items<ErrorPage> ErrorPages { get; init; } = [];
    /// <summary>Who may connect; the first match decides.</summary>
    public Items<Access> Access { get; init; } = [];
    /// <summary>Name servers for names in variables.</summary>
    public Resolver? Resolver { get; init; }
    /// <summary>Directives the model has no property for; header directives are refused, they have their own lists.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }
    /// <summary>Comments by directive name.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>A header added to answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, an nginx text.</param>
/// <param name="Always">Whether error answers get it too.</param>
public sealed record ResponseHeader(string Name, string Value, bool Always = true);

/// <summary>A header sent to upstreams.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, an nginx text; empty means the header is not sent.</param>
public sealed record ProxyHeader(string Name, string Value)
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

/// <summary>Name servers for names in variables.</summary>
/// <param name="Addresses">Their addresses; Docker's own is 127.0.0.11.</param>
public sealed record Resolver(Items<string> Addresses)
{
    /// <summary>How long an answer holds; null takes the answer's own time.</summary>
    public Duration? Valid { get; init; }
    /// <summary>Whether IPv6 addresses are asked for.</summary>
    public bool Ipv6 { get; init; } = true;

    /// <summary>Docker's, for networks made by a user.</summary>
    public static Resolver Docker { get; } = new(["127.0.0.11"]) { Valid = Duration.Seconds(5), Ipv6 = false };
}

/// <summary>A page for error codes.</summary>
/// <param name="Codes">The codes.</param>
/// <param name="Uri">The page, a URI of this server.</param>
public sealed record ErrorPage(Items<int> Codes, string Uri);

/// <summary>Whether an address may connect.</summary>
/// <param name="Allow">Whether it may.</param>
/// <param name="Source">An address, a network or <c>all</c>.</param>
public sealed record Access(bool Allow, string Source);
