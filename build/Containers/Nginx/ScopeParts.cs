namespace ArgusAI.Containers.Nginx;

/// <summary>Where errors go.</summary>
/// <param name="Path">A file, or <c>/dev/stderr</c>.</param>
/// <param name="Level">debug, info, notice, warn, error, crit, alert or emerg.</param>
public sealed record ErrorLog(string Path, string Level = "warn");

/// <summary>Where requests are logged.</summary>
/// <param name="Path">A file, <c>/dev/stdout</c>, or <c>off</c>.</param>
/// <param name="Format">The name of a <see cref="LogFormat"/>; null means <c>combined</c>.</param>
public sealed record AccessLog(string Path, string? Format = null)
{
    /// <summary>The name of a <see cref="LogFormat"/>; null means <c>combined</c>.</summary>
    public string? Format { get; init; } = Format == "combined" ? null : Format;
    /// <summary>Memory that lines wait in.</summary>
    public ByteSize? Buffer { get; init; }
    /// <summary>How long lines wait at most.</summary>
    public Duration? Flush { get; init; }
    /// <summary>A text that is empty or <c>0</c> for requests that are not logged, such as <c>$loggable</c>.</summary>
    public string? If { get; init; }

    /// <summary>Nothing is logged.</summary>
    public static AccessLog Off { get; } = new("off");
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
/// <param name="Uri">The page, a URI of this server, another address or a named location with <c>@</c>.</param>
public sealed record ErrorPage(Items<int> Codes, string Uri)
{
    /// <summary>The code that is answered instead, such as <c>=200</c>; <c>=</c> takes the page's own.</summary>
    public string? Answer { get; init; }
}

/// <summary>Whether an address may connect.</summary>
/// <param name="Allow">Whether it may.</param>
/// <param name="Source">An address, a network or <c>all</c>.</param>
public sealed record Access(bool Allow, string Source);

/// <summary>Names and passwords.</summary>
/// <param name="Realm">What the browser shows, or <c>off</c>.</param>
/// <param name="File">The file of names and hashed passwords.</param>
public sealed record AuthBasic(Text Realm, string? File = null);

/// <summary>A request rate limit.</summary>
/// <param name="Zone">The zone that counts.</param>
/// <param name="Burst">How many may come at once above the rate.</param>
/// <param name="NoDelay">Whether those are served at once, not one by one; without a burst it says nothing.</param>
public sealed record LimitReq(string Zone, int Burst = 0, bool NoDelay = true)
{
    /// <summary>How many of the burst are served at once; null means none, or all with <see cref="NoDelay"/>.</summary>
    public int? Delay { get; init; }
}

/// <summary>A limit of connections at a time.</summary>
/// <param name="Zone">The zone that counts.</param>
/// <param name="Connections">How many.</param>
public sealed record LimitConn(string Zone, int Connections);

/// <summary>Compression of answers.</summary>
/// <param name="Types">Media types besides text/html.</param>
/// <param name="MinLength">Below this size nothing is compressed; nginx's default is 20 bytes.</param>
public sealed record Gzip(Items<string> Types, ByteSize? MinLength = null)
{
    /// <summary>Which answers to requests that came through a proxy are compressed too: <c>off</c>, <c>any</c>, <c>expired</c> …</summary>
    public Items<string> Proxied { get; init; } = ["any"];
    /// <summary>Whether caches are told that there are two forms.</summary>
    public bool? Vary { get; init; } = true;
    /// <summary>From 1, fast, to 9, small; nginx's default is 1.</summary>
    public int? Level { get; init; }
}
