namespace ArgusAI.Containers.Nginx;

/// <summary>The <c>http</c> block.</summary>
public sealed record Http : Scope
{
    /// <summary>The table of media types; null includes none.</summary>
    public string? MimeTypes { get; init; } = "/etc/nginx/mime.types";
    /// <summary>The media type of unknown files.</summary>
    public string DefaultType { get; init; } = "application/octet-stream";
    /// <summary>Whether answers name nginx's version.</summary>
    public bool ServerTokens { get; init; }
    /// <summary>An existing, writable folder for bodies that do not fit in memory, such as <c>/tmp</c>: nginx creates folders in it,
    /// but not the folder itself. Null keeps the build's folders.</summary>
    public string? TempFolder { get; init; }
    /// <summary>Whether the kernel copies files to sockets.</summary>
    public bool SendFile { get; init; } = true;
    /// <summary>How long an idle connection is kept; nginx's default is 75 s.</summary>
    public Duration? KeepAliveTimeout { get; init; }
    /// <summary>What is compressed; null means nothing.</summary>
    public Gzip? Gzip { get; init; }
    /// <summary>Formats of access logs.</summary>
    public Items<LogFormat> LogFormats { get; init; } = [];
    /// <summary>Variables made from others.</summary>
    public Items<Map> Maps { get; init; } = [];
    /// <summary>Memory that counts requests.</summary>
    public Items<LimitReqZone> LimitReqZones { get; init; } = [];
    /// <summary>Groups of servers that requests are passed to.</summary>
    public Items<Upstream> Upstreams { get; init; } = [];
    /// <summary>The servers.</summary>
    public Items<Server> Servers { get; init; } = [];
}

/// <summary>Compression of answers.</summary>
/// <param name="Types">Media types besides text/html.</param>
/// <param name="MinLength">Below this size nothing is compressed.</param>
public sealed record Gzip(Items<string> Types, ByteSize MinLength)
{
    /// <summary>Whether answers to requests that came through a proxy are compressed too.</summary>
    public bool Proxied { get; init; } = true;
}

/// <summary>A format of access logs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The line, an nginx text.</param>
public sealed record LogFormat(string Name, string Text)
{
    /// <summary><c>default</c>, <c>json</c> or <c>none</c>: how variables are escaped.</summary>
    public string? Escape { get; init; }

    /// <summary>One JSON object a line.</summary>
    /// <param name="name">The format's name.</param>
    /// <param name="fields">Key and nginx text; a text that is one <c>$variable</c> of a number is left without quotes when <paramref name="numbers"/> names its key.</param>
    /// <param name="numbers">The keys whose values are numbers.</param>
    public static LogFormat Json(string name, Entries<string> fields, params IEnumerable<string> numbers)
    {
        var bare = numbers.ToHashSet(StringComparer.Ordinal);
        return new(name, $"{{{string.Join(",", fields.Select(f => bare.Contains(f.Key) ? $"\"{f.Key}\":{f.Value}" : $"\"{f.Key}\":\"{f.Value}\""))}}}")
        {
            Escape = "json",
        };
    }
}

/// <summary>A variable made from another.</summary>
/// <param name="Source">The text that is looked up, such as <c>$http_upgrade</c>.</param>
/// <param name="Variable">The variable that is made, with <c>$</c>.</param>
/// <param name="Default">Its value when nothing matches.</param>
public sealed record Map(string Source, string Variable, string Default)
{
    /// <summary>Values by what the source is; a key may be a regular expression (<c>~</c>).</summary>
    public Entries<string> Values { get; init; } = Entries<string>.None;
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }

    /// <summary>The <c>Connection</c> header a WebSocket needs, and keep-alive for everything else: <c>$connection_upgrade</c>.</summary>
    public static Map ConnectionUpgrade { get; } = new("$http_upgrade", "$connection_upgrade", "upgrade") { Values = new() { [""] = "" } };
}

/// <summary>Memory that counts requests.</summary>
/// <param name="Key">What is counted by, such as <c>$binary_remote_addr</c>.</param>
/// <param name="Zone">Its name.</param>
/// <param name="Size">Its size; 1m holds about 16 000 addresses.</param>
/// <param name="PerMinute">The rate allowed, requests in a minute.</param>
public sealed record LimitReqZone(string Key, string Zone, ByteSize Size, int PerMinute);

/// <summary>A request rate limit.</summary>
/// <param name="Zone">The zone that counts.</param>
/// <param name="Burst">How many may come at once above the rate.</param>
/// <param name="NoDelay">Whether those are served at once, not one by one.</param>
public sealed record LimitReq(string Zone, int Burst = 0, bool NoDelay = true);

/// <summary>A group of servers that requests are passed to.</summary>
/// <param name="Name">Its name, for <c>proxy_pass http://name</c>.</param>
/// <param name="Servers">Their addresses, resolved when nginx starts: it does not start when a name is unknown.</param>
public sealed record Upstream(string Name, Items<string> Servers)
{
    /// <summary>Idle connections kept open.</summary>
    public int? KeepAlive { get; init; }
    /// <summary>Directives the model has no property for.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }
}
