namespace ArgusAI.Containers.Nginx;

/// <summary>The <c>http</c> block. Made in code it hides nginx's version and copies files in the kernel.</summary>
public sealed record Http : Scope
{
    /// <summary>A block with this library's defaults.</summary>
    public Http() => (DefaultType, ServerTokens, SendFile) = ("application/octet-stream", false, true);

    /// <summary>The table of media types; null includes none.</summary>
    public string? MimeTypes { get; init; } = "/etc/nginx/mime.types";
    /// <summary>An existing, writable folder for bodies that do not fit in memory, such as <c>/tmp</c>: nginx creates folders in it,
    /// but not the folder itself. Null keeps the build's folders.</summary>
    public string? TempFolder { get; init; }
    /// <summary>Formats of access logs.</summary>
    public Items<LogFormat> LogFormats { get; init; } = [];
    /// <summary>Memory that counts requests.</summary>
    public Items<LimitReqZone> LimitReqZones { get; init; } = [];
    /// <summary>Memory that counts connections.</summary>
    public Items<LimitConnZone> LimitConnZones { get; init; } = [];
    /// <summary>Variables made from others.</summary>
    public Items<Map> Maps { get; init; } = [];
    /// <summary>Variables made from addresses.</summary>
    public Items<Geo> Geos { get; init; } = [];
    /// <summary>Groups of servers that requests are passed to.</summary>
    public Items<Upstream> Upstreams { get; init; } = [];
    /// <summary>The servers.</summary>
    public Items<Server> Servers { get; init; } = [];
}

/// <summary>A format of access logs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The line.</param>
public sealed record LogFormat(string Name, Text Text)
{
    /// <summary><c>default</c>, <c>json</c> or <c>none</c>: how variables are escaped.</summary>
    public string? Escape { get; init; }

    /// <summary>One JSON object a line.</summary>
    /// <param name="name">The format's name.</param>
    /// <param name="fields">Key and text; a text that is one <c>$variable</c> of a number is left without quotes when <paramref name="numbers"/> names its key.</param>
    /// <param name="numbers">The keys whose values are numbers.</param>
    public static LogFormat Json(string name, Entries<Text> fields, params IEnumerable<string> numbers)
    {
        var bare = numbers.ToHashSet(StringComparer.Ordinal);
        static string Json(string text) => System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        var line = new List<Text>();
        foreach (var (key, value) in fields)
        {
            var quote = bare.Contains(key) ? "" : "\"";
            line.Add(Text.Literal($"{(line.Count == 0 ? "{" : ",")}\"{Json(key)}\":{quote}"));
            line.AddRange(value.Parts.Select(p => p.IsVariable ? Text.Variable(p.Value) : Text.Literal(Json(p.Value))));
            line.Add(Text.Literal(quote));
        }
        return new(name, Text.Join([.. line.Count == 0 ? [Text.Literal("{")] : line, Text.Literal("}")])) { Escape = "json" };
    }
}

/// <summary>Memory that counts requests.</summary>
/// <param name="Key">What is counted by, such as <c>$binary_remote_addr</c>.</param>
/// <param name="Zone">Its name.</param>
/// <param name="Size">Its size; 1m holds about 16 000 addresses.</param>
/// <param name="PerMinute">The rate allowed, requests in a minute.</param>
public sealed record LimitReqZone(Text Key, string Zone, ByteSize Size, int PerMinute);

/// <summary>Memory that counts connections.</summary>
/// <param name="Key">What is counted by, such as <c>$binary_remote_addr</c>.</param>
/// <param name="Zone">Its name.</param>
/// <param name="Size">Its size; 1m holds about 16 000 addresses.</param>
public sealed record LimitConnZone(Text Key, string Zone, ByteSize Size);
